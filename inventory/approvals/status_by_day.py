"""What the targets count, on several past days, in one pass over the log.

A replay of every event for each day is too slow for a large log. Only the kinds of event that a counted value
hangs on are read, and endings, and of the dossier's stages the last one before the last day. Systems with
corrections are replayed in full. ``inventory.approvals.replay.step`` folds here as everywhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from inventory.approvals.event_rows import EVENTS, recorded_of
from inventory.approvals.events import EventKind
from inventory.approvals.replay import SystemStatus, status, step
from inventory.model import Code

ALWAYS = frozenset({EventKind.DECOMMISSIONED, EventKind.CORRECTED})
STAGES = (EventKind.DRAFTING, EventKind.SUBMITTED, EventKind.APPRAISED, EventKind.RETURNED)
Standing = Mapping[date, Mapping[Code, SystemStatus]]


def standing(
    connection: Connection, days: Iterable[date], *, kinds: Collection[EventKind], stages: bool = False
) -> Standing:
    """What some kinds of event, corrections and its end say of every system that has any, by day.

    ``stages``: with the stage of the dossier, which is right on the last of the days only. What hangs on
    other kinds of event is right nowhere.
    """
    ordered = sorted(set(days))
    found: dict[date, dict[Code, SystemStatus]] = {day: {} for day in ordered}
    corrected = set(connection.scalars(select(EVENTS.c.system).where(EVENTS.c.corrects.is_not(None))))
    if not ordered:
        return found
    query = _query(ordered[-1], ALWAYS.union(kinds), stages=stages)
    for code, events in groupby(connection.execute(query).all(), key=attrgetter("system")):
        if code not in corrected:
            _fold(code, list(events), ordered, found)
    for code, full in recorded_of(connection, corrected).items():
        for day in ordered:
            if any(event.on <= day for event in full):
                found[day][code] = status(full, code, day)
    return found


def first_event(connection: Connection) -> date | None:
    """The day of the first event of the log."""
    day: date | None = connection.execute(select(func.min(EVENTS.c.happened_on))).scalar_one()
    return day


def _fold(
    code: Code, events: Sequence[Any], days: Sequence[date], found: Mapping[date, dict[Code, SystemStatus]]
) -> None:
    current, place = SystemStatus(system=code, as_of=days[-1]), 0
    for day in days:
        while place < len(events) and events[place].on <= day:
            current, place = step(current, events[place]), place + 1
        if place:
            found[day][code] = current


def _query(last: date, kinds: Collection[EventKind], *, stages: bool) -> Select[Any]:
    told = (EVENTS.c[name] for name in ("system", "kind", "level", "number", "authority", "until"))
    counts: ColumnElement[bool] = EVENTS.c.kind.in_(kinds)
    if stages:
        counts = or_(counts, EVENTS.c.sequence.in_(_last_stages(last)))
    return (
        select(*told, EVENTS.c.happened_on.label("on"))
        .where(EVENTS.c.happened_on <= last, counts)
        .order_by(EVENTS.c.system, EVENTS.c.happened_on, EVENTS.c.sequence)
    )


def _last_stages(last: date) -> Select[int]:
    newest_first = (EVENTS.c.happened_on.desc(), EVENTS.c.sequence.desc())
    place = func.row_number().over(partition_by=EVENTS.c.system, order_by=newest_first)
    ranked = (
        select(EVENTS.c.sequence, place.label("place"))
        .where(EVENTS.c.kind.in_(STAGES), EVENTS.c.happened_on <= last)
        .subquery()
    )
    return select(ranked.c.sequence).where(ranked.c.place == 1)
