"""Which systems need their level determined anew (xác định lại cấp độ) after the rules changed."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from inventory.approvals.replay import SystemStatus
from inventory.law.classification import Classification, classify
from inventory.law.ruleset import RuleSet
from inventory.model import Code, Inventory, Level, Strict, System


class Reason(StrEnum):
    """Why a system is listed, most certain first."""

    LEVEL_CHANGED = "level-changed"  # the two rule sets call for different levels
    APPROVED_DIFFERS = "approved-differs"  # the approved level is not what the new one calls for
    UNMATCHED = "unmatched"  # all is known, and no criterion speaks of such a system
    UNDECIDED = "undecided"  # the inventory does not know enough to tell


class Redetermination(Strict):
    """One system, under the rules before and now."""

    before: Classification
    now: Classification
    approved_level: Level | None
    reason: Reason


def to_redetermine(
    inventory: Inventory, statuses: Mapping[Code, SystemStatus], old: RuleSet, new: RuleSet, on: date
) -> tuple[Redetermination, ...]:
    """The systems to determine anew, by reason and code; those no longer in operation are left out.

    The old rules are taken as they were on their last day, or on ``on`` while they hold.
    """
    judged = (
        _judged(system, statuses.get(system.code), old, new, on)
        for system in inventory.systems
        if exists(system, statuses.get(system.code), on)
    )
    listed = [change for change in judged if change is not None]
    return tuple(sorted(listed, key=lambda change: (list(Reason).index(change.reason), change.now.system)))


def exists(system: System, status: SystemStatus | None, on: date) -> bool:
    """Whether a system was not decommissioned by a day; one not yet in operation exists."""
    ended = system.ended is not None and system.ended <= on
    return not ended and not (status and status.decommissioned)


def _judged(
    system: System, status: SystemStatus | None, old: RuleSet, new: RuleSet, on: date
) -> Redetermination | None:
    before, now = classify(system, old, min(on, old.last_day or on)), classify(system, new, on)
    approved = status.level if status and status.approved else None
    reason = _reason(before, now, approved)
    if reason is None:
        return None
    return Redetermination(before=before, now=now, approved_level=approved, reason=reason)


def _reason(before: Classification, now: Classification, approved: Level | None) -> Reason | None:
    if _changed(before, now):
        return Reason.LEVEL_CHANGED
    if now.level is not None and _contradicts(approved, now.level, certain=not now.missing):
        return Reason.APPROVED_DIFFERS
    if now.missing:
        return Reason.UNDECIDED
    return Reason.UNMATCHED if now.level is None else None


def _changed(before: Classification, now: Classification) -> bool:
    """A lower level is certain only when the new rules ask nothing unknown that the old did not ask."""
    if now.level is None or before.level is None:
        return False
    asked_anew = set(now.missing) - set(before.missing)
    return now.level > before.level or (now.level < before.level and not asked_anew)


def _contradicts(approved: Level | None, level: Level, *, certain: bool) -> bool:
    """An uncertain level is a lower bound."""
    return approved is not None and (level > approved or (certain and level < approved))
