"""Whether what stands is what the looks come to, which the chain of what scans saw covers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, String, and_, exists, func, select, type_coerce

from inventory.database.chains.following import Chain, ChainFound, Fault, Noted
from inventory.database.rows import columns_of, values
from inventory.settings.vantage import INTERNET
from scanner.runs.sealing import OBSERVATIONS, RUNS, SCANS, THINNINGS
from scanner.runs.standing.addresses.piecing import folded, is_pieced_at, row_of
from scanner.runs.standing.looks import of_endpoint
from scanner.runs.standing.recording import is_standing_at, state_of
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.tables import ObservationRow, RunRow, ThinningRow, VerdictRow
from scanner.settings import RunSettings
from scanner.vantages.seen_from import SeenFrom

LOOKS = 20_000  # folded anew unless all are asked for
OBSERVED = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port, RunRow.vantage)
STANDS = (StandingRow.host, StandingRow.https_port, StandingRow.http_port, StandingRow.vantage)
PIECED = (PiecedRow.host, PiecedRow.https_port, PiecedRow.http_port, PiecedRow.vantage)
STATE = columns_of(StandingRow, StandingRow.id, *STANDS)  # the check first


class ScansChain(Chain):
    """The chain of what scans saw, and the standing verdicts held against it."""

    def __init__(self) -> None:
        super().__init__(SCANS, (OBSERVATIONS, RUNS, THINNINGS))

    def verify(
        self, connection: Connection, noted: Noted | None = None, *, everything: bool = False
    ) -> ChainFound:
        """Follow the chain, then fold anew what stands: of the newest looks' endpoints, or ``everything``."""
        found = super().verify(connection, noted, everything=everything)
        if found.fault is not None:
            return found
        try:
            return _held(connection, found, everything=everything)
        except (ValueError, TypeError, AttributeError):  # what no program of ours wrote
            return replace(found, fault=Fault.UNREADABLE, row=StandingRow.__tablename__)


def _held(connection: Connection, found: ChainFound, *, everything: bool) -> ChainFound:
    """Every row is of an endpoint that was looked at and says what its verdict says; then the folds.

    Before, whether each run is of the vantage that its settings name, which the chain covers, and whether
    just so many looks are without facts as thinnings tell.
    """
    if (row := _of_another_vantage(connection) or _wrongly_thinned(connection)) is not None:
        return replace(found, fault=Fault.CHANGED, row=row)
    found = _with_thinnings(connection, found)
    if (row := _unlike_its_verdict(connection)) is not None:
        return replace(found, fault=Fault.CHANGED, row=row)
    if (row := _of_no_look(connection)) is not None:
        return replace(found, fault=Fault.NOT_COVERED, row=row)
    seen, left = 0, 0
    pieced = {_place(row) for row in connection.execute(select(*PIECED).distinct())}
    for place in _newest_first(connection):
        if seen >= LOOKS and not everything and place not in pieced:
            left += 1
            continue
        looks, check = _folded(connection, place, is_pieced=place in pieced)
        if check is not None:
            return replace(found, fault=Fault.CHANGED, row=_named(*place.key, place.vantage, check))
        seen += looks
    return replace(found, left_out=left)


def _of_another_vantage(connection: Connection) -> str | None:
    """A run whose looks count for another vantage than they were asked from."""
    for number, vantage, settings in connection.execute(select(RunRow.id, RunRow.vantage, RunRow.settings)):
        if RunSettings.model_validate_json(settings).vantage != vantage:
            return f"{RunRow.__tablename__} {number}"
    return None


def _wrongly_thinned(connection: Connection) -> str | None:
    """A thinning that did not thin what it tells, or that nobody told."""
    told: dict[int | None, int] = dict(connection.execute(select(ThinningRow.id, ThinningRow.looks)).all())
    by = ObservationRow.thinned_by
    counted = select(by, func.count()).where(by.is_not(None)).group_by(by)
    thinned = dict(connection.execute(counted).all())
    differing = [str(number) for number in {*told, *thinned} if told.get(number) != thinned.get(number)]
    return f"{ThinningRow.__tablename__} {min(differing)}" if differing else None


