"""Keeps the table of standing verdicts as observations come, within the transaction that records them.

Whatever comes in whatever order, the table is what ``fold.periods`` gives of all looks; a look that is not
later than all before has its check folded anew.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from inventory.database.rows import ColumnValues, values
from scanner.runs.standing.addresses.by_address import Pieced, is_marked
from scanner.runs.standing.addresses.piecing import address_looks, folded, forget, keep, pieced_at
from scanner.runs.standing.fold import PastLook, Period, following
from scanner.runs.standing.last_periods import SEEN_FROM, LastPeriod, LastStood, stood_at
from scanner.runs.standing.looks import of_endpoint, of_observations
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.tables import VerdictRow
from scanner.vantages.seen_from import SeenFrom, places

ROW = "row"


def add(connection: Connection, made: Mapping[int, tuple[SeenFrom, datetime]]) -> None:
    """Take observations in, whose verdicts are in their rows: by row, the endpoint, from where, and when."""
    told = of_observations(connection, {row: at for row, (_, at) in made.items()})
    standing = stood_at(connection, {seen_from for seen_from, _ in made.values()})
    changes = _Changes()
    for row, (seen_from, _) in made.items():
        stood, looks = standing[seen_from], told[row]
        late = {check for check, look in looks.items() if stood.is_newer(check, look)}
        if late:
            rebuild(connection, seen_from, late)
        timely = {check: look for check, look in looks.items() if check not in late}
        before = [one.period.look for check, one in stood.last.items() if check in timely]
        if any(map(is_marked, (*timely.values(), *before))):
            _carry_on_by_address(connection, seen_from, stood, timely)
        else:
            changes.carry_on(seen_from, stood, timely)
    changes.write(connection)


def rebuild(connection: Connection, seen_from: SeenFrom, checks: Collection[str]) -> None:
    """Fold some checks of an endpoint anew from all that one vantage ever told of them."""
    connection.execute(
        delete(StandingRow).where(*is_standing_at(seen_from), StandingRow.check_id.in_(checks))
    )
    forget(connection, seen_from, checks)
    told = of_endpoint(connection, seen_from, checks)
    anew = {check: folded(connection, looks) for check, looks in told.items()}
    _insert(
        connection, seen_from, ((check, period) for check, (stood, _) in anew.items() for period in stood)
    )
    keep(connection, seen_from, {check: made for check, (_, made) in anew.items()})


def rebuild_all(connection: Connection) -> None:
    """Fold everything anew, one endpoint at a time."""
    connection.execute(delete(StandingRow))
    connection.execute(delete(PiecedRow))
    checks = set(connection.scalars(select(VerdictRow.check_id).distinct()))
    for seen_from in places(connection):
        rebuild(connection, seen_from, checks)


def checks_of(connection: Connection, observation: int) -> set[str]:
    """The checks that an observation judged."""
    query = select(VerdictRow.check_id).where(VerdictRow.observation_id == observation)
    return set(connection.scalars(query))


def _carry_on_by_address(
    connection: Connection, seen_from: SeenFrom, stood: LastStood, looks: Mapping[str, PastLook]
) -> None:
    """Each look with what the addresses showed that it did not see."""
    pieced = pieced_at(connection, seen_from)
    standing = {check: _as_it_stands(one, pieced.get(check, {})) for check, one in stood.last.items()}
    weighed: dict[str, PastLook] = {}
    made: dict[str, Mapping[int, Pieced]] = {}
    for check, look in looks.items():
        addresses = address_looks(connection, next(reversed(pieced.get(check, {}).values()), None))
        weighed[check] = addresses.weigh(standing[check].period if check in standing else None, look)
        made[check] = addresses.made
    changes = _Changes()
    changes.carry_on(seen_from, replace(stood, last=standing), weighed)
    changes.write(connection)
    kept = select(StandingRow.verdict_id).where(*is_standing_at(seen_from))
    forget(
        connection,
        seen_from,
        [check for check, new in made.items() if new],
        PiecedRow.verdict_id.not_in(kept),
    )
    keep(connection, seen_from, made)


def _as_it_stands(last: LastPeriod, pieced: Mapping[int, Pieced]) -> LastPeriod:
    """With the words of what was put together, where that stands in the place of the look's own verdict."""
    stands = pieced.get(last.period.look.verdict)
    return last if stands is None else replace(last, period=replace(last.period, look=stands.look))


@dataclass
class _Changes:
    """What becomes of the table's rows, to be written together."""

    changed: list[dict[str, object]] = field(default_factory=list)
    ended: list[dict[str, object]] = field(default_factory=list)
    begun: list[dict[str, object]] = field(default_factory=list)

    def carry_on(self, seen_from: SeenFrom, stood: LastStood, looks: Mapping[str, PastLook]) -> None:
        """Put an endpoint's looks behind what stood there."""
        for check, look in looks.items():
            last = stood.last.get(check)
            now = following(last.period if last else None, look, stood.first_seen[check])
            if last is not None and now.begun == last.period.begun:
                self.changed.append({ROW: last.row, **values(state_of(now))})
                continue
            self.begun.append(_row(seen_from, check, now))
            if last is not None:
                self.ended.append({ROW: last.row, **values({StandingRow.ended: now.begun})})

    def write(self, connection: Connection) -> None:
        """Write them."""
        for rows in filter(None, (self.changed, self.ended)):
            connection.execute(update(StandingRow).where(StandingRow.id == bindparam(ROW)), rows)
        if self.begun:
            connection.execute(insert(StandingRow), self.begun)


def _insert(connection: Connection, seen_from: SeenFrom, begun: Iterable[tuple[str, Period]]) -> None:
    if rows := [_row(seen_from, check, period) for check, period in begun]:
        connection.execute(insert(StandingRow), rows)


def _row(seen_from: SeenFrom, check: str, period: Period) -> dict[str, object]:
    place: ColumnValues = dict(zip(SEEN_FROM, (*seen_from.key, seen_from.vantage), strict=True))
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


def is_standing_at(seen_from: SeenFrom) -> tuple[ColumnElement[bool], ...]:
    """The rows of one endpoint, as one vantage sees it."""
    (host, https_port, http_port), vantage = seen_from
    return (
        StandingRow.host == host,
        StandingRow.https_port == https_port,
        StandingRow.http_port == http_port,
        StandingRow.vantage == vantage,
    )
