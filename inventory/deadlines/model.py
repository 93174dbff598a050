"""One deadline, and what is known of one system when its deadlines are worked out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inventory.approvals.expected_dates import DatedEvent
from inventory.approvals.status import SystemStatus
from inventory.law.classification import classify
from inventory.law.ruleset import RuleSet
from inventory.law.working_days import WorkCalendar
from inventory.model import Code, Level, System, Text


class DeadlineKind(StrEnum):
    """What is due."""

    APPRAISAL = "appraisal"
    APPROVAL = "approval"
    EXPECTED_APPROVAL = "expected-approval"  # Mẫu 08, column 9
    REGULATION = "regulation"
    EXPECTED_PLAN = "expected-plan"  # Mẫu 08, column 11
    ASSESSMENT = "assessment"
    LABEL = "label"
    ANNUAL_REPORT = "annual-report"
    TRANSITION = "transition"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """``due``: the last day, or for a yearly report the day that the law names. ``system`` None: everyone's.

    ``rule``: which of several of its kind, for example the report's addressee; part of what makes it one.
    """

    kind: DeadlineKind
    system: Code | None
    rule: str = ""
    due: date
    days_left: int  # negative when overdue
    basis: Text
    source: str
    verified: bool

    @property
    def overdue_days(self) -> int:
        """How many days ago it was due; 0 on its day and before."""
        return max(0, -self.days_left)


@dataclass(frozen=True, kw_only=True)
class SystemCase:
    """One system on one day. ``events``: its own by then that days are expected by, in order.

    ``ruleset``: of all, the one in force on the day.
    """

    system: System
    status: SystemStatus
    events: Sequence[DatedEvent]
    rules: Sequence[RuleSet]
    ruleset: RuleSet | None
    as_of: date
    calendar: WorkCalendar

    def dossier_level(self) -> Level | None:
        """The level of the dossier under way: as its events tell, as proposed, or as the attributes ask."""
        level = self.status.dossier_level or self.system.proposed_level
        if level is not None or self.ruleset is None:
            return level
        return classify(self.system, self.ruleset, self.as_of).level

    def due(
        self, kind: DeadlineKind, day: date, basis: Text, source: str, *, verified: bool, rule: str = ""
    ) -> Deadline:
        """A deadline of this system."""
        return Deadline(
            kind=kind,
            system=self.system.code,
            rule=rule,
            due=day,
            days_left=(day - self.as_of).days,
            basis=basis,
            source=source,
            verified=verified,
        )


Deadlines = Iterator[Deadline]
