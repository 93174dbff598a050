"""What becomes of looks older than the retention: most of their facts go, what was judged of them stays.

Of each endpoint, vantage and month the last look that could tell something keeps its facts, and so does
every look on which something rests today. The others keep the SHA-256 of theirs, which is what the chain
covers; every verdict stays as it was told, its texts kept once where they are the same again and again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, insert, or_, select, update

from checks.model import Outcome
from inventory.clock import Clock, day_of, end_of, now
from inventory.database.chains.sealing import seal
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import reading, writing
from scanner.runs.sealing import SCANS, THINNINGS
from scanner.runs.standing.addresses.piecing import rested_on
from scanner.runs.standing.looks import is_at
from scanner.runs.standing.moments import FOREVER
from scanner.runs.standing.recording import is_standing_at
from scanner.runs.standing.tables import StandingRow
from scanner.runs.stored import TEXTS
from scanner.runs.tables import ObservationRow, ThinningRow, VerdictRow, VerdictTextRow
from scanner.vantages.seen_from import SeenFrom, places

ENDPOINTS_AT_ONCE = 20  # in one transaction: a scan that is running waits no longer than for that
ROW = "row"


@dataclass(frozen=True)
class Thinned:
    """What a thinning did: looks that lost their facts, those facts' bytes, texts that are kept elsewhere."""

    looks: int = 0
    facts: int = 0
    texts: int = 0

    def __add__(self, other: "Thinned") -> "Thinned":
        """Both together."""
        return Thinned(self.looks + other.looks, self.facts + other.facts, self.texts + other.texts)


