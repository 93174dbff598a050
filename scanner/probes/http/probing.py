"""The HTTP probe: four visits, security.txt, and at full depth one preflight request of another origin."""

import asyncio
from dataclasses import dataclass, field

import httpx

from checks.facts import DnsFacts, HttpFacts, NotTested, Target, Visit
from checks.facts.web_extent import is_text_file, lost_page, lost_security_txt
from checks.model import Reason
from scanner.probes.addresses import first_connectable
from scanner.probes.context import ProbeContext
from scanner.probes.http import failures
from scanner.probes.http.attempt import preflight
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.network import Handover
from scanner.probes.http.route import Route, origin, page
from scanner.probes.http.session import Session
from scanner.probes.http.visiting import visit

# RFC 9116, section 3: where the file must be, and where it was before the standard.
SECURITY_TXT, LEGACY_SECURITY_TXT = "/.well-known/security.txt", "/security.txt"


async def probe(
    target: Target, dns: DnsFacts, scope: frozenset[str], context: ProbeContext
) -> HttpFacts | NotTested:
    """Visit the TLS and the plain port over the first usable address of each family.

    ``scope`` holds the host names that may be visited; a redirect elsewhere is recorded, not followed.
    ``NotTested`` when no visit got an answer.
    """
    web_addresses = _web_addresses(dns)
    if not web_addresses:
        return NotTested(reason=Reason.UNREACHABLE, detail="the name has no address to connect to")
    visitor = _Visitor(target, Route.of(target, scope, Neighbours(context)), context)
    others, (root, rest) = await asyncio.gather(
        visitor.pages(web_addresses[:0:-1]), visitor.page_and_rest(web_addresses[0])
    )
    visits = dict(zip(web_addresses, (root, *reversed(others)), strict=True))
    answered = [at for at, visited in visits.items() if visited.last is not None]
    if not answered:
        return failures.most_telling(visits.values())
    return HttpFacts(
        **{at.field: visited for at, visited in visits.items()},
        **(rest or await visitor.rest(answered[0], visits[answered[0]])),
    )


_Rest = dict[str, Visit]  # by the field of HttpFacts


@dataclass(frozen=True)
class _WebAddress:
    """A scheme and an address to visit, and the field of HttpFacts for the visit."""

    field: str
    scheme: str
    address: str


def _web_addresses(dns: DnsFacts) -> list[_WebAddress]:
    """Those that exist, the one to prefer first."""
    addresses = (("", first_connectable(dns.ipv4)), ("_ipv6", first_connectable(dns.ipv6)))
    return [
        _WebAddress(scheme + suffix, scheme, address)
        for scheme in ("https", "http")
        for suffix, address in addresses
        if address is not None
    ]


@dataclass(frozen=True)
class _Visitor:
    target: Target
    route: Route
    context: ProbeContext
    handover: Handover = field(default_factory=Handover)

    def pages(self, web_addresses: list[_WebAddress]) -> asyncio.Future[list[Visit]]:
        """Begun at once, in this order: who is redirected soon can take over the connection that is there."""
        return asyncio.gather(*(self._alone(at) for at in web_addresses))

    async def page_and_rest(self, at: _WebAddress) -> tuple[Visit, _Rest]:
        """All over one connection; nothing but the page when that does not answer."""
        async with self._session(at) as session:
            root = await self._visit(session, page(self.target, at.scheme))
            return root, (await self._rest(session, at, root)) if root.last else {}

    async def rest(self, at: _WebAddress, root: Visit) -> _Rest:
        async with self._session(at) as session:
            return await self._rest(session, at, root)

    async def _rest(self, session: Session, at: _WebAddress, root: Visit) -> _Rest:
        files = await self._security_txt(session, at)
        if self.context.settings.depth != "full" or root.last is None or lost_page(root) is not None:
            return files
        page = httpx.URL(root.last.url)
        return {**files, "preflight": await preflight(session, page, self.route, self.context)}

    async def _security_txt(self, session: Session, at: _WebAddress) -> _Rest:
        """Where it must be, and only when there is none also where it once was."""
        file = await self._visit(session, origin(self.target, at.scheme, SECURITY_TXT))
        if file.last is None or is_text_file(file.last) or lost_security_txt(file) is not None:
            return {"security_txt": file}
        legacy = await self._visit(session, origin(self.target, at.scheme, LEGACY_SECURITY_TXT))
        return {"security_txt": file, "security_txt_legacy": legacy}

    async def _alone(self, at: _WebAddress) -> Visit:
        async with self._session(at) as session:
            return await self._visit(session, page(self.target, at.scheme))

    def _session(self, at: _WebAddress) -> Session:
        return Session(at.address, self.context, handover=self.handover)

    async def _visit(self, session: Session, start: httpx.URL) -> Visit:
        return await visit(session, start, self.route, self.context)
