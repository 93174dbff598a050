"""Which systems need their level determined anew (xác định lại cấp độ) after the rules changed."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from inventory.classification import Classification, classify
from inventory.model import Code, Inventory, Level, Strict, System
from inventory.ruleset import RuleSet
from inventory.status import SystemStatus


class Reason(StrEnum):
    """Why a system is listed, most certain first."""

    LEVEL_CHANGED = "level-changed"  # the two rule sets call for different levels
    APPROVED_DIFFERS = "approved-differs"  # the approved level is not what the new one calls for
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
    found = (
        _judged(system, statuses.get(system.code), old, new, on)
        for system in inventory.systems
        if exists(system, statuses.get(system.code), on)
    )
    listed = [one for one in found if one is not None]
    return tuple(sorted(listed, key=lambda one: (list(Reason).index(one.reason), one.now.system)))


def exists(system: System, status: SystemStatus | None, on: date) -> bool:
    """Whether a system was not decommissioned by a day; one not yet in operation exists."""
    ended = system.decommissioned is not None and system.decommissioned <= on
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
    if now.level is not None and before.level is not None and now.level != before.level:
        return Reason.LEVEL_CHANGED
    if approved is not None and now.level is not None and approved != now.level:
        return Reason.APPROVED_DIFFERS
    return Reason.UNDECIDED if now.level is None or now.missing else None
