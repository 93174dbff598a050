"""What each kind of event changes in a system's status.

A decision stays in force while a new dossier is under way (re-determination of the level), until it is
revoked or superseded.

The plan is part of the dossier that a decision approves, and its measures are those of the approved level
(Decree 85/2016 and Decree 331/2026 on the dossier; TCVN 11930:2017 has a list of requirements for each
level, a higher one asking for more). So "Đã triển khai đầy đủ" was said of that dossier's plan. A later
decision on a higher level approves a plan that asks for more: what was carried out is a part of it, until
the plan is told as fully carried out again, on or after the day of that decision. The same or a lower level
keeps it; where a decision names no level, nothing says that it is higher. No text that was read says so in
these words: it follows from what the plan is, and is shown as to be verified.
"""

from collections.abc import Callable
from typing import Any

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan

ChangedFields = dict[str, Any]  # fields of SystemStatus
StatusChange = Callable[[SystemStatus, ApprovalEvent], ChangedFields]


def _at_stage(stage: Approval) -> StatusChange:
    def changes(current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
        # A new dossier brings its own level; a later stage that names none keeps the one named before.
        earlier_level = None if event.kind == EventKind.DRAFTING else current.dossier_level
        level = event.level or earlier_level
        return {"dossier": stage, "dossier_since": event.on, "dossier_level": level}

    return changes


def _with_plan(plan: ProtectionPlan) -> StatusChange:
    return lambda current, event: {
        "plan": plan,
        "plan_told_on": event.on,
        "plan_outgrown": False,
        "plan_told_under_decision": current.approved,
    }


def _approved(current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
    return {
        **_plan_after_decision(current, event),
        **_without_decision(current),
        "approved": True,
        "dossier": None,
        "dossier_since": None,
        "dossier_level": None,
        "level": event.level,
        "decision_number": event.number,
        "decision_date": event.on,
        "decision_authority": event.authority,
        "decided_at_stage": current.dossier,
        "decided_dossier_level": current.dossier_level,
        "decided_with_regulation": current.regulation_issued_on is not None,
    }


def _ended(*, revoked: bool = False, superseded: bool = False) -> StatusChange:
    def changes(current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
        # A number tells which decision ended: an older one than the decision in force changes nothing.
        if not current.approved or event.number not in (None, current.decision_number):
            return {}
        return {**_without_decision(current), "revoked": revoked, "superseded": superseded}

    return changes


def _without_decision(current: SystemStatus) -> ChangedFields:
    ended = () if current.decision_number is None else (current.decision_number,)
    return {
        "approved": False,
        "level": None,
        "decision_number": None,
        "decision_date": None,
        "decision_authority": None,
        "decided_at_stage": None,
        "decided_dossier_level": None,
        "decided_with_regulation": False,
        "earlier_decisions": (*current.earlier_decisions, *ended),
        "revoked": False,
        "superseded": False,
    }


def _regulation_issued(_current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
    return {"regulation_issued_on": event.on}


def _assessed(_current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
    return {"assessed": Assessment.told_by(event.result), "assessed_on": event.on}


def _label_granted(_current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
    return {"label_granted_on": event.on, "label_until": event.until, "label_ended": False}


def _label_expired(current: SystemStatus, _event: ApprovalEvent) -> ChangedFields:
    return {"label_ended": current.label_granted_on is not None}


def _decommissioned(_current: SystemStatus, _event: ApprovalEvent) -> ChangedFields:
    return {"decommissioned": True}


def _corrected(current: SystemStatus, event: ApprovalEvent) -> ChangedFields:
    """One that names no event: what it says replaces what the decision or label in force said."""
    changes: ChangedFields = {}
    if current.approved:
        changes = {
            "level": event.level or current.level,
            "last_level": event.level or current.last_level,
            "decision_number": event.number or current.decision_number,
            "decision_authority": event.authority or current.decision_authority,
        }
    if current.label_granted_on is not None:
        changes["label_until"] = event.until or current.label_until
    return changes


def _plan_after_decision(current: SystemStatus, decision: ApprovalEvent) -> ChangedFields:
    """What a decision changes of the plan; ``current``: before that decision."""
    level = decision.level or current.last_level
    if not _outgrown(current, decision):
        return {"last_level": level}
    return {"last_level": level, "plan": ProtectionPlan.PARTIAL, "plan_outgrown": True}


def _outgrown(current: SystemStatus, decision: ApprovalEvent) -> bool:
    if current.plan is not ProtectionPlan.FULL or current.last_level is None or decision.level is None:
        return False
    told_before = current.plan_told_on is None or current.plan_told_on < decision.on
    return told_before and decision.level > current.last_level


TRANSITIONS: dict[EventKind, StatusChange] = {
    EventKind.DRAFTING: _at_stage(Approval.DRAFTING),
    EventKind.SUBMITTED: _at_stage(Approval.SUBMITTED),
    EventKind.APPRAISED: _at_stage(Approval.APPRAISED),
    EventKind.RETURNED: _at_stage(Approval.DRAFTING),
    EventKind.APPROVED: _approved,
    EventKind.REGULATION_ISSUED: _regulation_issued,
    EventKind.PLAN_PARTIAL: _with_plan(ProtectionPlan.PARTIAL),
    EventKind.PLAN_FULL: _with_plan(ProtectionPlan.FULL),
    EventKind.ASSESSED: _assessed,
    EventKind.LABEL_GRANTED: _label_granted,
    EventKind.LABEL_EXPIRED: _label_expired,
    EventKind.REVOKED: _ended(revoked=True),
    EventKind.SUPERSEDED: _ended(superseded=True),
    EventKind.DECOMMISSIONED: _decommissioned,
    EventKind.CORRECTED: _corrected,
}
