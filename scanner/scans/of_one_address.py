"""Of a host's addresses one is walked through: which, and at which others that tells nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checks.facts import AddressFacts, Exchange, HttpFacts, NotTested, Part, Unseen, Visit
from checks.facts.http import page_or_reason
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason

Starts = Mapping[str, Visit | NotTested]  # by address: the visit of the start page, or why there is none


class Walkable(NamedTuple):
    """The address to walk through: the facts of its page, and the visit among them; the others' beside it."""

    http: HttpFacts
    start: Visit
    starts: Starts

    def not_walked(self, part: Part, reason: Reason) -> Iterator[Unseen]:
        """The addresses of which a walk through this one tells nothing, as they don't show the same page.

        ``reason``: of those that show another; one that shows none has a reason of its own.
        """
        for address, start in self.starts.items():
            if address == self.start.address:
                continue
            if (why := _not_told(self.start, start, reason)) is not None:
                detail = f"{address} {why.detail}"[:DETAIL_LENGTH]
                yield Unseen(part=part, reason=why.reason, detail=detail)


def walkable(first: str, http: HttpFacts | NotTested, others: Sequence[AddressFacts]) -> Walkable | NotTested:
    """The first address that shows its page, else the first that answers; NotTested: none does.

    ``first``: the address that was asked where ``http`` is no facts. An address at which nothing stands is
    the reachability checks' affair, here as where each address is judged.
    """
    starts: dict[str, Visit | NotTested] = {}
    seen: list[tuple[HttpFacts, Visit]] = []
    for address, web in ((first, http), *((other.address, other.http) for other in others)):
        if isinstance(web, NotTested):
            starts.setdefault(address, web)
            continue
        fresh = [visit for visit in web.page_visits if visit.address not in starts]
        starts |= {visit.address: visit for visit in fresh}
        seen += [(web, visit) for visit in fresh]
    if isinstance(http, NotTested) and not seen:
        return http
    chosen, start = min(seen, key=lambda one: _unpromising(one[1]))  # of equals the first
    return Walkable(chosen, start, starts)


def _unpromising(start: Visit) -> tuple[bool, bool]:
    return not isinstance(page_or_reason(start), Exchange), start.last is None


def _not_told(walked: Visit, start: Visit | NotTested, reason: Reason) -> NotTested | None:
    """Why a walk tells nothing of an address; None: it shows the same start page."""
    if isinstance(start, NotTested):
        return _no_page(start)
    from scanner.probes.http.comparing import alike  # noqa: PLC0415 - a scan of TLS does not wait for httpx

    if alike(walked, start):
        return None
    page = page_or_reason(start)
    if isinstance(page, NotTested):
        return _no_page(page)
    return NotTested(reason=reason, detail="shows another page, behind which nothing was looked at")


def _no_page(why: NotTested) -> NotTested:
    return why.model_copy(update={"detail": f"shows no page: {why.detail}"[:DETAIL_LENGTH]})
