"""What the targets count, on several past days, in one pass over the log.

A replay of every event for each day is too slow for a large log. Only the kinds of event that a counted value
hangs on are read, and endings, and of the dossier's stages the last one before the last day. Systems with
corrections are replayed in full. ``inventory.approvals.replay`` folds here as everywhere.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from inventory.approvals.event_rows import IS_CORRECTION, recorded_of
from inventory.approvals.events import EventKind
from inventory.approvals.replay import SystemStatus, folded, status
from inventory.database.tables import ApprovalEventRow
from inventory.model import Code

ALWAYS = frozenset({EventKind.DECOMMISSIONED, EventKind.CORRECTED})
STAGES = (EventKind.DRAFTING, EventKind.SUBMITTED, EventKind.APPRAISED, EventKind.RETURNED)
FIELDS = (  # named as those of an event: rows are folded too, which are read several times as fast
    ApprovalEventRow.system,
    ApprovalEventRow.kind,
    ApprovalEventRow.level,
    ApprovalEventRow.number,
    ApprovalEventRow.authority,
    ApprovalEventRow.until,
    ApprovalEventRow.happened_on.label("on"),
)
StatusByDay = Mapping[date, Mapping[Code, SystemStatus]]


def status_by_day(
    connection: Connection, days: Iterable[date], *, kinds: Collection[EventKind], stages: bool = False
) -> StatusByDay:
    """What some kinds of event, corrections and its end say of every system that has any, by day.

    ``stages``: with the stage of the dossier, which is right on the last of the days only. What hangs on
    other kinds of event is right nowhere.
    """
    ordered = sorted(set(days))
    statuses: dict[date, dict[Code, SystemStatus]] = {day: {} for day in ordered}
    corrections = select(ApprovalEventRow.system).where(IS_CORRECTION)
    corrected = set(connection.scalars(corrections))
    if not ordered:
        return statuses
    query = _query(ordered[-1], ALWAYS.union(kinds), stages=stages)
    for code, events in groupby(connection.execute(query).all(), key=attrgetter(ApprovalEventRow.system.key)):
        if code not in corrected:
            _fold(code, list(events), ordered, statuses)
    for code, full in recorded_of(connection, corrected).items():
        for day in ordered:
            if any(event.on <= day for event in full):
                statuses[day][code] = status(full, code, day)
    return statuses


def first_event(connection: Connection) -> date | None:
    """The day of the first event of the log."""
    return connection.scalar(select(func.min(ApprovalEventRow.happened_on)))


def _fold(
    code: Code, events: Sequence[Any], days: Sequence[date], statuses: Mapping[date, dict[Code, SystemStatus]]
) -> None:
    current, place = SystemStatus(system=code, as_of=days[-1]), 0
    happened = [event.on for event in events]
    for day in days:
        end = bisect_right(happened, day, place)
        if end > place:
            current, place = folded(current, events[place:end]), end
        if place:
            statuses[day][code] = current


def _query(last: date, kinds: Collection[EventKind], *, stages: bool) -> Select[*tuple[Any, ...]]:
    counts: ColumnElement[bool] = ApprovalEventRow.kind.in_(kinds)
    if stages:
        counts = or_(counts, ApprovalEventRow.sequence.in_(_last_stages(last)))
    return (
        select(*FIELDS)
        .where(ApprovalEventRow.happened_on <= last, counts)
        .order_by(ApprovalEventRow.system, ApprovalEventRow.happened_on, ApprovalEventRow.sequence)
    )


def _last_stages(last: date) -> Select[int]:
    newest_first = (ApprovalEventRow.happened_on.desc(), ApprovalEventRow.sequence.desc())
    ranking = func.row_number().over(partition_by=ApprovalEventRow.system, order_by=newest_first)
    place = ranking.label("place")
    ranked = (
        select(ApprovalEventRow.sequence, place)
        .where(ApprovalEventRow.kind.in_(STAGES), ApprovalEventRow.happened_on <= last)
        .subquery()
    )
    return select(ranked.c[ApprovalEventRow.sequence.key]).where(ranked.c[place.name] == 1)
