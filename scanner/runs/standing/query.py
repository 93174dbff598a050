"""The one query for what stood by the end of a day, in a quick form for now and an exact one for any day.

The rows of ``standing_verdicts`` hold the newest confirmation and the newest attempt. Where there are looks
after the end of the day, the newest look before it tells both instead: within a period every look up to the
last confirmation confirms, and every later one is an attempt.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    case,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from checks.model import WORST_FIRST, Outcome, Severity
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.moments import FOREVER, ticks_of
from scanner.runs.standing.tables import StandingRow
from scanner.runs.stored import TEXTS, text_of
from scanner.runs.tables import ObservationRow, VerdictRow
from scanner.vantages.seen_from import Vantage, is_from

TOLD = aliased(VerdictRow, name="told")
ATTEMPT = aliased(VerdictRow, name="attempt")
QUIET = (Outcome.PASS.value, Outcome.NOT_APPLICABLE.value)
BADNESS = case({outcome.value: place for place, outcome in enumerate(WORST_FIRST)}, value=VerdictRow.outcome)
RANK = case({severity.value: severity.rank for severity in Severity}, value=VerdictRow.severity)
Rows = Select[*tuple[Any, ...]]


class Times(NamedTuple):
    """The moments of what stands, in ticks. ``looked``: the newest look; ``confirmed`` None: never told."""

    confirmed: int | None
    first_seen: int
    since: int
    looked: int | None  # with the verdict of ``attempt``, where that came after ``confirmed``
    attempt: tuple[str | None, str | None]  # its reason and its evidence


class Stood(NamedTuple):
    """One row. ``told``: the id of its verdict; ``verdict``: what ``scanner.runs.stored`` takes."""

    key: EndpointKey
    times: Times
    told: int
    observation: int
    changes_on: date | None
    reworded_on: date | None
    verdict: tuple[str, ...]


def is_newest(connection: Connection, before: datetime, vantage: Vantage) -> bool:
    """Whether one vantage looked at nothing from a moment on, so that the quick form serves."""
    later = select(ObservationRow.id).where(ObservationRow.finished_at >= before)
    if not connection.scalar(select(exists(later))):  # mostly; an index of its own tells it
        return True
    return not connection.scalar(select(exists(later.where(is_from(ObservationRow, vantage)))))


def stood(row: Sequence[Any], before: int) -> Stood:
    """A row of ``present`` or ``past``; ``before`` in ticks. There are many: what can be is sliced."""
    return Stood._make((row[:3], times_of(row, before), *row[9:13], row[13:]))


def times_of(row: Sequence[Any], before: int) -> Times:
    """Of a row that begins with ``state``; ``before`` in ticks."""
    confirmed, first_seen, since, looked = row[3:7]
    if isinstance(looked, datetime):
        looked = ticks_of(looked)
    if confirmed is not None and confirmed >= before:
        confirmed = looked
    return Times._make((confirmed, first_seen, since, looked, row[7:9]))


def present(*, brief: bool, evidence_of: Collection[str] | None = None) -> Rows:
    """What stands now; its rows are for ``stood``.

    ``brief``: quiet verdicts without evidence. ``evidence_of``: then others too, but those of some checks.
    """
    return (
        select(*state(StandingRow.attempted), *_told(brief=brief, evidence_of=evidence_of))
        .select_from(StandingRow)
        .join(TOLD, TOLD.id == StandingRow.verdict_id)
        .outerjoin(ATTEMPT, ATTEMPT.id == StandingRow.attempt_id)
        .where(StandingRow.ended + 0 == FOREVER)  # not by its index: nearly all that is kept stands
    )


def past(before: datetime, vantage: Vantage, *, brief: bool) -> Rows:
    """What stood before a moment, as ``present``; ``vantage``: that of the rows that are asked for."""
    ticks = ticks_of(before)
    told = case((StandingRow.confirmed < ticks, StandingRow.verdict_id), else_=ATTEMPT.id)
    return (
        select(*state(ObservationRow.finished_at), *_told(brief=brief))
        .select_from(StandingRow)
        .join(ATTEMPT, ATTEMPT.id == _newest_look(before, vantage))
        .join(ObservationRow, ObservationRow.id == ATTEMPT.observation_id)
        .join(TOLD, TOLD.id == told)
        .where(StandingRow.begun < ticks, StandingRow.ended + 0 >= ticks)
    )


def _newest_look(before: datetime, vantage: Vantage) -> ScalarSelect[int]:
    """The verdict of the newest look; of several at one moment, that which ``fold`` lets count."""
    look = aliased(ObservationRow)
    return (
        select(VerdictRow.id)
        .join_from(look, VerdictRow, VerdictRow.observation_id == look.id)
        .where(
            look.host == StandingRow.host,
            look.https_port == StandingRow.https_port,
            look.http_port == StandingRow.http_port,
            is_from(look, vantage),
            look.finished_at < before,
            VerdictRow.check_id == StandingRow.check_id,
        )
        .order_by(look.finished_at.desc(), *_weight())
        .limit(1)
        .correlate(StandingRow)
        .scalar_subquery()
    )


def _weight() -> tuple[ColumnElement[Any], ...]:
    words = (VerdictRow.reason, *(text_of(VerdictRow, name) for name in TEXTS))
    tells = VerdictRow.outcome != Outcome.NOT_TESTED.value
    return (tells.desc(), BADNESS, RANK.desc(), *(word.desc() for word in words))


def state(looked: InstrumentedAttribute[Any]) -> tuple[InstrumentedAttribute[Any], ...]:
    """The endpoint and the moments; ``looked``: that of the newest look."""
    return (
        StandingRow.host,
        StandingRow.https_port,
        StandingRow.http_port,
        StandingRow.confirmed,
        StandingRow.first_seen,
        StandingRow.since,
        looked,
    )


def _told(*, brief: bool, evidence_of: Collection[str] | None = None) -> tuple[Any, ...]:
    evidence: ColumnElement[str] = text_of(TOLD, "evidence")
    unasked = [TOLD.outcome.in_(QUIET)] if brief else []
    if evidence_of is not None:
        unasked.append(TOLD.check_id.not_in(evidence_of))
    if unasked:
        evidence = case((or_(*unasked), "{}"), else_=evidence)
    return (
        ATTEMPT.reason,
        text_of(ATTEMPT, "evidence"),
        TOLD.id,
        TOLD.observation_id,
        TOLD.changes_on,
        TOLD.reworded_on,
        TOLD.check_id,
        TOLD.outcome,
        TOLD.severity,
        TOLD.reason,
        text_of(TOLD, "summary_vi"),
        text_of(TOLD, "summary_en"),
        evidence,
    )
