"""The policy file of MTA-STS: one request, at a server with a valid certificate (RFC 8461, 3.3)."""

import ssl
from functools import cache
from pathlib import Path

import certifi
import httpx

from checks.facts import DnsFacts, Exchange, NotTested, Visit
from checks.facts.visit import End
from scanner.planning.addresses import not_public, permitted
from scanner.probes.addresses import first_connectable
from scanner.probes.context import ProbeContext
from scanner.probes.http.attempt import attempt
from scanner.probes.http.neighbours import Neighbours
from scanner.probes.http.route import Route
from scanner.probes.http.session import Session

PORT = 443
PATH = "/.well-known/mta-sts.txt"
LENGTH = 65_536  # characters kept: RFC 8461, 3.3 lets a reader stop at 64 KB


async def fetch(host: str, names: DnsFacts, context: ProbeContext) -> Visit | NotTested:
    """The answer of the host, which a policy's domain names; asked once a run.

    Args:
        host: ``mta-sts.`` and the domain.
        names: its addresses, one at least.
        context: of the endpoint's probes.

    """

    async def visit() -> Visit | NotTested:
        return await _visit(host, names, context)

    kept = await context.memory.replies.get((PATH, host), visit)
    assert isinstance(kept, Visit | NotTested)  # noqa: S101 - what was put there
    return kept


async def _visit(host: str, names: DnsFacts, context: ProbeContext) -> Visit | NotTested:
    """Whoever writes a zone decides where its names lead: to the public Internet alone."""
    allowed, withheld = permitted(names, host)
    address = first_connectable((*allowed.ipv4, *allowed.ipv6))
    if address is None:
        return not_public(withheld)
    url = httpx.URL(scheme="https", host=host, port=PORT, path=PATH)
    route = Route(host=host, scope=frozenset(), ports=frozenset(), neighbours=Neighbours(context))
    async with Session(address, context, tls=_trusting(context.settings.ca_file)) as session:
        seen = await attempt(session, url, route, context, _ask)
    return _bounded(seen.visit)


async def _ask(
    session: Session, url: httpx.URL, _route: Route, log: list[Exchange]
) -> tuple[End, str | None]:
    """Once: a redirect is no answer (3.3)."""
    await session.get(url, log)
    return "answered", None


def _bounded(visit: Visit) -> Visit:
    exchanges = tuple(one.model_copy(update={"body": one.body[:LENGTH]}) for one in visit.exchanges)
    return visit.model_copy(update={"exchanges": exchanges})


@cache
def _trusting(ca_file: Path | None) -> ssl.SSLContext:
    """TLS with whoever Mozilla, or the user's file, vouches for."""
    context = ssl.create_default_context(cafile=certifi.where())
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context
