"""What stands by the end of a day, endpoint by endpoint: the one source of every figure about scans."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Connection, not_, select, union

from checks.model import Outcome, Severity, Verdict
from checks.registry import dated_checks
from inventory.clock import end_of
from inventory.database.rows import streamed
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.addresses.pieced_reading import Pieces, pieces, told_instead
from scanner.runs.standing.ages import age_of
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.endpoints import GatheredEndpoint, ToldEndpoint, heads_of, observation
from scanner.runs.standing.groups import (
    Group,
    counted_verdicts,
    group,
    groups,
    is_quiet,
    one_by_one,
    pieced_standing,
)
from scanner.runs.standing.judging_again import changed, judged_again, told_on
from scanner.runs.standing.moments import FOREVER, moment_of, ticks_of
from scanner.runs.standing.query import QUIET, TOLD, Rows, Stood, is_newest, past, present, stood
from scanner.runs.standing.staleness import oldest_fresh
from scanner.runs.standing.tables import StandingRow
from scanner.runs.stored import stored_verdict
from scanner.vantages.seen_from import MAIN, Vantage, nobody_else_looks

AT_ONCE = 1_000  # rows fetched at a time
Read = TypeVar("Read", Stood, Group)


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What is asked for: by the end of which day, and how much of it. ``words``: as it reads on that day."""

    day: date
    chosen: tuple[ColumnElement[bool], ...] = ()
    brief: bool = False
    evidence_of: Collection[str] | None = None
    words: bool = True
    interval: timedelta | None = None
    newest: bool  # whether nothing was looked at after it
    vantage: Vantage = MAIN


def standing(
    connection: Connection,
    day: date,
    *,
    brief: bool = False,
    evidence_of: Collection[str] | None = None,
    interval: timedelta | None = None,
    vantage: Vantage = MAIN,
) -> tuple[Observation, ...]:
    """Every endpoint that one vantage ever looked at, with what stands of each check by the end of a day."""
    asked = _Question(
        day=day,
        brief=brief or evidence_of is not None,
        evidence_of=evidence_of,
        interval=interval,
        vantage=vantage,
        newest=is_newest(connection, end_of(day), vantage),
    )
    found = _gather(connection, asked)
    heads = heads_of(connection, found.values())
    return tuple(
        observation(key, endpoint, heads[endpoint.newest[-1]]) for key, endpoint in sorted(found.items())
    )


def telling(
    connection: Connection,
    day: date,
    check: str,
    severities: Collection[Severity],
    interval: timedelta | None = None,
) -> tuple[ToldEndpoint, ...]:
    """Of ``standing`` only the verdicts of one check, and those that fail so severely; in brief."""
    newest = is_newest(connection, end_of(day), MAIN)
    stands = StandingRow.ended == FOREVER if newest else StandingRow.ended >= ticks_of(end_of(day))
    chosen = StandingRow.id.in_(_telling(day, check, severities, stands))
    asked = _Question(day=day, chosen=(chosen,), brief=True, words=False, interval=interval, newest=newest)
    found = []
    for key, endpoint in sorted(_gather(connection, asked).items()):
        verdicts = tuple(
            verdict
            for told, verdict in sorted(endpoint.verdicts.items())
            if told == check or (verdict.outcome is Outcome.FAIL and verdict.severity in severities)
        )
        if verdicts:
            finished_at = moment_of(endpoint.newest[1])
            found.append(ToldEndpoint(key, finished_at, verdicts, endpoint.confirmations))
    return tuple(found)


def _telling(
    day: date, check: str, severities: Collection[Severity], stands: ColumnElement[bool]
) -> CompoundSelect[int]:
    """The rows that may be of use, each kind by its index: also of checks that may fail on that day."""
    rows = select(StandingRow.id).where(stands)
    severe = StandingRow.severity.in_([severity.value for severity in severities])
    dated = sorted(dated_checks()) if severities else []
    changing = rows.join(TOLD, TOLD.id == StandingRow.verdict_id).where(TOLD.changes_on <= day)
    return union(
        rows.where(StandingRow.check_id == check),
        rows.where(StandingRow.outcome == Outcome.FAIL.value, severe),
        changing.where(StandingRow.check_id.in_(dated)),
        pieced_standing(),
    )


def _gather(connection: Connection, asked: _Question) -> Mapping[EndpointKey, GatheredEndpoint]:
    before, fresh = end_of(asked.day), _start_of(oldest_fresh(asked.day, asked.interval))
    endpoints: defaultdict[EndpointKey, GatheredEndpoint] = defaultdict(GatheredEndpoint)
    again: list[Stood] = []
    pieced = pieces(connection)
    apart = () if nobody_else_looks(connection, asked.vantage) else (StandingRow.vantage == asked.vantage,)
    chosen = (*asked.chosen, *apart)
    query = _present(asked) if asked.newest else past(before, asked.vantage, brief=asked.brief)
    if asked.newest and asked.brief and not asked.chosen:
        query = query.where(not_(is_quiet()))
        for alike in _rows(connection, _grouped(asked, chosen), group, before):
            age = age_of(alike.times, fresh)
            endpoints[alike.key].add(alike, counted_verdicts(alike.checks), age)
    for read in _rows(connection, query.where(*chosen), stood, before):
        row = told_instead(read, pieced)
        if changed(row, asked.day, words=asked.words):
            again.append(row)
        else:
            verdict = stored_verdict(*row.verdict)
            endpoints[row.key].add(row, {row.verdict[0]: verdict}, age_of(row.times, fresh))
    for row, verdict, age in _again(connection, again, asked, fresh, pieced):
        endpoints[row.key].add(row, {row.verdict[0]: verdict}, age)
    return endpoints


def _present(asked: _Question) -> Rows:
    rows = present(brief=asked.brief, evidence_of=asked.evidence_of)
    if asked.evidence_of is None:
        return rows
    return rows.where(StandingRow.id.in_(one_by_one(asked.day, asked.evidence_of)))


def _grouped(asked: _Question, chosen: Sequence[ColumnElement[bool]]) -> Rows:
    """What is told in brief: what is quiet, or everything, of which some is then told in full instead."""
    if asked.evidence_of is None:
        return groups(*chosen, is_quiet(), reasons=False)
    return groups(*chosen, reasons=True)


def _rows(
    connection: Connection, query: Rows, read: Callable[[Sequence[Any], int], Read], before: datetime
) -> Iterator[Read]:
    """The rows of a query, one by one."""
    ticks = ticks_of(before)
    for columns in streamed(connection, query, AT_ONCE):
        yield read(columns, ticks)


def _again(
    connection: Connection, rows: list[Stood], asked: _Question, fresh: int, pieced: Pieces
) -> Iterator[tuple[Stood, Verdict, Confirmation | None]]:
    """The verdicts that are others on the day, with the day on which they were judged."""
    for row, judged, thinned in judged_again(connection, rows, asked.day, pieced):
        verdict, age = told_on(row, judged, age_of(row.times, fresh), asked.day, thinned=thinned)
        if asked.brief and verdict is judged and verdict.outcome in QUIET:
            verdict = verdict.model_copy(update={"evidence": {}})
        yield row, verdict, age


def _start_of(day: date) -> int:
    return ticks_of(end_of(day - timedelta(days=1)))
