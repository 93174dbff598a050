"""The progress of every system that said anything, at the level that it has on a day. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from inventory.approvals.replay import SystemStatus
from inventory.model import Code, System
from inventory.requirements.log import SelfAssessmentsOn
from inventory.requirements.model import Catalogue
from inventory.requirements.progress import ClaimSupport, SystemProgress


@dataclass(frozen=True)
class SelfAssessed:
    """What was said by a day: the catalogue in force, and the progress of each system that said anything."""

    catalogue: Catalogue
    progress: Mapping[Code, SystemProgress]

    def against(self, claimed: Collection[Code]) -> frozenset[Code]:
        """The systems whose claim of a fully implemented plan their own self-assessment contradicts."""
        contradicted = ClaimSupport.CONTRADICTED
        return frozenset(
            code for code, one in self.progress.items() if code in claimed and one.support is contradicted
        )


def asked_of(
    systems: Iterable[System],
    statuses: Mapping[Code, SystemStatus],
    catalogue: Catalogue,
    told: SelfAssessmentsOn | None,
) -> dict[Code, SystemProgress]:
    """What is asked of every system whose level is known, answered or not."""
    answers = told.answers if told is not None else {}
    return {
        system.code: SystemProgress.of(system.code, level, catalogue, answers.get(system.code, {}))
        for system in systems
        if (level := level_of(system, statuses.get(system.code)))
    }


def self_assessed(
    systems: Iterable[System], statuses: Mapping[Code, SystemStatus], told: SelfAssessmentsOn | None
) -> SelfAssessed | None:
    """What was said of systems at the level that they have; None: nothing was."""
    progress = progress_of(systems, statuses, told)
    return SelfAssessed(told.catalogue, progress) if told is not None and progress else None


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
