"""The last clean look at an endpoint from one vantage, out of a database.

Clean is a look at which the checks that compare were told, and of all that judge the content none found
anything. What a tampered site shows is never compared with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, exists, select
from sqlalchemy.sql.elements import ColumnElement

from checks.facts import Absent, EarlierFacts, Facts, NotTested, SiteFacts
from checks.facts.target import DETAIL_LENGTH
from checks.model import FINDINGS, Outcome, Reason
from checks.registry import all_checks
from inventory.database.transactions import reading
from inventory.errors import InventoryError
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.looks import is_at
from scanner.runs.stored import stored_facts
from scanner.runs.tables import ObservationRow, VerdictRow
from scanner.vantages.seen_from import SeenFrom

CONTENT_FAMILY = "content."
TOLD = (Outcome.PASS.value, Outcome.INFO.value)
FOUND = tuple(outcome.value for outcome in FINDINGS)
NEVER = Absent(detail="no earlier look found its content in order")


@dataclass(frozen=True)
class LastCleanLook:
    """Asked for an endpoint, it tells what there is to compare with. ``run``: whose own looks don't count."""

    database: Engine
    vantage: str
    run: int | None = None

    def __call__(self, key: EndpointKey) -> EarlierFacts | Absent | NotTested:
        """The memory of it; absent: no look was clean; not tested: the database cannot be read."""
        try:
            with reading(self.database) as connection:
                facts = self._facts(connection, key)
        except InventoryError as error:
            return NotTested(reason=Reason.UNREADABLE, detail=str(error)[:DETAIL_LENGTH])
        if isinstance(facts, EarlierFacts):
            return facts
        if facts is None:
            return NEVER
        # Imported here: a scan that compares no content does not wait for all that judges it.
        from checks.content._judging.remembering import remembered  # noqa: PLC0415 - see above

        return remembered(facts)

    def _facts(self, connection: Connection, key: EndpointKey) -> Facts | EarlierFacts | None:
        """Of the newest clean look; where those were thinned, as a later look was told of it."""
        at = is_at(SeenFrom(key, self.vantage))
        others = (*at, ObservationRow.run_id != self.run) if self.run is not None else at
        newest = connection.execute(_looks(*others, *_is_clean())).first()
        if newest is None:
            return None
        if newest.thinned_by is None:
            return _walked(stored_facts(newest.facts))
        is_later = (ObservationRow.finished_at > newest.finished_at, ObservationRow.thinned_by.is_(None))
        for later in connection.execute(_looks(*others, *is_later, _says(FOUND, _family())).limit(1)):
            if isinstance(told := stored_facts(later.facts).earlier, EarlierFacts):
                return told
        kept = connection.execute(_looks(*others, *_is_clean(), ObservationRow.thinned_by.is_(None))).first()
        return None if kept is None else _walked(stored_facts(kept.facts))


def _walked(facts: Facts) -> Facts | None:
    return facts if isinstance(facts.site, SiteFacts) else None


def _looks(*chosen: ColumnElement[bool]) -> Select[bytes, datetime, int | None]:
    query = select(ObservationRow.facts, ObservationRow.finished_at, ObservationRow.thinned_by)
    return query.where(*chosen).order_by(ObservationRow.finished_at.desc(), ObservationRow.id.desc()).limit(1)


def _is_clean() -> Iterable[ColumnElement[bool]]:
    """The checks that compare were told, and none of the family found anything."""
    comparing = [check.id for check in all_checks().values() if EarlierFacts in check.needs]
    yield from (_says(TOLD, [name]) for name in comparing)
    yield ~_says(FOUND, _family())


def _family() -> list[str]:
    return [name for name in all_checks() if name.startswith(CONTENT_FAMILY)]


def _says(outcomes: Iterable[str], checks: Iterable[str]) -> ColumnElement[bool]:
    """Whether a look has a verdict of one of these checks with one of these outcomes."""
    return exists().where(
        VerdictRow.observation_id == ObservationRow.id,
        VerdictRow.check_id.in_(list(checks)),
        VerdictRow.outcome.in_(list(outcomes)),
    )
