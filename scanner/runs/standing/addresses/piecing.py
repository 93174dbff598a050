"""The rows of what was put together from several looks, and the facts that say which addresses a look saw."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, select

from checks.judging import ADDRESSES_KEY
from checks.registry import all_checks
from inventory.database.rows import ColumnValues, values
from scanner.runs.standing.addresses import listed
from scanner.runs.standing.addresses.by_address import MARK, AddressLooks, Pieced, is_marked, parts_of
from scanner.runs.standing.fold import PastLook, Period, periods
from scanner.runs.standing.looks import is_at, look_at, of_endpoint, of_verdicts
from scanner.runs.standing.moments import FOREVER
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.stored import stored_facts, text_of
from scanner.runs.tables import ObservationRow, VerdictRow
from scanner.vantages.seen_from import SeenFrom

PIECED_LOOK = (
    PiecedRow.verdict_id,
    PiecedRow.outcome,
    PiecedRow.severity,
    PiecedRow.reason,
    PiecedRow.summary_vi,
    PiecedRow.summary_en,
    PiecedRow.evidence,
)
OBSERVATIONS_KEPT = 4  # whose addresses are remembered while one endpoint is folded
Made = Mapping[str, Mapping[int, Pieced]]  # by check and verdict


def address_looks(connection: Connection, last: Pieced | None = None) -> AddressLooks:
    """The addresses of one endpoint, for one check, of looks that are in the database."""
    return AddressLooks(partial(_addresses, connection), last)


def _addresses(connection: Connection, look: PastLook) -> Iterable[str]:
    """Those that a look speaks of; older verdicts name some, and do not say what the others showed."""
    evidence = json.loads(look.words[-1])
    if named := evidence.get(ADDRESSES_KEY) or listed.addresses_of(evidence):
        return [str(address) for address in named]
    query = select(ObservationRow.facts, VerdictRow.check_id).join_from(VerdictRow, ObservationRow)
    found = connection.execute(query.where(VerdictRow.id == look.verdict)).one_or_none()
    if found is None or not found.facts:  # thinned: those that ``rested_on`` names never are
        return ()
    return addresses_in(found.facts, needs_of(found.check_id))


def needs_of(check_id: str) -> tuple[type, ...]:
    """The kinds of facts that a check needs; none of one that there is no more."""
    check = all_checks().get(check_id)
    return check.needs if check else ()


@lru_cache(maxsize=OBSERVATIONS_KEPT)
def addresses_in(facts: bytes, kinds: tuple[type, ...]) -> tuple[str, ...]:
    """The addresses that stored facts of these kinds are of."""
    return stored_facts(facts).addresses(kinds)


def pieced_at(connection: Connection, seen_from: SeenFrom) -> dict[str, dict[int, Pieced]]:
    """What is kept of an endpoint, by check and verdict, oldest first."""
    query = select(PiecedRow.check_id, PiecedRow.moment, PiecedRow.rests, PiecedRow.parts, *PIECED_LOOK)
    rows = connection.execute(query.where(*is_pieced_at(seen_from)).order_by(PiecedRow.moment)).all()
    told = {row[4]: {str(one): int(verdict) for one, verdict in json.loads(row[3]).items()} for row in rows}
    looks = of_verdicts(connection, {verdict for parts in told.values() for verdict in parts.values()})
    found: dict[str, dict[int, Pieced]] = {}
    for check, moment, rests, _, *columns in rows:
        parts = {one: parts_of(looks[verdict], one) for one, verdict in told[columns[0]].items()}
        look = look_at(moment, columns)._replace(leads=True, rests=rests)
        found.setdefault(check, {})[look.verdict] = Pieced(look, parts)
    return found


def is_pieced_at(seen_from: SeenFrom) -> tuple[ColumnElement[bool], ...]:
    """The rows of one endpoint, as one vantage sees it."""
    (host, https_port, http_port), vantage = seen_from
    return (
        PiecedRow.host == host,
        PiecedRow.https_port == https_port,
        PiecedRow.http_port == http_port,
        PiecedRow.vantage == vantage,
    )


def folded(
    connection: Connection, looks: Collection[PastLook]
) -> tuple[tuple[Period, ...], Mapping[int, Pieced]]:
    """Everything that stood of one check, and what is kept of what was put together for that.

    Kept is what stands or stood, and the newest: the next look goes on from that.
    """
    if not any(map(is_marked, looks)):
        return periods(looks), {}
    addresses = address_looks(connection)
    found = periods(looks, addresses.weigh)
    stood = {period.look.verdict for period in found}
    newest = addresses.last.look.verdict if addresses.last else None
    made = addresses.made.items()
    return found, {verdict: one for verdict, one in made if verdict in stood or verdict == newest}


def rested_on(connection: Connection, seen_from: SeenFrom) -> set[int]:
    """The verdicts whose facts are asked for again, besides those that stand themselves.

    They are what something that stands was put together from, and looks whose addresses a fold asks for.
    """
    stands = and_(StandingRow.verdict_id == PiecedRow.verdict_id, StandingRow.check_id == PiecedRow.check_id)
    parts = select(PiecedRow.parts).join_from(PiecedRow, StandingRow, stands)
    told = connection.scalars(parts.where(*is_pieced_at(seen_from), StandingRow.ended == FOREVER))
    rested = {int(verdict) for one in told for verdict in json.loads(one).values()}
    return rested | set(_asked_for(connection, seen_from))


def _asked_for(connection: Connection, seen_from: SeenFrom) -> Iterator[int]:
    marked = select(VerdictRow.check_id).join_from(VerdictRow, ObservationRow).where(*is_at(seen_from))
    checks = connection.scalars(marked.where(text_of(VerdictRow, "evidence").contains(MARK)).distinct()).all()
    asked: list[PastLook] = []

    def addresses_of(look: PastLook) -> Iterable[str]:
        asked.append(look)
        return _addresses(connection, look)

    for looks in of_endpoint(connection, seen_from, checks).values() if checks else ():
        periods(looks, AddressLooks(addresses_of).weigh)
    yield from (look.verdict for look in asked)


def row_of(seen_from: SeenFrom, check: str, pieced: Pieced) -> ColumnValues:
    """The columns of what was put together."""
    (host, https_port, http_port), vantage = seen_from
    look, parts = pieced.look, {address: part.verdict for address, part in pieced.parts.items()}
    reason, vi, en, evidence = look.words
    return {
        PiecedRow.verdict_id: look.verdict,
        PiecedRow.host: host,
        PiecedRow.https_port: https_port,
        PiecedRow.http_port: http_port,
        PiecedRow.check_id: check,
        PiecedRow.moment: look.moment,
        PiecedRow.rests: look.rests,
        PiecedRow.outcome: look.outcome,
        PiecedRow.severity: look.severity,
        PiecedRow.reason: reason or None,
        PiecedRow.summary_vi: vi,
        PiecedRow.summary_en: en,
        PiecedRow.evidence: evidence,
        PiecedRow.parts: json.dumps(parts, sort_keys=True),
        PiecedRow.vantage: vantage,
    }


def keep(connection: Connection, seen_from: SeenFrom, made: Made) -> None:
    """Write down what was put together."""
    rows = [values(row_of(seen_from, check, one)) for check, some in made.items() for one in some.values()]
    if rows:
        connection.execute(insert(PiecedRow), rows)


def forget(
    connection: Connection, seen_from: SeenFrom, checks: Collection[str], *but: ColumnElement[bool]
) -> None:
    """Remove rows of some checks of an endpoint; ``but``: only such."""
    gone = delete(PiecedRow).where(*is_pieced_at(seen_from), PiecedRow.check_id.in_(checks), *but)
    connection.execute(gone)