def begin_of_retention(day: date, months: int) -> datetime:
    """The first moment of the month that began so many months before that of a day."""
    number = day.year * 12 + day.month - 1 - months
    return end_of(date(number // 12, number % 12 + 1, 1) - timedelta(days=1))


def thin(engine: Engine, months: int, clock: Clock = now) -> Iterator[Thinned]:
    """Thin every look older than so many months, some endpoints at a time; what is done stays done.

    Raises:
        InventoryError: the database cannot be written.

    """
    before = begin_of_retention(day_of(clock()), months)
    old = (ObservationRow.finished_at < before, ObservationRow.thinned_by.is_(None))
    with reading(engine) as connection:
        found = places(connection, *old)
    for start in range(0, len(found), ENDPOINTS_AT_ONCE):
        with writing(engine) as connection:
            yield _some(connection, found[start : start + ENDPOINTS_AT_ONCE], before, months, clock)


def _some(
    connection: Connection, seen_froms: Sequence[SeenFrom], before: datetime, months: int, clock: Clock
) -> Thinned:
    looks: list[int] = []
    texts = 0
    for seen_from in seen_froms:
        old = _old(connection, seen_from, before)
        looks += _without_facts(connection, seen_from, old)
        texts += _share_texts(connection, seen_from, [number for number, _ in old])
    facts = _thin_facts(connection, looks, before, months, clock()) if looks else 0
    return Thinned(len(looks), facts, texts)


def _old(connection: Connection, seen_from: SeenFrom, before: datetime) -> list[tuple[int, datetime]]:
    """The looks at an endpoint that have their facts still, oldest first."""
    query = select(ObservationRow.id, ObservationRow.finished_at).where(
        *is_at(seen_from), ObservationRow.finished_at < before, ObservationRow.thinned_by.is_(None)
    )
    ordered = query.order_by(ObservationRow.finished_at, ObservationRow.id)
    return [(number, at) for number, at in connection.execute(ordered)]


def _without_facts(
    connection: Connection, seen_from: SeenFrom, old: Sequence[tuple[int, datetime]]
) -> Iterator[int]:
    """Those that are neither the last of their month that told something nor rested on."""
    told = _telling(connection, [number for number, _ in old])
    kept = set(_rested_on(connection, seen_from))
    last: dict[tuple[int, int], int] = {}
    for number, at in old:
        month = (day_of(at).year, day_of(at).month)
        if number in told or last.get(month) not in told:
            last[month] = number
    kept.update(last.values())
    return (number for number, _ in old if number not in kept)


def _telling(connection: Connection, looks: Collection[int]) -> set[int]:
    query = select(VerdictRow.observation_id).where(
        VerdictRow.observation_id.in_(looks), VerdictRow.outcome != Outcome.NOT_TESTED.value
    )
    return set(connection.scalars(query.distinct()))


def _rested_on(connection: Connection, seen_from: SeenFrom) -> Iterable[int]:
    """The looks whose verdicts stand today, or are rested on by them or by later ones."""
    standing = select(StandingRow.verdict_id).where(*is_standing_at(seen_from), StandingRow.ended == FOREVER)
    rests = or_(VerdictRow.id.in_(standing), VerdictRow.id.in_(rested_on(connection, seen_from)))
    return connection.scalars(select(VerdictRow.observation_id).where(rests).distinct())


def _thin_facts(
    connection: Connection, looks: Sequence[int], before: datetime, months: int, at: datetime
) -> int:
    """Put the digest in the place of the facts, and that into the chain; how many bytes went."""
    told: ColumnValues = {
        ThinningRow.thinned_at: at,
        ThinningRow.before: before,
        ThinningRow.months: months,
        ThinningRow.looks: len(looks),
    }
    number: int = connection.execute(
        insert(ThinningRow).values(values(told)).returning(ThinningRow.id)
    ).scalar_one()
    seal(connection, SCANS, THINNINGS, THINNINGS.key == number)
    went, rows = 0, []
    stored = select(ObservationRow.id, ObservationRow.facts).where(ObservationRow.id.in_(looks))
    for look, facts in connection.execute(stored):
        went += len(facts)
        emptied: ColumnValues = {
            ObservationRow.facts: b"",
            ObservationRow.facts_digest: hashlib.sha256(facts).hexdigest(),
            ObservationRow.thinned_by: number,
        }
        rows.append({ROW: look, **values(emptied)})
    connection.execute(update(ObservationRow).where(ObservationRow.id == bindparam(ROW)), rows)
    return went


def _share_texts(connection: Connection, seen_from: SeenFrom, looks: Collection[int]) -> int:
    """Keep once what several old verdicts tell in the same words; how many rows point at it then."""
    stands = (*is_standing_at(seen_from), StandingRow.ended == FOREVER)
    pairs = select(StandingRow.verdict_id, StandingRow.attempt_id).where(*stands)
    used = {number for pair in connection.execute(pairs) for number in pair}
    query = select(VerdictRow.id, *(getattr(VerdictRow, name) for name in TEXTS)).where(
        VerdictRow.observation_id.in_(looks), VerdictRow.text_id.is_(None)
    )
    told = {row: tuple(texts) for row, *texts in connection.execute(query) if row not in used}
    digests = {texts: _digest(texts) for texts in set(told.values())}
    known = _known(connection, digests.values())
    often = Counter(told.values())
    new = [texts for texts in digests if often[texts] > 1 and digests[texts] not in known]
    if new:
        rows = [{**dict(zip(TEXTS, texts, strict=True)), "digest": digests[texts]} for texts in new]
        connection.execute(insert(VerdictTextRow), rows)
        known |= _known(connection, [digests[texts] for texts in new])
    shared = [
        {ROW: row, **dict.fromkeys(TEXTS, ""), VerdictRow.text_id.key: known[digests[texts]]}
        for row, texts in told.items()
        if digests[texts] in known
    ]
    if shared:
        connection.execute(update(VerdictRow).where(VerdictRow.id == bindparam(ROW)), shared)
    return len(shared)


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def _known(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """The rows of texts that are kept already, by their digests."""
    query = select(VerdictTextRow.digest, VerdictTextRow.id).where(VerdictTextRow.digest.in_(list(digests)))
    return dict(connection.execute(query).all())
