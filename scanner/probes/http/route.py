"""Where a redirect leads, and whether the scan may go there."""

from collections.abc import Iterable
from dataclasses import dataclass

import httpx
from ada_url import URL

from checks.facts import Exchange, Target
from scanner.probes import addresses
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.network import PinnedBackend

DEFAULT_PORTS = {"http": 80, "https": 443}
FIRST_UNPRIVILEGED = 1024
# Ports that no browser asks, as they belong to other protocols (Fetch Standard, "bad port").
BAD_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)
URL_LENGTH = 2000  # characters kept of a URL that is only recorded


def origin(target: Target, scheme: str, path: str = "/") -> httpx.URL:
    """The root of the target's plain or TLS port, or another path there, which begins with a slash."""
    port = target.https_port if scheme == "https" else target.http_port
    return httpx.URL(scheme=scheme, host=target.host, port=port, path=path)


def page(target: Target, scheme: str) -> httpx.URL:
    """The page that is looked at, at the target's plain or TLS port."""
    root = origin(target, scheme)
    return root if target.path == "/" else root.join(target.path)


def location(exchange: Exchange) -> str | None:
    """The Location of a redirect (RFC 9110, 15.4), None for any other answer."""
    return next(iter(exchange.values("location")), None) if exchange.is_redirect else None


def destination(base: httpx.URL, reference: str) -> httpx.URL | None:
    """The URL a browser would go to, without credentials and fragment; None when it is no http URL."""
    try:
        url = URL(reference, str(base))
        url.hash = url.username = url.password = ""
        return httpx.URL(url.href) if url.protocol.removesuffix(":") in DEFAULT_PORTS else None
    except (httpx.InvalidURL, ValueError):
        return None


@dataclass(frozen=True, kw_only=True)
class Route:
    """What may be visited: the target, other hosts in scope on the web's own ports, and how to find them."""

    host: str  # the target
    scope: frozenset[str]
    ports: frozenset[int]
    neighbours: Neighbours

    @classmethod
    def of(cls, target: Target, scope: Iterable[str], neighbours: Neighbours) -> "Route":
        """The target itself is always in scope."""
        ports = {target.https_port, target.http_port, *DEFAULT_PORTS.values()}
        return cls(
            host=target.host,
            scope=frozenset({*scope, target.host}),
            ports=frozenset(ports),
            neighbours=neighbours,
        )

    async def leads_to(self, url: httpx.URL, backend: PinnedBackend) -> bool:
        """Whether a URL may be requested, and the backend knows where."""
        host = host_of(url)
        if not self.permits(url):
            return False
        if host == self.host or host in backend.elsewhere:
            return True
        if (address := await self.neighbours.address(host, backend.address)) is None:
            return False
        backend.elsewhere[host] = address
        return True

    def permits(self, url: httpx.URL) -> bool:
        """Whether a URL is in scope: https on the target's own host on any port that browsers ask, too."""
        host = host_of(url)
        port = DEFAULT_PORTS[url.scheme] if url.port is None else url.port
        if host == self.host:
            return port in self.ports or (url.scheme == "https" and _is_web_port(port))
        return host in self.scope and port == DEFAULT_PORTS[url.scheme]


def host_of(url: httpx.URL) -> str:
    """The host as targets name it."""
    name = url.raw_host.decode("ascii").lower().strip("[]")
    return addresses.literal(name) or name


def _is_web_port(port: int) -> bool:
    return port >= FIRST_UNPRIVILEGED and port not in BAD_PORTS
