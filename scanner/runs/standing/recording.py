"""Keeps the table of standing verdicts as observations come, within the transaction that records them.

Whatever comes in whatever order, the table is what ``fold.periods`` gives of all looks; a look that is not
later than all before has its check folded anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from inventory.database.rows import ColumnValues, values
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.fold import PastLook, Period, following, periods
from scanner.runs.standing.looks import by_verdict, look_at, of_endpoint, of_observations
from scanner.runs.standing.moments import FOREVER
from scanner.runs.standing.tables import StandingRow
from scanner.runs.tables import ObservationRow, VerdictRow

ROW = "row"
ENDPOINT = (StandingRow.host, StandingRow.https_port, StandingRow.http_port)
STATE = (  # a period without its look
    StandingRow.begun,
    StandingRow.confirmed,
    StandingRow.first_seen,
    StandingRow.since,
    StandingRow.attempted,
    StandingRow.attempt_id,
    StandingRow.ended,
)


@dataclass(frozen=True)
class _Kept:
    """The last period of a check, with its row."""

    row: int
    period: Period


@dataclass(frozen=True)
class _Standing:
    """What stood at an endpoint: of each check the last period, and when each outcome was first seen."""

    kept: dict[str, _Kept] = field(default_factory=dict)
    first_seen: defaultdict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, row: int, told: tuple[str, str], state: Sequence[Any], look: Sequence[Any] | None) -> None:
        """Take one row in. ``told``: check and outcome; ``look``: its verdict, if it is a last one."""
        check, outcome = told
        begun, confirmed, first_seen, *_, ended = state
        earliest = self.first_seen[check]
        earliest[outcome] = min(first_seen, earliest.get(outcome, first_seen))
        if look is not None and ended == FOREVER:
            self.kept[check] = _Kept(row, Period(look_at(confirmed or begun, look), *state))


def add(connection: Connection, made: Mapping[int, tuple[EndpointKey, datetime]]) -> None:
    """Take observations in, whose verdicts are in their rows: by row, the endpoint and when it was seen."""
    looks = of_observations(connection, {row: at for row, (_, at) in made.items()})
    standing = _standing(connection, {key for key, _ in made.values()})
    changes = _Changes()
    for row, (key, _) in made.items():
        stood, told = standing[key], looks[row]
        last = stood.kept
        late = {check for check in told.keys() & last.keys() if told[check].moment <= _newest(last[check])}
        if late:
            rebuild(connection, key, late)
        timely = {check: look for check, look in told.items() if check not in late}
        changes.carry_on(key, stood, timely)
    changes.write(connection)


def rebuild(connection: Connection, key: EndpointKey, checks: Collection[str]) -> None:
    """Fold some checks of an endpoint anew from all that was ever told of them."""
    connection.execute(delete(StandingRow).where(*is_standing_at(key), StandingRow.check_id.in_(checks)))
    told = of_endpoint(connection, key, checks)
    _insert(connection, key, ((check, period) for check, looks in told.items() for period in periods(looks)))


def rebuild_all(connection: Connection) -> None:
    """Fold everything anew, one endpoint at a time."""
    connection.execute(delete(StandingRow))
    endpoints = select(ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port).distinct()
    checks = set(connection.scalars(select(VerdictRow.check_id).distinct()))
    for host, https_port, http_port in connection.execute(endpoints).all():
        rebuild(connection, (host, https_port, http_port), checks)


def checks_of(connection: Connection, observation: ColumnElement[int]) -> set[str]:
    """The checks that an observation judged."""
    query = select(VerdictRow.check_id).where(VerdictRow.observation_id == observation)
    return set(connection.scalars(query))


@dataclass
class _Changes:
    """What becomes of the table's rows, to be written together."""

    changed: list[dict[str, object]] = field(default_factory=list)
    begun: list[dict[str, object]] = field(default_factory=list)

    def carry_on(self, key: EndpointKey, stood: _Standing, looks: Mapping[str, PastLook]) -> None:
        """Put an endpoint's looks behind what stood there."""
        for check, look in looks.items():
            last = stood.kept.get(check)
            now = following(last.period if last else None, look, stood.first_seen[check])
            if last is not None and now.begun == last.period.begun:
                self.changed.append({ROW: last.row, **values(state_of(now))})
                continue
            self.begun.append(_row(key, check, now))
            if last is not None:
                ended = replace(last.period, ended=now.begun)
                self.changed.append({ROW: last.row, **values(state_of(ended))})

    def write(self, connection: Connection) -> None:
        """Write them."""
        if self.changed:
            connection.execute(update(StandingRow).where(StandingRow.id == bindparam(ROW)), self.changed)
        if self.begun:
            connection.execute(insert(StandingRow), self.begun)


def _standing(connection: Connection, keys: Collection[EndpointKey]) -> Mapping[EndpointKey, _Standing]:
    # By host alone: that leads an index, which SQLite does not use for several columns together.
    query = select(
        *ENDPOINT, StandingRow.verdict_id, StandingRow.id, StandingRow.check_id, StandingRow.outcome, *STATE
    ).where(StandingRow.host.in_({host for host, _, _ in keys}))
    rows = connection.execute(query).all()
    looks = by_verdict(connection, {row.verdict_id for row in rows if row.ended == FOREVER})
    found: defaultdict[EndpointKey, _Standing] = defaultdict(_Standing)
    for host, https_port, http_port, verdict, row, check, outcome, *state in rows:
        found[host, https_port, http_port].add(row, (check, outcome), state, looks.get(verdict))
    return found


def _insert(connection: Connection, key: EndpointKey, begun: Iterable[tuple[str, Period]]) -> None:
    if rows := [_row(key, check, period) for check, period in begun]:
        connection.execute(insert(StandingRow), rows)


def _row(key: EndpointKey, check: str, period: Period) -> dict[str, object]:
    place: ColumnValues = dict(zip(ENDPOINT, key, strict=True))
    return values({**place, StandingRow.check_id: check, **state_of(period)})


def state_of(period: Period) -> ColumnValues:
    """The columns of a period."""
    return {
        StandingRow.outcome: period.look.outcome,
        StandingRow.severity: period.look.severity,
        StandingRow.verdict_id: period.look.verdict,
        StandingRow.begun: period.begun,
        StandingRow.confirmed: period.confirmed,
        StandingRow.first_seen: period.first_seen,
        StandingRow.since: period.since,
        StandingRow.attempted: period.attempted,
        StandingRow.attempt_id: period.attempt,
        StandingRow.ended: period.ended,
    }


def is_standing_at(key: EndpointKey) -> tuple[ColumnElement[bool], ...]:
    """The rows of one endpoint."""
    host, https_port, http_port = key
    return (
        StandingRow.host == host,
        StandingRow.https_port == https_port,
        StandingRow.http_port == http_port,
    )


def _newest(kept: _Kept) -> int:
    period = kept.period
    return max(period.begun, period.confirmed or 0, period.attempted or 0)
