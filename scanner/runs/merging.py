"""The facts of two looks at one endpoint put together: of each kind, those that tell more."""

from collections.abc import Iterator

from checks.facts import (
    Absent,
    AddressFacts,
    AnyFacts,
    BrowserFacts,
    DnsFacts,
    Facts,
    NotTested,
    Part,
    TlsFacts,
    Unseen,
)
from checks.facts.bundle import FIELDS
from checks.model import Reason

NOT_LOOKED = (Reason.NOT_REQUESTED, Reason.NOT_PERMITTED)
OF_AN_ADDRESS = ("tls", "http")
OF_A_PICTURE = ("picture", "width", "height", "url", "shown_url", "title", "taken_at")
ADDRESS_KINDS = ("A", "AAAA")
OF_ADDRESSES = ("status", "ipv4", "ipv6", "cname_chain", "failures", "withheld", "unseen")  # fields of names


def merged(first: Facts, second: Facts) -> Facts:
    """The first look's facts, each kind that the second knows more of taken from that one."""
    taken = {kind: getattr(second, kind) for kind in FIELDS.values() if _tells_more(first, second, kind)}
    if "dns" in taken:
        taken["dns"] = _with_zone(first.dns, taken["dns"])
    if "browser" in taken:
        taken["browser"] = _with_picture(first.browser, taken["browser"])
    whole = first.model_copy(update=taken)
    at_first = whole.tls.address if isinstance(whole.tls, TlsFacts) else None
    others = {other.address: other for other in _others(first, second) if other.address != at_first}
    unseen = second.unseen if taken.keys() & {"reach", *OF_AN_ADDRESS} else first.unseen
    late = tuple(_late(other.address) for other in second.others if other.address not in {at_first, *others})
    return whole.model_copy(update={"others": tuple(others.values()), "unseen": (*unseen, *late)})


def _with_zone(before: DnsFacts | NotTested, after: DnsFacts) -> DnsFacts:
    """The names of a second look; what it did not ask for stays as it was."""
    if isinstance(before, NotTested) or before.addresses_only or not after.addresses_only:
        return after
    kept = [kind for kind in before.unanswered if kind not in ADDRESS_KINDS]
    taken = {field: getattr(after, field) for field in OF_ADDRESSES}
    return before.model_copy(update={**taken, "unanswered": (*after.unanswered, *kept)})


def _with_picture(before: BrowserFacts | NotTested, after: BrowserFacts) -> BrowserFacts:
    """A picture of the first look is kept where the second had no reason to keep one."""
    if isinstance(before, NotTested) or after.picture:
        return after
    return after.model_copy(update={name: getattr(before, name) for name in OF_A_PICTURE})


def _others(first: Facts, second: Facts) -> Iterator[AddressFacts]:
    again = {other.address: other for other in second.others}
    for other in first.others:
        later = again.pop(other.address, other)
        taken = {kind: getattr(later, kind) for kind in OF_AN_ADDRESS if _tells_more(other, later, kind)}
        likeness = {f"{kind}_like": getattr(later, f"{kind}_like") for kind in taken}
        yield other.model_copy(update={**taken, **likeness})
    yield from (new for new in again.values() if _is_whole(new, first))


def _is_whole(other: AddressFacts, first: Facts) -> bool:
    """Whether an address that came to life later was looked at as widely as the others were."""
    looked = [kind for kind in OF_AN_ADDRESS if not _was_not_looked_at(getattr(first, kind))]
    return not any(_was_not_looked_at(getattr(other, kind)) for kind in looked)


def _late(address: str) -> Unseen:
    detail = f"{address} answered at the second look only, which did not look at all of it"
    return Unseen(part=Part.ADDRESSES, reason=Reason.INCOMPLETE, detail=detail)


def _tells_more(first: Facts | AddressFacts, second: Facts | AddressFacts, kind: str) -> bool:
    """Whatever was seen is worth more than nothing, and what was seen wholly more than a part."""
    before, after = getattr(first, kind), getattr(second, kind)
    if _was_not_looked_at(after):
        return False
    if isinstance(before, NotTested):
        return True
    return not isinstance(after, NotTested) and _lost(after) <= _lost(before)


def _was_not_looked_at(facts: object) -> bool:
    return isinstance(facts, NotTested) and facts.reason in NOT_LOOKED


def _lost(facts: AnyFacts | Absent) -> int:
    return 0 if isinstance(facts, Absent) else len(facts.missing)
