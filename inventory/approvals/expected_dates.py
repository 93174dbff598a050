"""When an approval and a protection plan are expected, in the units' own words: columns 9 and 11 of Mẫu 08.

The inventory's own day counts first; else the one that the last event of the dossier, or of the plan, gave.
``events``: those of the system by the day of ``status``, as corrected.
"""

from collections.abc import Sequence
from datetime import date

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.model import System

STAGES = {EventKind.DRAFTING, EventKind.SUBMITTED, EventKind.APPRAISED, EventKind.RETURNED}


def approval_expected(system: System, status: SystemStatus, events: Sequence[ApprovalEvent]) -> date | None:
    """The last day by which the level is to be approved; None: nothing is expected, or nobody said when.

    A day up to that of the last approval was expected of that one.
    """
    if status.approved and status.dossier is None:
        return None
    decided = [event.on for event in events if event.kind is EventKind.APPROVED]
    own = system.approval_expected
    if own is not None and (not decided or own > max(decided)):
        return own
    return _last_until(dossier_events(events)) if status.dossier is not None else None


def plan_expected(system: System, status: SystemStatus, events: Sequence[ApprovalEvent]) -> date | None:
    """The last day by which the plan is to be fully implemented; None: it is, or nobody said when.

    After a decision on a higher level, days up to its own were expected of the plan before.
    """
    if status.plan is ProtectionPlan.FULL:
        return None
    own = system.plan_expected
    if status.plan_outgrown:
        decided = max(event.on for event in events if event.kind is EventKind.APPROVED)
        return own if own is not None and own > decided else None
    partial = [event for event in events if event.kind is EventKind.PLAN_PARTIAL]
    return own or (_last_until(partial) if status.plan is ProtectionPlan.PARTIAL else None)


def dossier_events(events: Sequence[ApprovalEvent]) -> list[ApprovalEvent]:
    """The events of the last dossier: those of its stages since the approval before it."""
    stages: list[ApprovalEvent] = []
    for event in events:
        if event.kind is EventKind.APPROVED:
            stages = []
        elif event.kind in STAGES:
            stages.append(event)
    return stages


def _last_until(events: Sequence[ApprovalEvent]) -> date | None:
    return next((event.until for event in reversed(events) if event.until), None)
