"""Where a system stands on a day, read off its events. Only what happened by that day counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from inventory.approvals import ApprovalEvent
from inventory.model import Code
from inventory.system_status import SystemStatus
from inventory.transitions import TRANSITIONS

__all__ = ["SystemStatus", "status", "statuses"]


def status(events: Iterable[ApprovalEvent], system: Code, as_of: date) -> SystemStatus:
    """One system's status; events of other systems may be among them, in the order they were recorded."""
    return _fold([event for event in events if event.system == system], system, as_of)


def statuses(events: Iterable[ApprovalEvent], as_of: date) -> Mapping[Code, SystemStatus]:
    """The status of every system that has an event, in one pass."""
    by_system: dict[Code, list[ApprovalEvent]] = defaultdict(list)
    for event in events:
        by_system[event.system].append(event)
    return {system: _fold(theirs, system, as_of) for system, theirs in by_system.items()}


def _fold(events: list[ApprovalEvent], system: Code, as_of: date) -> SystemStatus:
    current = SystemStatus(system=system, as_of=as_of)
    for event in sorted(events, key=lambda event: event.on):
        if event.on <= as_of:
            current = TRANSITIONS[event.kind](current, event)
    return current
