"""What was tried of a host over each family, and when there are no two families to compare."""

from collections.abc import Iterable

from checks.facts import AddressReach, DnsFacts, Facts, NotTested, ReachFacts
from checks.ipv6._addresses import same, usable
from checks.judging import not_tested
from checks.model import Judgement, Outcome, Reason, Text

DEAD = NotTested(reason=Reason.UNREACHABLE, detail="no web port answers, neither over IPv4 nor over IPv6")
LATENCY_KEY = "connect_ms"  # in the evidence; it changes from one look to the next
NO_A_ANSWER = NotTested(reason=Reason.UNREACHABLE, detail="the A query got no answer from DNS")
IPV6_ONLY = Text(
    vi="Không áp dụng: tên miền chỉ có IPv6.", en="Not applicable: the name has IPv6 addresses only."
)
NOT_REACHABLE = Text(
    vi="Không áp dụng: không truy cập được qua IPv6; xem ipv6.web_reachable.",
    en="Not applicable: nothing answers over IPv6; see ipv6.web_reachable.",
)


def of_usable(facts: Facts) -> list[AddressReach]:
    """The reachability of the usable IPv6 addresses that were tried."""
    wanted = usable(facts.require(DnsFacts))
    reach = facts.require(ReachFacts)
    return [entry for entry in reach.of_family(6) if any(same(entry.address, text) for text in wanted)]


def open_ports(entries: Iterable[AddressReach]) -> list[int]:
    """The ports that accept at any of these addresses, in order."""
    return sorted({port.port for entry in entries for port in entry.ports if port.state == "open"})


def milliseconds(entries: Iterable[AddressReach]) -> float | None:
    """How long the quickest connection to one of these addresses took; None: it was not measured."""
    took = [entry.connected_in for entry in entries if entry.connected_in is not None]
    return round(1000 * min(took), 1) if took else None


def nothing_to_compare(facts: Facts) -> Judgement | None:
    """The judgement where one family has no address or answers nowhere; None: there are two to compare."""
    dns, reach = facts.require(DnsFacts), facts.require(ReachFacts)
    if not dns.ipv4:
        if "A" in dns.unanswered:
            return not_tested(NO_A_ANSWER)
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=IPV6_ONLY)
    if open_ports(of_usable(facts)):
        return None
    if open_ports(reach.of_family(4)):
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NOT_REACHABLE)
    return not_tested(DEAD)
