"""Where a redirect leads, and whether the scan may go there."""

from collections.abc import Iterable
from dataclasses import dataclass

import httpx
from ada_url import URL

from checks.facts import Exchange, Target
from scanner.probes import addresses

REDIRECTS = {301, 302, 303, 307, 308}
DEFAULT_PORTS = {"http": 80, "https": 443}
URL_LENGTH = 2000  # characters kept of a URL that is only recorded


def origin(target: Target, scheme: str) -> httpx.URL:
    """The root of the target's plain or TLS port."""
    port = target.https_port if scheme == "https" else target.http_port
    return httpx.URL(scheme=scheme, host=target.host, port=port, path="/")


def location(exchange: Exchange) -> str | None:
    """The Location of a redirect (RFC 9110, 15.4), None for any other answer."""
    return next(iter(exchange.values("location")), None) if exchange.status in REDIRECTS else None


def destination(base: httpx.URL, reference: str) -> httpx.URL | None:
    """The URL a browser would go to, without credentials and fragment; None when it is no http URL."""
    try:
        found = URL(reference, str(base))
        found.hash = found.username = found.password = ""
        return httpx.URL(found.href) if found.protocol.removesuffix(":") in DEFAULT_PORTS else None
    except (httpx.InvalidURL, ValueError):
        return None


@dataclass(frozen=True, kw_only=True)
class Route:
    """What may be visited: hosts that are in scope and whose address is known, on the web ports."""

    scope: frozenset[str]
    known: frozenset[str]  # hosts that resolve to the address of the visit
    ports: frozenset[int]

    @classmethod
    def of(cls, target: Target, scope: Iterable[str]) -> "Route":
        """The target itself, always in scope. Other hosts have no known address here."""
        ports = {target.https_port, target.http_port, *DEFAULT_PORTS.values()}
        return cls(
            scope=frozenset({*scope, target.host}), known=frozenset({target.host}), ports=frozenset(ports)
        )

    def permits(self, url: httpx.URL) -> bool:
        """Whether a URL may be requested."""
        name = url.raw_host.decode("ascii").lower().strip("[]")
        host = addresses.literal(name) or name
        port = DEFAULT_PORTS[url.scheme] if url.port is None else url.port
        return host in self.scope and host in self.known and port in self.ports
