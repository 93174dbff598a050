"""Keeps the table of standing verdicts as observations come, within the transaction that records them.

Whatever comes in whatever order, the table is what ``fold.periods`` gives of all looks; a look that is not
later than all before has its check folded anew.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, select, update

from inventory.database.rows import ManyRows
from scanner.runs.standing.addresses.by_address import Pieced, is_marked
from scanner.runs.standing.addresses.piecing import address_looks, folded, forget, keep, pieced_at
from scanner.runs.standing.fold import PastLook, Period, following
from scanner.runs.standing.last_periods import LastPeriod, LastStood, stood_at
from scanner.runs.standing.looks import of_endpoint
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.tables import VerdictRow
from scanner.vantages.seen_from import SeenFrom, places


class PeriodColumns(NamedTuple):
    """A period as columns of ``StandingRow``, by name."""

    outcome: str
    severity: str
    verdict_id: int
    begun: int
    confirmed: int | None
    first_seen: int
    since: int
    attempted: int | None
    attempt_id: int | None
    ended: int


ROW = "row"
IS_ROW = update(StandingRow).where(StandingRow.id == bindparam(ROW))
PLACE = ("host", "https_port", "http_port", "check_id")
BEGUN = ManyRows(insert(StandingRow), (*PLACE, *PeriodColumns._fields, "vantage"))
CHANGED = ManyRows(IS_ROW, (*PeriodColumns._fields, ROW))
ENDED = ManyRows(IS_ROW, ("ended", ROW))


def add(connection: Connection, told: Mapping[SeenFrom, Mapping[str, PastLook]]) -> None:
    """Take looks in, whose verdicts are in their rows: what each told, by check."""
    standing = stood_at(connection, told)
    changes = _Changes()
    for seen_from, looks in told.items():
        stood = standing[seen_from]
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
    begun = [_row(seen_from, check, period) for check, (stood, _) in anew.items() for period in stood]
    BEGUN.write(connection, begun)
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
    return last if stands is None else replace(last, period=last.period._replace(look=stands.look))


@dataclass
class _Changes:
    """What becomes of the table's rows, to be written together."""

    changed: list[tuple[object, ...]] = field(default_factory=list)
    ended: list[tuple[object, ...]] = field(default_factory=list)
    begun: list[tuple[object, ...]] = field(default_factory=list)

    def carry_on(self, seen_from: SeenFrom, stood: LastStood, looks: Mapping[str, PastLook]) -> None:
        """Put an endpoint's looks behind what stood there."""
        for check, look in looks.items():
            last = stood.last.get(check)
            now = following(last.period if last else None, look, stood.first_seen[check])
            if last is not None and now.begun == last.period.begun:
                self.changed.append((*state_of(now), last.row))
                continue
            self.begun.append(_row(seen_from, check, now))
            if last is not None:
                self.ended.append((now.begun, last.row))

    def write(self, connection: Connection) -> None:
        """Write them."""
        CHANGED.write(connection, self.changed)
        ENDED.write(connection, self.ended)
        BEGUN.write(connection, self.begun)


def _row(seen_from: SeenFrom, check: str, period: Period) -> tuple[object, ...]:
    return (*seen_from.key, check, *state_of(period), seen_from.vantage)


def state_of(period: Period) -> PeriodColumns:
    """The columns of a period."""
    return PeriodColumns(
        outcome=period.look.outcome,
        severity=period.look.severity,
        verdict_id=period.look.verdict,
        begun=period.begun,
        confirmed=period.confirmed,
        first_seen=period.first_seen,
        since=period.since,
        attempted=period.attempted,
        attempt_id=period.attempt,
        ended=period.ended,
    )


def is_standing_at(seen_from: SeenFrom) -> tuple[ColumnElement[bool], ...]:
    """The rows of one endpoint, as one vantage sees it."""
    (host, https_port, http_port), vantage = seen_from
    return (
        StandingRow.host == host,
        StandingRow.https_port == https_port,
        StandingRow.http_port == http_port,
        StandingRow.vantage == vantage,
    )
