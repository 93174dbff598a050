"""Row 16 of Decision 180: systems that work over IPv6 over those with endpoints, as scans found."""

from inventory.model import Text
from inventory.targets.counting import Count, Situation
from inventory.targets.indicator import Indicator, first_scan


def ipv6(situation: Situation) -> Count:
    """Systems with endpoints that work over IPv6; next those found not to. The untested are told apart."""
    by_system = situation.evidence.ipv6
    works = {code: by_system.get(code) for code, system in situation.in_operation.items() if system.endpoints}
    reached = frozenset(code for code, working in works.items() if working)
    return Count(
        reached=reached,
        waiting=works.keys() - reached,
        order=lambda _code: 0,
        untested=frozenset(code for code, working in works.items() if working is None),
    )


INDICATOR = Indicator(
    key="ipv6",
    title=Text(vi="Hoạt động trên IPv6", en="Operational over IPv6"),
    count=ipv6,
    begins=first_scan,
    reads=frozenset(),
    by_agency=False,  # reports show an owner's systems by their state today, which says more
)
