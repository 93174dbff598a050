"""When an approval and a protection plan are expected, in the units' own words: columns 9 and 11 of Mẫu 08.

The inventory's own day counts first; else the one that the last event of the dossier, or of the plan, gave.
``events``: those of the system by the day of ``status``, as corrected.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from sqlalchemy import CTE, Connection, Row, ScalarSelect, Select, func, select, tuple_, union_all
from sqlalchemy.orm import aliased

from inventory.approvals.corrections import as_corrected
from inventory.approvals.event_rows import IS_CORRECTION, UNREADABLE, recorded_of
from inventory.approvals.events import EventKind
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.database.tables import ApprovalEventRow, SystemRow
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

    They give what the whole history gives: the last decision, the first stage after it, and every stage and
    partial plan that told a day. Of systems with corrections the whole history is read.
    """
    corrects = IS_CORRECTION, ApprovalEventRow.happened_on <= day
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
    """Of a dossier's stages, of which there may be dozens, only the first and those that told a day."""
    decided = _decided(day)
    told = select(ApprovalEventRow.sequence).where(
        ApprovalEventRow.until.is_not(None),
        ApprovalEventRow.kind.in_([*STAGES, EventKind.PLAN_PARTIAL]),
        ApprovalEventRow.happened_on <= day,
    )
    *_, decision = decided.columns
    numbers = union_all(select(decision), select(_first_stage(decided, day)).select_from(decided), told)
    event = ApprovalEventRow
    return (
        select(event.system, event.kind, event.happened_on.label("on"), event.until)
        .where(event.sequence.in_(numbers))
        .order_by(event.system, event.happened_on, event.sequence)
    )


def _decided(day: date) -> CTE:
    """Every system with the day and the number of its last decision; before any, both are the least."""
    decision, newest = aliased(ApprovalEventRow), aliased(ApprovalEventRow)
    last = (
        select(newest.sequence)
        .where(
            newest.system == SystemRow.code,
            newest.kind == EventKind.APPROVED,
            newest.happened_on <= day,
        )
        .order_by(newest.happened_on.desc(), newest.sequence.desc())
        .limit(1)
        .scalar_subquery()
    )
    decided_on = func.coalesce(decision.happened_on, date.min).label("decided_on")
    number = func.coalesce(decision.sequence, 0).label("decision")
    systems = select(SystemRow.code, decided_on, number).select_from(SystemRow)
    return systems.outerjoin(decision, decision.sequence == last).cte()


def _first_stage(decided: CTE, day: date) -> ScalarSelect[int]:
    """The number of the first stage after a system's last decision, by its index."""
    stage = aliased(ApprovalEventRow)
    code, *decision = decided.columns
    after = tuple_(stage.happened_on, stage.sequence) > tuple_(*decision)
    return (
        select(stage.sequence)
        .where(stage.system == code, stage.kind.in_(STAGES), stage.happened_on <= day, after)
        .order_by(stage.happened_on, stage.sequence)
        .limit(1)
        .correlate(decided)
        .scalar_subquery()
    )


def _last_until(events: Sequence[DatedEvent]) -> date | None:
    return next((event.until for event in reversed(events) if event.until), None)
