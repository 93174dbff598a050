"""The systems that a letter lists, as the log tells of them on its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, EventKind, by_system
from inventory.approvals.expected_dates import approval_expected, plan_expected
from inventory.approvals.redetermination import exists
from inventory.approvals.replay import SystemStatus, status
from inventory.approvals.vocabulary import Assessment
from inventory.model import Inventory, Level, System
from reports.text.names import organization_names


@dataclass(frozen=True)
class ListedSystem:
    """A system on a day. ``events``: its own by then, as corrected."""

    system: System
    status: SystemStatus
    events: tuple[ApprovalEvent, ...]

    @property
    def level(self) -> Level | None:
        """Approved, else proposed."""
        return self.status.level or self.system.proposed_level

    @property
    def approval_expected(self) -> date | None:
        """Column 9 of Mẫu 08."""
        return None if self.status.approved else approval_expected(self.system, self.status, self.events)

    @property
    def plan_expected(self) -> date | None:
        """Column 11 of Mẫu 08."""
        return plan_expected(self.system, self.status, self.events)

    @property
    def regulation(self) -> ApprovalEvent | None:
        """The security regulation in force."""
        issued = [event for event in self.events if event.kind is EventKind.REGULATION_ISSUED]
        return issued[-1] if issued else None

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """Column 12 of Mẫu 08: each kind that there was."""
        told = {Assessment.told_by(event.result) for event in self.events if event.kind is EventKind.ASSESSED}
        return tuple(kind for kind in Assessment if kind in told)


def listed_on(inventory: Inventory, events: Iterable[ApprovalEvent], day: date) -> tuple[ListedSystem, ...]:
    """Every system that is not decommissioned, by operator and name."""
    histories, names = by_system(event for event in events if event.on <= day), organization_names(inventory)
    every = [_listed(system, histories.get(system.code, ()), day) for system in inventory.systems]
    listed = [one for one in every if exists(one.system, one.status, day)]
    return tuple(
        sorted(
            listed,
            key=lambda one: (
                names[one.system.operator or one.system.owner],
                one.system.name,
                one.system.code,
            ),
        )
    )


def _listed(system: System, history: Iterable[ApprovalEvent], day: date) -> ListedSystem:
    events = as_corrected(tuple(history))
    return ListedSystem(system, status(events, system.code, day), tuple(events))
