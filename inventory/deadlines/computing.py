"""Every deadline of an inventory on a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, by_system
from inventory.approvals.redetermination import exists
from inventory.approvals.replay import SystemStatus, statuses
from inventory.deadlines.dossiers import dossier_deadlines
from inventory.deadlines.model import Deadline, Deadlines, SystemCase
from inventory.deadlines.statutory import report_deadlines, transition_deadlines
from inventory.deadlines.upkeep import upkeep_deadlines
from inventory.law.ruleset import RuleSet
from inventory.law.working_days import NATIONAL, WorkCalendar
from inventory.model import Inventory


def deadlines(
    inventory: Inventory,
    events: Iterable[ApprovalEvent],
    rules: Sequence[RuleSet],
    as_of: date,
    calendar: WorkCalendar = NATIONAL,
) -> tuple[Deadline, ...]:
    """What was due and is not done, and what is coming, earliest first; systems that ended are left out."""
    recorded = [event for event in events if event.on <= as_of]
    due = [*report_deadlines(rules, as_of)]
    for case in _cases(inventory, recorded, rules, as_of, calendar):
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


def _cases(
    inventory: Inventory,
    events: Sequence[ApprovalEvent],
    rules: Sequence[RuleSet],
    as_of: date,
    calendar: WorkCalendar,
) -> Iterator[SystemCase]:
    status_of = statuses(events, as_of)
    events_of = by_system(events)
    for system in inventory.systems:
        yield SystemCase(
            system=system,
            status=status_of.get(system.code) or SystemStatus(system=system.code, as_of=as_of),
            events=as_corrected(events_of.get(system.code, ())),
            rules=rules,
            as_of=as_of,
            calendar=calendar,
        )
