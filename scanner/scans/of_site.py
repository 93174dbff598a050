"""The walk through a site, beyond its start page."""

from collections.abc import Sequence

from checks.facts import AddressFacts, HttpFacts, NotTested, Part, SiteFacts
from checks.model import Reason
from scanner.look import NO_WEB_SITE, NOT_WANTED, Look
from scanner.planning.addresses import AddressChoice
from scanner.scans.of_files import asks_files
from scanner.scans.of_one_address import walkable

LEAN = NotTested(reason=Reason.NOT_REQUESTED, detail="a lean look takes no walk through the site")


async def walk_site(
    look: Look, choice: AddressChoice, web: HttpFacts | NotTested, others: Sequence[AddressFacts]
) -> SiteFacts | NotTested:
    """A walk in a time of its own; only where the start page may answer.

    It is of one address: what another one shows that is not the same start page was not seen, and says so.
    """
    if not look.wants(SiteFacts):
        return NOT_WANTED
    if look.context.settings.depth == "lean":
        return LEAN
    if look.planned.starttls:
        return NO_WEB_SITE
    at = walkable(choice.first, web, others)
    if isinstance(at, NotTested):
        return at
    from scanner.probes import site  # noqa: PLC0415 - a scan of TLS alone does not wait for httpx

    scope = look.planned.neighbours | {look.target.host}
    requests = site.REQUESTS_BESIDE_FILES if asks_files(look) else site.REQUESTS
    walk = site.probe(look.target, at.start.address, scope, look.context, requests=requests)
    facts = await look.bounded(walk, in_own_time=True)
    if isinstance(facts, NotTested):
        return facts
    lost = at.not_walked(Part.ADDRESSES, Reason.INCOMPLETE)
    return facts.model_copy(update={"unseen": (*facts.unseen, *lost)})
