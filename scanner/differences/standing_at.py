"""What stood at two moments, of the checks that may have changed between them.

A moment counts the looks before it, so that the end of a day counts its looks, and periods in a row count
each look once. Which checks may have changed, the table of standing verdicts tells by itself: those of which
another period stands, that no later look could tell, or that the day turns. Only theirs are read.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    case,
    exists,
    func,
    not_,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from checks.model import FINDINGS, Outcome, Verdict
from checks.registry import all_checks
from inventory.clock import day_of
from inventory.database.rows import in_groups
from scanner.differences.change import Stand
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.addresses.pieced_reading import pieces, told_instead
from scanner.runs.standing.ages import age_of
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.judging_again import changed, judged_again, told_on
from scanner.runs.standing.moments import moment_of, ticks_of
from scanner.runs.standing.query import Rows, Stood, is_newest, past, present, stood
from scanner.runs.standing.tables import StandingRow
from scanner.runs.stored import stored_verdict
from scanner.runs.tables import VerdictRow
from scanner.vantages.seen_from import MAIN, Vantage

FEW, AT_ONCE = 500, 20_000  # hosts, and rows, that are named to the database in one query
TICK = timedelta(microseconds=1)
Place = tuple[EndpointKey, str]  # an endpoint, and a check's id
NEVER_STALE = 0  # ticks: how old it is, each report tells by its own day
PAST = aliased(StandingRow, name="past")
FOUND, UNTOLD = [outcome.value for outcome in FINDINGS], Outcome.NOT_TESTED.value


class _Dates(NamedTuple):
    """In ticks: since when a row stands, and, where it is a finding, since when there is one."""

    begun: int
    opened: int


class Opening(NamedTuple):
    """When a finding was first seen ever, and since when looks in a row have found it, however grave. UTC."""

    first_seen: datetime
    since: datetime


def stood_at_both(
    connection: Connection,
    before: datetime,
    after: datetime,
    hosts: Collection[str] | None = None,
    vantage: Vantage = MAIN,
) -> tuple[Mapping[Place, Stand], Mapping[Place, Stand]]:
    """What stood at each moment of what may have changed, as one vantage sees it.

    ``hosts``: those that are asked about, None: all. Where they are many, others may be told of as well.
    """
    seen = (StandingRow.vantage == vantage, *_at(hosts))
    later = connection.scalars(_may_have_changed(seen, before, after)).all()
    then = select(PAST.id).join_from(StandingRow, PAST, _same_check(StandingRow, PAST))
    earlier = [row for (row,) in _in_batches(connection, then.where(*_stands(PAST, before)), later)]
    return (
        dict(_stands_at(connection, before, earlier, vantage)),
        dict(_stands_at(connection, after, later, vantage)),
    )


def findings_at(
    connection: Connection,
    moment: datetime,
    hosts: Collection[str] | None = None,
    vantage: Vantage = MAIN,
) -> Mapping[Place, Stand]:
    """Every finding that one vantage saw stand at a moment; ``hosts`` as of ``stood_at_both``."""
    stands = select(StandingRow.id).where(
        *_stands(StandingRow, moment), StandingRow.vantage == vantage, *_at(hosts)
    )
    found = stands.where(StandingRow.outcome.in_(FOUND))
    rows = connection.scalars(union(found, stands.where(_turned(StandingRow, moment)))).all()
    found_at = _stands_at(connection, moment, rows, vantage)
    return {place: stand for place, stand in found_at if stand.verdict.is_finding}


def openings(connection: Connection, moment: datetime) -> Mapping[Place, Opening]:
    """Of findings that the main vantage saw stand at a moment and that failed, and warned, in turn.

    They are older than their outcome; of every other finding its row says both moments itself
    (``scanner.runs.standing.confirmation``).
    """
    same = _same_check(PAST, StandingRow)
    earlier = select(PAST.id).where(same, PAST.begun < StandingRow.begun)
    other = exists(earlier.where(PAST.outcome != StandingRow.outcome))
    first = select(func.min(PAST.begun)).where(same, PAST.outcome.in_(FOUND)).correlate(StandingRow)
    query = select(
        StandingRow.host,
        StandingRow.https_port,
        StandingRow.http_port,
        StandingRow.check_id,
        first.scalar_subquery(),
        _opened(),
    ).where(*_stands(StandingRow, moment), StandingRow.vantage == MAIN, StandingRow.outcome.in_(FOUND), other)
    return {
        ((host, https_port, http_port), check): Opening(moment_of(found), moment_of(opened))
        for host, https_port, http_port, check, found, opened in in_groups(connection.execute(query))
    }


def last_day(moment: datetime) -> date:
    """The day that is judged on at a moment: the one that it ends, or is in."""
    return day_of(moment - TICK)


def _may_have_changed(
    seen: Collection[ColumnElement[bool]], before: datetime, after: datetime
) -> CompoundSelect[int]:
    """Rows that are ``seen`` and stand at ``after``: each kind is sought where an index leads to few."""
    begin, end = ticks_of(before), ticks_of(after)
    rows = select(StandingRow.id)
    stands = rows.where(*_stands(StandingRow, after), *seen)
    replaced = stands.join(PAST, _same_check(StandingRow, PAST)).where(
        *_stands(PAST, before), PAST.ended < end
    )
    # Until a row was last confirmed, every look told it; what no look ever told was not: NULL is no "no".
    confirmed = and_(PAST.confirmed.is_not(None), PAST.confirmed >= begin)
    told_then, told = or_(_told(PAST), confirmed), _told(StandingRow)
    quiet = and_(PAST.outcome.not_in(FOUND), StandingRow.outcome.not_in(FOUND), told_then, told)
    # No index leads to these: nearly all that is kept stands. One pass over the table, the rarest first.
    untold = and_(StandingRow.attempted >= begin, StandingRow.ended + 0 >= end, StandingRow.confirmed < end)
    return union(
        replaced.where(not_(quiet)),
        replaced.where(_turned(PAST, before)),
        stands.where(StandingRow.outcome.in_(FOUND), StandingRow.begun >= begin),
        rows.where(untold, StandingRow.begun < begin, *seen),
        stands.where(_turned(StandingRow, after)),
    )


def _told(rows: type[StandingRow]) -> ColumnElement[bool]:
    """Whether each look told."""
    return and_(rows.outcome != UNTOLD, rows.attempted.is_(None))


def _turned(rows: type[StandingRow], moment: datetime) -> ColumnElement[bool]:
    """Whether the day of a moment tells them otherwise."""
    dated = [known.id for known in all_checks().values() if known.dated]
    told = select(VerdictRow.id).where(
        VerdictRow.id == rows.verdict_id, VerdictRow.changes_on <= last_day(moment)
    )
    return and_(rows.check_id.in_(dated), exists(told))


def _stands_at(
    connection: Connection, moment: datetime, rows: Sequence[int], vantage: Vantage
) -> Iterator[tuple[Place, Stand]]:
    day, ticks = last_day(moment), ticks_of(moment)
    stands = (
        present(brief=True) if is_newest(connection, moment, vantage) else past(moment, vantage, brief=True)
    )
    query = stands.add_columns(StandingRow.begun, _opened())
    again: dict[Stood, _Dates] = {}
    pieced = pieces(connection)
    for columns in _in_batches(connection, query, rows):
        row, dates = told_instead(stood(columns[:-2], ticks), pieced), _Dates(*columns[-2:])
        if changed(row, day, words=False):
            again[row] = dates
        else:
            yield _stand(row, stored_verdict(*row.verdict), age_of(row.times, NEVER_STALE), dates)
    for row, judged, thinned in judged_again(connection, list(again), day, pieced):
        age = age_of(row.times, NEVER_STALE)
        yield _stand(row, *told_on(row, judged, age, day, thinned=thinned), again[row])


def _in_batches(connection: Connection, query: Rows, rows: Sequence[int]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), AT_ONCE):
        some = query.where(StandingRow.id.in_(rows[start : start + AT_ONCE]))
        yield from in_groups(connection.execute(some))


def _at(hosts: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if hosts is None or len(hosts) > FEW else (StandingRow.host.in_(hosts),)


def _opened() -> ColumnElement[int]:
    """The end of whatever stood before the looks in a row that found something; else the first look."""
    earlier = select(PAST.ended).where(_same_check(PAST, StandingRow), PAST.begun < StandingRow.begun)
    quiet = earlier.where(PAST.outcome.not_in(FOUND)).order_by(PAST.begun.desc()).limit(1)
    first = select(func.min(PAST.begun)).where(_same_check(PAST, StandingRow))
    since = func.coalesce(*(query.correlate(StandingRow).scalar_subquery() for query in (quiet, first)))
    return case((StandingRow.outcome.in_(FOUND), since), else_=StandingRow.begun)


def _stand(row: Stood, verdict: Verdict, age: Confirmation | None, dates: _Dates) -> tuple[Place, Stand]:
    begun, opened = moment_of(dates.begun), moment_of(dates.opened)
    if age is not None and age.judged_on is not None:  # the day turned it, not a look
        begun = max(begun, age.since)
        opened = opened if stored_verdict(*row.verdict).is_finding else begun
    return (row.key, verdict.check), Stand(verdict=verdict, age=age, begun=begun, opened=opened)


def _same_check(one: type[StandingRow], other: type[StandingRow]) -> ColumnElement[bool]:
    return and_(
        one.host == other.host,
        one.https_port == other.https_port,
        one.http_port == other.http_port,
        one.check_id == other.check_id,
        one.vantage == other.vantage,
    )


def _stands(rows: type[StandingRow], moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return rows.begun < ticks_of(moment), rows.ended >= ticks_of(moment)
