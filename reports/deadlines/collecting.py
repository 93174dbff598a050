"""Every deadline of an inventory, worked out one system at a time while the log is read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent
from inventory.approvals.replay import SystemStatus
from inventory.deadlines import Deadline, SystemCase, in_order, report_deadlines, system_deadlines
from inventory.law.ruleset import RuleSet, rulesets
from inventory.law.working_days import WorkCalendar, load_calendar
from inventory.model import Code, Inventory, System


@dataclass
class DeadlineCollector:
    """``remaining``: the systems whose events were not added yet."""

    remaining: dict[Code, System]
    day: date
    rules: Sequence[RuleSet]
    calendar: WorkCalendar
    deadlines: list[Deadline] = field(default_factory=list)

    @classmethod
    def on(cls, inventory: Inventory, day: date) -> Self:
        """With everyone's deadlines already found."""
        rules = rulesets()
        systems = {system.code: system for system in inventory.systems}
        return cls(systems, day, rules, load_calendar(), list(report_deadlines(rules, day)))

    def add(self, status: SystemStatus, events: Sequence[ApprovalEvent]) -> None:
        """The deadlines of a system with these events, all of its own by the day, in order."""
        system = self.remaining.pop(status.system, None)
        if system is not None:
            case = SystemCase(
                system=system,
                status=status,
                events=as_corrected(events),
                rules=self.rules,
                as_of=self.day,
                calendar=self.calendar,
            )
            self.deadlines += system_deadlines(case)

    def sorted(self) -> tuple[Deadline, ...]:
        """All of them, earliest first, those of systems without events too."""
        for code in list(self.remaining):
            self.add(SystemStatus(system=code, as_of=self.day), ())
        return in_order(self.deadlines)
