"""Keeps the table of standing verdicts as observations come, within the transaction that records them.

Whatever comes in whatever order, the table is what ``fold.periods`` gives of all looks; a look that is not
later than all before has its check folded anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select, update

from inventory.database.rows import ColumnValues, values
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.by_address import Pieced, is_marked
from scanner.runs.standing.fold import FirstSeen, PastLook, Period, following
from scanner.runs.standing.looks import LOOK, look_at, of_endpoint, of_observation
from scanner.runs.standing.moments import FOREVER
from scanner.runs.standing.piecing import address_looks, folded, forget, keep, pieced_at
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.tables import ObservationRow, VerdictRow

ROW = "row"
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


def add(connection: Connection, key: EndpointKey, observation: int, at: datetime) -> None:
    """Take one observation in, whose verdicts are in their rows already."""
    looks, kept = of_observation(connection, observation, at), _last(connection, key)
    late = {check for check, look in looks.items() if check in kept and look.moment <= _newest(kept[check])}
    if late:
        rebuild(connection, key, late)
    timely = {check: look for check, look in looks.items() if check not in late}
    standing = [one.period.look for check, one in kept.items() if check in timely]
    if any(map(is_marked, (*timely.values(), *standing))):
        _carry_on_by_address(connection, key, kept, timely)
    elif timely:
        _carry_on(connection, key, kept, timely)


def rebuild(connection: Connection, key: EndpointKey, checks: Collection[str]) -> None:
    """Fold some checks of an endpoint anew from all that was ever told of them."""
    connection.execute(delete(StandingRow).where(*is_standing_at(key), StandingRow.check_id.in_(checks)))
    forget(connection, key, checks)
    told = of_endpoint(connection, key, checks)
    anew = {check: folded(connection, looks) for check, looks in told.items()}
    _insert(connection, key, ((check, period) for check, (stood, _) in anew.items() for period in stood))
    keep(connection, key, {check: made for check, (_, made) in anew.items()})


def rebuild_all(connection: Connection) -> None:
    """Fold everything anew, one endpoint at a time."""
    connection.execute(delete(StandingRow))
    connection.execute(delete(PiecedRow))
    endpoints = select(ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port).distinct()
    checks = set(connection.scalars(select(VerdictRow.check_id).distinct()))
    for host, https_port, http_port in connection.execute(endpoints).all():
        rebuild(connection, (host, https_port, http_port), checks)


def checks_of(connection: Connection, observation: int) -> set[str]:
    """The checks that an observation judged."""
    query = select(VerdictRow.check_id).where(VerdictRow.observation_id == observation)
    return set(connection.scalars(query))


def _carry_on_by_address(
    connection: Connection, key: EndpointKey, kept: Mapping[str, _Kept], looks: Mapping[str, PastLook]
) -> None:
    """Each look with what the addresses showed that it did not see."""
    pieced = pieced_at(connection, key)
    standing = {check: _as_it_stands(one, pieced.get(check, {})) for check, one in kept.items()}
    weighed: dict[str, PastLook] = {}
    made: dict[str, Mapping[int, Pieced]] = {}
    for check, look in looks.items():
        addresses = address_looks(connection, next(reversed(pieced.get(check, {}).values()), None))
        weighed[check] = addresses.weigh(standing[check].period if check in standing else None, look)
        made[check] = addresses.made
    _carry_on(connection, key, standing, weighed)
    stood = select(StandingRow.verdict_id).where(*is_standing_at(key))
    forget(connection, key, [check for check, new in made.items() if new], PiecedRow.verdict_id.not_in(stood))
    keep(connection, key, made)


def _as_it_stands(kept: _Kept, pieced: Mapping[int, Pieced]) -> _Kept:
    """With the words of what was put together, where that stands in the place of the look's own verdict."""
    stands = pieced.get(kept.period.look.verdict)
    return kept if stands is None else replace(kept, period=replace(kept.period, look=stands.look))


def _carry_on(
    connection: Connection, key: EndpointKey, kept: Mapping[str, _Kept], looks: Mapping[str, PastLook]
) -> None:
    first_seen = _first_seen(connection, key)
    changed: list[dict[str, object]] = []
    ended: list[dict[str, object]] = []
    begun: list[tuple[str, Period]] = []
    for check, look in looks.items():
        last = kept.get(check)
        now = following(last.period if last else None, look, first_seen.get(check, {}))
        if last is not None and now.begun == last.period.begun:
            changed.append({ROW: last.row, **values(state_of(now))})
            continue
        begun.append((check, now))
        if last is not None:
            ended.append({ROW: last.row, **values({StandingRow.ended: now.begun})})
    for rows in filter(None, (changed, ended)):
        connection.execute(update(StandingRow).where(StandingRow.id == bindparam(ROW)), rows)
    _insert(connection, key, begun)


def _last(connection: Connection, key: EndpointKey) -> dict[str, _Kept]:
    query = (
        select(StandingRow.id, StandingRow.check_id, *STATE, *LOOK)
        .join_from(StandingRow, VerdictRow, VerdictRow.id == StandingRow.verdict_id)
        .where(*is_standing_at(key), StandingRow.ended == FOREVER)
    )
    kept: dict[str, _Kept] = {}
    for row, check, *columns in connection.execute(query):
        begun, confirmed, *state = columns[: len(STATE)]
        look = look_at(confirmed or begun, columns[len(STATE) :])
        kept[check] = _Kept(row, Period(look, begun, confirmed, *state))
    return kept


def _first_seen(connection: Connection, key: EndpointKey) -> Mapping[str, FirstSeen]:
    query = (
        select(StandingRow.check_id, StandingRow.outcome, func.min(StandingRow.first_seen))
        .where(*is_standing_at(key))
        .group_by(StandingRow.check_id, StandingRow.outcome)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for check, outcome, moment in connection.execute(query):
        found[check][outcome] = moment
    return found


def _insert(connection: Connection, key: EndpointKey, begun: Iterable[tuple[str, Period]]) -> None:
    host, https_port, http_port = key
    place: ColumnValues = {
        StandingRow.host: host,
        StandingRow.https_port: https_port,
        StandingRow.http_port: http_port,
    }
    rows = [values({**place, StandingRow.check_id: check, **state_of(period)}) for check, period in begun]
    if rows:
        connection.execute(insert(StandingRow), rows)


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
