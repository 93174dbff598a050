"""Every deadline of an inventory on a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from inventory.approvals import ApprovalEvent, by_system
from inventory.corrections import as_corrected
from inventory.deadlines.dossiers import dossier_deadlines
from inventory.deadlines.law import report_deadlines, transition_deadlines
from inventory.deadlines.model import Case, Deadline, Deadlines
from inventory.deadlines.upkeep import upkeep_deadlines
from inventory.model import Inventory
from inventory.redetermination import exists
from inventory.ruleset import RuleSet
from inventory.status import SystemStatus, statuses
from inventory.workdays import NATIONAL, WorkCalendar


def deadlines(
    inventory: Inventory,
    events: Iterable[ApprovalEvent],
    rules: Sequence[RuleSet],
    as_of: date,
    calendar: WorkCalendar = NATIONAL,
) -> tuple[Deadline, ...]:
    """What was due and is not done, and what is coming, earliest first; systems that ended are left out."""
    recorded = [event for event in events if event.on <= as_of]
    found = [*report_deadlines(rules, as_of)]
    for case in _cases(inventory, recorded, rules, as_of, calendar):
        found += _of(case)
    return tuple(sorted(found, key=lambda one: (one.due, one.kind, one.system or "", one.rule)))


def _of(case: Case) -> Deadlines:
    yield from dossier_deadlines(case)
    yield from upkeep_deadlines(case)
    yield from transition_deadlines(case)


def _cases(
    inventory: Inventory,
    events: Sequence[ApprovalEvent],
    rules: Sequence[RuleSet],
    as_of: date,
    calendar: WorkCalendar,
) -> Iterator[Case]:
    standing = statuses(events, as_of)
    told = by_system(events)
    for system in inventory.systems:
        status = standing.get(system.code) or SystemStatus(system=system.code, as_of=as_of)
        if exists(system, status, as_of):
            yield Case(
                system=system,
                status=status,
                events=as_corrected(told.get(system.code, ())),
                rules=rules,
                as_of=as_of,
                calendar=calendar,
            )
