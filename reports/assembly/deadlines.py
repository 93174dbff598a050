"""Deadlines with the names of those whom they concern, sorted into overdue, soon and later."""

from collections.abc import Iterable
from datetime import date

from inventory.acting import Acting
from inventory.deadlines import Deadline, DeadlineKind
from inventory.model import Inventory, System
from reports.assembly.named import Named, reference
from reports.model.deadlines import DeadlineCount, DeadlineLine, Deadlines
from reports.text.citations import cited
from scanner.waivers.model import WaiverDeadline

SOON_DAYS = 90
KINDS: tuple[DeadlineKind | WaiverDeadline, ...] = (*DeadlineKind, *WaiverDeadline)


def lines(
    deadlines: Iterable[Deadline], inventory: Inventory, day: date, acting: Acting = Acting.OWNER
) -> tuple[DeadlineLine, ...]:
    """Each with its system and who answers for it on the day; those of systems not known are left out."""
    systems = {system.code: system for system in inventory.systems}
    named = Named.on(inventory, day, acting)
    return tuple(
        _line(deadline, systems.get(deadline.system or ""), named)
        for deadline in deadlines
        if deadline.system is None or deadline.system in systems
    )


def together(*groups: Iterable[DeadlineLine]) -> tuple[DeadlineLine, ...]:
    """Deadlines from several places, earliest first."""
    every = [line for group in groups for line in group]
    return tuple(
        sorted(every, key=lambda line: (line.due, line.kind, line.system.code if line.system else ""))
    )


def sorted_out(deadline_lines: tuple[DeadlineLine, ...]) -> Deadlines:
    """Overdue, due within ``SOON_DAYS`` days, and later."""
    overdue = tuple(line for line in deadline_lines if line.days_left < 0)
    soon = tuple(line for line in deadline_lines if 0 <= line.days_left <= SOON_DAYS)
    later = tuple(line for line in deadline_lines if line.days_left > SOON_DAYS)
    kinds = {line.kind for line in deadline_lines}
    return Deadlines(
        soon_days=SOON_DAYS,
        overdue=overdue,
        soon=soon,
        later=later,
        counts=tuple(
            DeadlineCount(kind=kind, overdue=_of(kind, overdue), soon=_of(kind, soon), later=_of(kind, later))
            for kind in KINDS
            if kind in kinds
        ),
    )


def _of(kind: DeadlineKind | WaiverDeadline, deadline_lines: tuple[DeadlineLine, ...]) -> int:
    return sum(line.kind is kind for line in deadline_lines)


def _line(deadline: Deadline, system: System | None, named: Named) -> DeadlineLine:
    return DeadlineLine(
        kind=deadline.kind,
        rule=deadline.rule,
        system=reference(system.code, system.name) if system else None,
        owner=named.owner(system) if system else None,
        agency=named.agency(system) if system else None,
        due=deadline.due,
        days_left=deadline.days_left,
        overdue_days=deadline.overdue_days,
        basis=deadline.basis,
        source=deadline.source,
        origin=cited(deadline.source),
        verified=deadline.verified,
    )
