"""Every deadline of an inventory on a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, by_system
from inventory.approvals.expected_dates import DatedEvent
from inventory.approvals.redetermination import exists
from inventory.approvals.replay import SystemStatus, statuses
from inventory.deadlines.dossiers import dossier_deadlines
from inventory.deadlines.model import Deadline, Deadlines, SystemCase
from inventory.deadlines.statutory import report_deadlines, transition_deadlines
from inventory.deadlines.upkeep import upkeep_deadlines
from inventory.law.ruleset import RuleSet, in_force
from inventory.law.working_days import NATIONAL, WorkCalendar
from inventory.model import Code, Inventory


def deadlines(
    inventory: Inventory,
    events: Iterable[ApprovalEvent],
    rules: Sequence[RuleSet],
    as_of: date,
    calendar: WorkCalendar = NATIONAL,
) -> tuple[Deadline, ...]:
    """What was due and is not done, and what is coming, earliest first; systems that ended are left out."""
    recorded = [event for event in events if event.on <= as_of]
    events_of = {code: as_corrected(own) for code, own in by_system(recorded).items()}
    return deadlines_of(inventory, statuses(recorded, as_of), events_of, rules, as_of, calendar)


def deadlines_of(
    inventory: Inventory,
    status_of: Mapping[Code, SystemStatus],
    events_of: Mapping[Code, Sequence[DatedEvent]],
    rules: Sequence[RuleSet],
    as_of: date,
    calendar: WorkCalendar = NATIONAL,
) -> tuple[Deadline, ...]:
    """``deadlines`` from where each system stands. ``events_of``: see ``expected_dates.resting_on``."""
    due, ruleset = [*report_deadlines(rules, as_of)], in_force(rules, as_of)
    for system in inventory.systems:
        case = SystemCase(
            system=system,
            status=status_of.get(system.code) or SystemStatus(system=system.code, as_of=as_of),
            events=events_of.get(system.code, ()),
            rules=rules,
            ruleset=ruleset,
            as_of=as_of,
            calendar=calendar,
        )
        due += system_deadlines(case)
    return in_order(due)


def in_order(unordered: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """Earliest first."""
    return tuple(
        sorted(
            unordered,
            key=lambda deadline: (deadline.due, deadline.kind, deadline.system or "", deadline.rule),
        )
    )


def system_deadlines(case: SystemCase) -> Deadlines:
    """What is due about one system; nothing once it ended."""
    if not exists(case.system, case.status, case.as_of):
        return
    yield from dossier_deadlines(case)
    yield from upkeep_deadlines(case)
    yield from transition_deadlines(case)
