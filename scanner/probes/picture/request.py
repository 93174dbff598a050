"""What a browser is asked for. The answer comes in parts, as fields of ``checks.facts.BrowserFacts``."""

from dataclasses import dataclass

import httpx

from checks.facts import Client
from checks.model import Frozen
from scanner.probes import addresses
from scanner.probes.http.route import DEFAULT_PORTS, Route

WIDTH, HEIGHT = 1280, 1024  # pixels of the window


@dataclass(frozen=True, kw_only=True)
class PictureWish:
    """The page to open, the address to meet its host at, and what may be met besides."""

    url: str
    address: str
    route: Route
    accessibility: bool = False  # whether the rules of accessibility are tried too
    client: Client = Client.BROWSER  # as whom
    to_load: float = 12.0  # seconds, after which the page is taken as far as it has come

    async def where(self, host: str, port: int) -> str | None:
        """The address at which a host's port may be met; None: not at all."""
        name = addresses.literal(host) or host
        if name == self.route.host:
            return self.address if port in {*self.route.ports, self._port} else None
        if name not in self.route.scope or port not in DEFAULT_PORTS.values():
            return None
        return await self.route.neighbours.address(name, self.address)

    @property
    def _port(self) -> int:
        parsed = httpx.URL(self.url)
        return parsed.port or DEFAULT_PORTS[parsed.scheme]


class PictureRequest(Frozen):
    """One page, for the job. ``hosts``: where it may lead.

    ``folder`` is removed by whoever asks; in it ``home``, which alone the browser may write to.
    """

    url: str
    hosts: tuple[str, ...]
    proxy_port: int
    folder: str
    home: str
    chromium: str
    user_agent: str  # the whole of another client's; of the browser itself only who scans
    is_itself: bool = True
    referer: str = ""
    accessibility: bool
    to_load: float
