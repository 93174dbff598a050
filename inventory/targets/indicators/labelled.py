"""Row 13 of Decision 180: portals with the cyber-trust label over all portals in operation."""

from inventory.approvals.events import EventKind
from inventory.model import Text
from inventory.targets.counting import Count, Situation, count_by_status
from inventory.targets.indicator import Indicator


def labelled(situation: Situation) -> Count:
    """Portals with a cyber-trust label in force; next those that had one, then the others."""
    portals = [code for code, system in situation.in_operation.items() if system.is_portal]
    return count_by_status(
        situation,
        portals,
        lambda status: status.labelled_on(situation.as_of),
        lambda status: status.label_granted_on is None,
    )


INDICATOR = Indicator(
    key="labelled",
    title=Text(vi="Dán nhãn tín nhiệm mạng", en="Cyber-trust label"),
    count=labelled,
    reads=frozenset({EventKind.LABEL_GRANTED, EventKind.LABEL_EXPIRED}),
)
