"""When an approval and a protection plan are expected, in the units' own words: columns 9 and 11 of Mẫu 08.

The inventory's own day counts first; else the one that the last event of the dossier, or of the plan, gave.
``events``: those of the system by the day of ``status``, as corrected.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from sqlalchemy import Connection, Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from inventory.approvals.corrections import as_corrected
from inventory.approvals.event_rows import UNREADABLE, recorded_of
from inventory.approvals.events import EventKind
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.database.tables import ApprovalEventRow
from inventory.errors import InventoryError
from inventory.model import Code, System

STAGES = {EventKind.DRAFTING, EventKind.SUBMITTED, EventKind.APPRAISED, EventKind.RETURNED}


class DatedEvent(Protocol):
    """What days are expected by: events, and rows named as they are, which are read much faster."""

    @property
    def kind(self) -> EventKind:
        """What happened."""

    @property
    def on(self) -> date:
        """When."""

    @property
    def until(self) -> date | None:
        """By when what comes next is expected."""


def approval_expected(system: System, status: SystemStatus, events: Sequence[DatedEvent]) -> date | None:
    """The last day by which the level is to be approved; None: nothing is expected, or nobody said when.

    A day up to that of the last approval was expected of that one.
    """
    if status.approved and status.dossier is None:
        return None
    decided = [event.on for event in events if event.kind is EventKind.APPROVED]
    own = system.approval_expected
    if own is not None and (not decided or own > max(decided)):
        return own
    return _last_until(dossier_events(events)) if status.dossier is not None else None


def plan_expected(system: System, status: SystemStatus, events: Sequence[DatedEvent]) -> date | None:
    """The last day by which the plan is to be fully implemented; None: it is, or nobody said when.

    After a decision on a higher level, days up to its own were expected of the plan before.
    """
    if status.plan is ProtectionPlan.FULL:
        return None
    own = system.plan_expected
    if status.plan_outgrown:
        decided = max(event.on for event in events if event.kind is EventKind.APPROVED)
        return own if own is not None and own > decided else None
    partial = [event for event in events if event.kind is EventKind.PLAN_PARTIAL]
    return own or (_last_until(partial) if status.plan is ProtectionPlan.PARTIAL else None)


def dossier_events(events: Sequence[DatedEvent]) -> list[DatedEvent]:
    """The events of the last dossier: those of its stages since the approval before it."""
    stages: list[DatedEvent] = []
    for event in events:
        if event.kind is EventKind.APPROVED:
            stages = []
        elif event.kind in STAGES:
            stages.append(event)
    return stages


def resting_on(connection: Connection, day: date) -> Mapping[Code, Sequence[DatedEvent]]:
    """The events by a day, as corrected by then, that days are expected by, of each system that has any.

    They give what the whole history gives: the last decision's; of the stages from its day on, the first and
    those that told a day; and what partial plans told. Of systems with corrections the whole history is read.
    """
    corrects = ApprovalEventRow.corrects.is_not(None), ApprovalEventRow.happened_on <= day
    corrected = recorded_of(
        connection, set(connection.scalars(select(ApprovalEventRow.system).where(*corrects)))
    )
    events: dict[Code, Sequence[DatedEvent]] = {
        code: list(own)
        for code, own in groupby(_rows(connection, day), key=attrgetter(ApprovalEventRow.system.key))
    }
    whole = {
        code: as_corrected([event for event in own if event.on <= day]) for code, own in corrected.items()
    }
    return {**events, **whole}


def _rows(connection: Connection, day: date) -> Sequence[Row[*tuple[Any, ...]]]:
    try:
        return connection.execute(_telling(day)).all()
    except (TypeError, ValueError):
        raise InventoryError(UNREADABLE) from None


def _telling(day: date) -> Select[*tuple[Any, ...]]:
    """Of the stages of a dossier, of which there may be dozens, only those that tell something."""
    events = _concerning(day).subquery().c
    kind, until = events[ApprovalEventRow.kind.key], events[ApprovalEventRow.until.key]
    first = or_(events.before.is_(None), events.before == EventKind.APPROVED)
    system, sequence = events[ApprovalEventRow.system.key], events[ApprovalEventRow.sequence.key]
    return (
        select(system, kind, events.on, until)
        .where(or_(kind.not_in(STAGES), until.is_not(None), first))
        .order_by(system, events.on, sequence)
    )


def _concerning(day: date) -> Select[*tuple[Any, ...]]:
    """Decisions, stages since the last one's day, partial plans; ``before``: the kind of the one before."""
    decision = aliased(ApprovalEventRow)
    last = func.max(decision.happened_on).label("last")
    decided = (
        select(decision.system, last)
        .where(decision.kind == EventKind.APPROVED, decision.happened_on <= day)
        .group_by(decision.system)
        .subquery()
    )
    last_on = decided.c[last.name]
    event = ApprovalEventRow
    since = or_(last_on.is_(None), event.happened_on >= last_on)
    partial = event.kind == EventKind.PLAN_PARTIAL
    before = func.lag(event.kind, type_=event.kind.type).over(
        partition_by=(event.system, partial), order_by=(event.happened_on, event.sequence)
    )
    columns = event.kind, event.happened_on.label("on"), event.until, event.sequence, before.label("before")
    return (
        select(event.system, *columns)
        .outerjoin(decided, decided.c[decision.system.key] == event.system)
        .where(
            event.happened_on <= day,
            or_(
                and_(event.kind.in_([*STAGES, EventKind.APPROVED]), since),
                and_(partial, event.until.is_not(None)),
            ),
        )
    )


def _last_until(events: Sequence[DatedEvent]) -> date | None:
    return next((event.until for event in reversed(events) if event.until), None)
