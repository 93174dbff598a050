"""The progress of every system that said anything, at the level that it has on a day. Pure."""

from collections.abc import Iterable, Mapping

from inventory.approvals.replay import SystemStatus
from inventory.model import Code, System
from inventory.requirements.log import SelfAssessmentsOn
from inventory.requirements.progress import SystemProgress


def level_of(system: System, status: SystemStatus | None) -> int | None:
    """The level approved, else the one proposed; None: neither is known."""
    approved = status.level if status is not None and status.approved else None
    return approved or system.proposed_level


def progress_of(
    systems: Iterable[System], statuses: Mapping[Code, SystemStatus], told: SelfAssessmentsOn | None
) -> dict[Code, SystemProgress]:
    """By system; those of which nothing is said, or no level known, are left out."""
    if told is None:
        return {}
    found = (
        SystemProgress.of(system.code, level, told.catalogue, told.answers[system.code])
        for system in systems
        if system.code in told.answers and (level := level_of(system, statuses.get(system.code)))
    )
    return {progress.system: progress for progress in found if progress.begun}
