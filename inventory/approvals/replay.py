"""Where a system stands on a day, read off its events. Only what happened by that day counts."""

from collections.abc import Iterable, Mapping
from datetime import date

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, by_system
from inventory.approvals.status import SystemStatus, changed
from inventory.approvals.transitions import TRANSITIONS
from inventory.model import Code

__all__ = ["SystemStatus", "folded", "status", "statuses", "step"]


def status(events: Iterable[ApprovalEvent], system: Code, as_of: date) -> SystemStatus:
    """One system's status; events of other systems may be among them, in the order they were recorded."""
    return _replay([event for event in events if event.system == system], system, as_of)


def statuses(events: Iterable[ApprovalEvent], as_of: date) -> Mapping[Code, SystemStatus]:
    """The status of every system that has an event, in one pass."""
    return {system: _replay(own, system, as_of) for system, own in by_system(events).items()}


def step(current: SystemStatus, event: ApprovalEvent) -> SystemStatus:
    """The status after one more event. Replay, projection and the rules go through here, or ``folded``."""
    return changed(current, **TRANSITIONS[event.kind](current, event))


def folded(current: SystemStatus, events: Iterable[ApprovalEvent]) -> SystemStatus:
    """``step`` by each of these events in turn, on one copy: a large log has very many."""
    copy = changed(current)
    for event in events:
        copy.__dict__.update(TRANSITIONS[event.kind](copy, event))
    return copy


def _replay(events: list[ApprovalEvent], system: Code, as_of: date) -> SystemStatus:
    by_then = as_corrected([event for event in events if event.on <= as_of])
    return folded(SystemStatus(system=system, as_of=as_of), by_then)