def _with_thinnings(connection: Connection, found: ChainFound) -> ChainFound:
    query = select(func.coalesce(func.sum(ThinningRow.looks), 0), func.max(ThinningRow.thinned_at))
    looks, newest = connection.execute(query).one()
    return replace(found, thinned=int(looks), thinned_at=newest)


def _newest_first(connection: Connection) -> list[SeenFrom]:
    query = _observed().group_by(*OBSERVED).order_by(func.max(ObservationRow.id).desc())
    return list(map(_place, connection.execute(query)))


def _observed() -> Select[*tuple[Any, ...]]:
    return select(*OBSERVED).join_from(ObservationRow, RunRow)


def _place(row: Sequence[Any]) -> SeenFrom:
    host, https_port, http_port, vantage = row
    return SeenFrom((host, https_port, http_port), vantage)


def _folded(connection: Connection, place: SeenFrom, *, is_pieced: bool) -> tuple[int, str | None]:
    """How many looks there were at an endpoint, and a check of which something else is kept."""
    told = of_endpoint(connection, place)
    expected: Counter[tuple[Any, ...]] = Counter()
    for check, looks in told.items():
        stood, made = folded(connection, looks)
        expected.update((check, *state_of(period)._asdict().items()) for period in stood)
        expected.update((check, *values(row_of(place, check, one)).items()) for one in made.values())
    stored = Counter(_stored(connection, place))
    if is_pieced:
        stored.update(_stored_pieces(connection, place))
    differing = sorted(str(row[0]) for row in (expected - stored) + (stored - expected))
    return sum(map(len, told.values())), differing[0] if differing else None


def _stored_pieces(connection: Connection, place: SeenFrom) -> Iterator[tuple[Any, ...]]:
    columns = columns_of(PiecedRow)
    names = [column.key for column in columns]
    for row in connection.execute(select(*columns).where(*is_pieced_at(place))):
        kept = dict(zip(names, row, strict=True))
        yield kept["check_id"], *kept.items()


def _stored(connection: Connection, place: SeenFrom) -> Iterator[tuple[Any, ...]]:
    for row in connection.execute(select(*STATE).where(*is_standing_at(place))):
        check, *state = row
        yield check, *zip((column.key for column in STATE[1:]), state, strict=True)


def _unlike_its_verdict(connection: Connection) -> str | None:
    """A row that says something else than the verdict that it names; cheap enough for every row."""
    same = and_(
        VerdictRow.id == StandingRow.verdict_id,
        VerdictRow.check_id == StandingRow.check_id,
        VerdictRow.outcome == StandingRow.outcome,
        VerdictRow.severity == StandingRow.severity,
    )
    rows = select(*(type_coerce(column, String) for column in (*STANDS, StandingRow.check_id)))
    is_pieced = exists().where(
        PiecedRow.verdict_id == StandingRow.verdict_id,
        PiecedRow.check_id == StandingRow.check_id,
        PiecedRow.outcome == StandingRow.outcome,
        PiecedRow.severity == StandingRow.severity,
    )
    other = rows.outerjoin(VerdictRow, same).where(VerdictRow.id.is_(None), ~is_pieced).limit(1)
    row = connection.execute(other).one_or_none()
    return None if row is None else _named(*row)


def _of_no_look(connection: Connection) -> str | None:
    """An endpoint of which something stands, and that was never looked at."""
    for place in (STANDS, PIECED):
        strange = select(*place).distinct().except_(_observed().distinct()).limit(1)
        if (row := connection.execute(strange).one_or_none()) is not None:
            return _named(*row)
    return None


def _named(*row: object) -> str:
    """A place, and a check where one is known; the vantage that all databases have is not named."""
    return " ".join(str(part) for part in (StandingRow.__tablename__, *row) if part != INTERNET)


CHAIN = ScansChain()
