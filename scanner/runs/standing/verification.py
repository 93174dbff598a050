"""Whether what stands is what the looks come to, which the chain of what scans saw covers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, String, and_, exists, func, select, type_coerce

from inventory.database.chains.following import Chain, ChainFound, Fault, Noted
from inventory.database.rows import columns_of, values
from scanner.planning.plan import EndpointKey
from scanner.runs.sealing import OBSERVATIONS, RUNS, SCANS
from scanner.runs.standing.looks import of_endpoint
from scanner.runs.standing.piecing import folded, is_pieced_at, row_of
from scanner.runs.standing.recording import is_standing_at, state_of
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.tables import ObservationRow, VerdictRow

LOOKS = 20_000  # folded anew unless all are asked for
OBSERVED = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port)
STANDS = (StandingRow.host, StandingRow.https_port, StandingRow.http_port)
PIECED = (PiecedRow.host, PiecedRow.https_port, PiecedRow.http_port)
STORED = columns_of(StandingRow, StandingRow.id)


class ScansChain(Chain):
    """The chain of what scans saw, and the standing verdicts held against it."""

    def __init__(self) -> None:
        super().__init__(SCANS, (OBSERVATIONS, RUNS))

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
    """Every row is of an endpoint that was looked at and says what its verdict says; then the folds."""
    if (row := _unlike_its_verdict(connection)) is not None:
        return replace(found, fault=Fault.CHANGED, row=row)
    if (row := _of_no_look(connection)) is not None:
        return replace(found, fault=Fault.NOT_COVERED, row=row)
    endpoints, seen, left = _newest_first(connection), 0, 0
    pieced = {tuple(key) for key in connection.execute(select(*PIECED).distinct())}
    for key in endpoints:
        if seen >= LOOKS and not everything and key not in pieced:
            left += 1
            continue
        looks, check = _folded(connection, key, is_pieced=key in pieced)
        if check is not None:
            return replace(found, fault=Fault.CHANGED, row=_named(*key, check))
        seen += looks
    return replace(found, left_out=left)


def _newest_first(connection: Connection) -> list[EndpointKey]:
    query = select(*OBSERVED).group_by(*OBSERVED).order_by(func.max(ObservationRow.id).desc())
    return [(host, https_port, http_port) for host, https_port, http_port in connection.execute(query)]


def _folded(connection: Connection, key: EndpointKey, *, is_pieced: bool) -> tuple[int, str | None]:
    """How many looks there were at an endpoint, and a check of which something else is kept."""
    told = of_endpoint(connection, key)
    expected: Counter[tuple[Any, ...]] = Counter()
    for check, looks in told.items():
        stood, made = folded(connection, looks)
        expected.update((check, *values(state_of(period)).items()) for period in stood)
        expected.update((check, *values(row_of(key, check, one)).items()) for one in made.values())
    stored = Counter(_stored(connection, key))
    if is_pieced:
        stored.update(_stored_pieces(connection, key))
    differing = sorted(str(row[0]) for row in (expected - stored) + (stored - expected))
    return sum(map(len, told.values())), differing[0] if differing else None


def _stored_pieces(connection: Connection, key: EndpointKey) -> Iterator[tuple[Any, ...]]:
    columns = columns_of(PiecedRow)
    names = [column.key for column in columns]
    for row in connection.execute(select(*columns).where(*is_pieced_at(key))):
        kept = dict(zip(names, row, strict=True))
        yield kept["check_id"], *kept.items()


def _stored(connection: Connection, key: EndpointKey) -> Iterator[tuple[Any, ...]]:
    for row in connection.execute(select(*STORED).where(*is_standing_at(key))):
        check, *state = row[len(key) :]
        yield check, *zip((column.key for column in STORED[len(key) + 1 :]), state, strict=True)


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
        strange = select(*place).distinct().except_(select(*OBSERVED).distinct()).limit(1)
        if (row := connection.execute(strange).one_or_none()) is not None:
            return _named(*row)
    return None


def _named(*parts: object) -> str:
    return " ".join(map(str, (StandingRow.__tablename__, *parts)))


CHAIN = ScansChain()
