"""What stands by the end of a day, endpoint by endpoint: the one source of every figure about scans."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, select, union

from checks.facts import Target
from checks.model import Outcome, Severity, Verdict
from checks.registry import all_checks
from inventory.clock import end_of
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.ages import age_of
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.judging_again import changed, judged_again, told_on
from scanner.runs.standing.moments import moment_of, ticks_of
from scanner.runs.standing.pieced_reading import Pieces, pieced_standing, pieces
from scanner.runs.standing.query import TOLD, Stood, standing_rows, stood
from scanner.runs.standing.staleness import oldest_fresh
from scanner.runs.standing.tables import StandingRow
from scanner.runs.stored import stored_verdict
from scanner.runs.tables import ObservationRow

AT_ONCE = 1_000  # verdicts fetched at a time
HEADS_AT_ONCE = 500
QUIET = (Outcome.PASS, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, kw_only=True)
class _Question:
    """What is asked for: by the end of which day, and how much of it. ``words``: as it reads on that day."""

    day: date
    chosen: tuple[ColumnElement[bool], ...] = ()
    brief: bool = False
    words: bool = True
    interval: timedelta | None = None


@dataclass
class _Endpoint:
    """What is gathered of one endpoint. ``newest``: the look it is told of: its moment and its row."""

    newest: tuple[bool, int, int] = (False, 0, 0)
    verdicts: list[Verdict] = field(default_factory=list)
    confirmations: dict[str, Confirmation] = field(default_factory=dict)

    def add(self, row: Stood, verdict: Verdict, age: Confirmation | None) -> None:
        """One verdict; ``age`` None: nothing could ever be told."""
        self.verdicts.append(verdict)
        if age is not None:
            self.confirmations[verdict.check] = age
        at = row.looked if row.confirmed is None else row.confirmed
        self.newest = max(self.newest, (row.confirmed is not None, at or 0, row.observation))


def standing(
    connection: Connection, day: date, *, brief: bool = False, interval: timedelta | None = None
) -> tuple[Observation, ...]:
    """Every endpoint that was ever looked at, with what stands of each check by the end of a day."""
    found = _gather(connection, _Question(day=day, brief=brief, interval=interval))
    heads = _heads(connection, (endpoint.newest[-1] for endpoint in found.values()))
    return tuple(
        _observation(key, endpoint, heads[endpoint.newest[-1]]) for key, endpoint in sorted(found.items())
    )


def telling(
    connection: Connection,
    day: date,
    check: str,
    severities: Collection[Severity],
    interval: timedelta | None = None,
) -> tuple[Observation, ...]:
    """``standing`` with only the verdicts of one check, and those that fail so severely; in brief."""
    chosen = StandingRow.id.in_(_telling(day, check, severities))
    asked = _Question(day=day, chosen=(chosen,), brief=True, words=False, interval=interval)
    observations = []
    for key, endpoint in sorted(_gather(connection, asked).items()):
        endpoint.verdicts = [
            verdict
            for verdict in endpoint.verdicts
            if verdict.check == check or (verdict.outcome is Outcome.FAIL and verdict.severity in severities)
        ]
        if endpoint.verdicts:
            observations.append(_observation(key, endpoint, {}))
    return tuple(observations)


def _telling(day: date, check: str, severities: Collection[Severity]) -> CompoundSelect[int]:
    """The rows that may be of use, each kind by its index: also of checks that may fail on that day."""
    rows = select(StandingRow.id).where(StandingRow.ended >= ticks_of(end_of(day)))
    severe = StandingRow.severity.in_([severity.value for severity in severities])
    dated = [known.id for known in all_checks().values() if known.dated and severities]
    changing = rows.join(TOLD, TOLD.id == StandingRow.verdict_id).where(TOLD.changes_on <= day)
    return union(
        rows.where(StandingRow.check_id == check),
        rows.where(StandingRow.outcome == Outcome.FAIL.value, severe),
        changing.where(StandingRow.check_id.in_(dated)),
        pieced_standing(),
    )


def _gather(connection: Connection, asked: _Question) -> Mapping[EndpointKey, _Endpoint]:
    before, fresh = end_of(asked.day), _start_of(oldest_fresh(asked.day, asked.interval))
    ticks = ticks_of(before)
    endpoints: defaultdict[EndpointKey, _Endpoint] = defaultdict(_Endpoint)
    again: list[Stood] = []
    pieced = pieces(connection)
    streamed = connection.execution_options(yield_per=AT_ONCE)
    query = standing_rows(connection, before, brief=asked.brief)
    for columns in streamed.execute(query.where(*asked.chosen)):
        row = stood(columns, ticks)
        if pieced and (told := pieced.get((row.observation, row.verdict[0]))) is not None:
            row = told.instead_of(row)
        if changed(row, asked.day, words=asked.words):
            again.append(row)
        else:
            endpoints[row.key].add(row, stored_verdict(*row.verdict), age_of(row, fresh))
    for row, verdict, age in _again(connection, again, asked, fresh, pieced):
        endpoints[row.key].add(row, verdict, age)
    return endpoints


def _again(
    connection: Connection, rows: list[Stood], asked: _Question, fresh: int, pieced: Pieces
) -> Iterator[tuple[Stood, Verdict, Confirmation | None]]:
    """The verdicts that are others on the day, with the day on which they were judged."""
    for row, judged in judged_again(connection, rows, asked.day, pieced):
        verdict, age = told_on(row, judged, age_of(row, fresh), asked.day)
        if asked.brief and verdict is judged and verdict.outcome in QUIET:
            verdict = verdict.model_copy(update={"evidence": {}})
        yield row, verdict, age


def _start_of(day: date) -> int:
    return ticks_of(end_of(day - timedelta(days=1)))


def _heads(connection: Connection, observations: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    """The run, the times and the connections of looks, by the id of their row."""
    query = select(
        ObservationRow.id,
        ObservationRow.run_id,
        ObservationRow.started_at,
        ObservationRow.finished_at,
        ObservationRow.connections,
    )
    wanted, heads = sorted(observations), {}
    for start in range(0, len(wanted), HEADS_AT_ONCE):
        some = query.where(ObservationRow.id.in_(wanted[start : start + HEADS_AT_ONCE]))
        for number, run, started_at, finished_at, connections in connection.execute(some):
            heads[number] = {
                "run": run,
                "started_at": started_at,
                "finished_at": finished_at,
                "connections": json.loads(connections),
            }
    return heads


def _observation(key: EndpointKey, endpoint: _Endpoint, head: Mapping[str, Any]) -> Observation:
    host, https_port, http_port = key
    newest = moment_of(endpoint.newest[1])
    fields: dict[str, Any] = {"started_at": newest, "finished_at": newest, "connections": {}, **head}
    target = Target(host=host, https_port=https_port, http_port=http_port, observed_at=fields["finished_at"])
    verdicts = tuple(sorted(endpoint.verdicts, key=lambda verdict: verdict.check))
    # Not validated again: these are most of what a large report is made from.
    return Observation.model_construct(
        target=target, facts=None, verdicts=verdicts, confirmations=endpoint.confirmations, **fields
    )
