"""What stands now in groups, of what is only counted: most of it, and alike at thousands of endpoints.

``query`` reads the rest, row by row.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, case, func, select, union

from checks.model import FINDINGS, Outcome, Verdict
from checks.registry import dated_checks
from scanner.planning.plan import EndpointKey
from scanner.runs.standing.moments import FOREVER
from scanner.runs.standing.query import ATTEMPT, QUIET, TOLD, Rows, Times, state, times_of
from scanner.runs.standing.tables import PiecedRow, StandingRow
from scanner.runs.stored import verdict_in_brief
from scanner.runs.tables import VerdictTextRow

ALIKE = 20_000  # groups kept, each of which may be those of many endpoints
FOUND = [outcome.value for outcome in FINDINGS]
BETWEEN, BETWEEN_CHECKS = " ", ","
NAMED = StandingRow.check_id + BETWEEN + StandingRow.outcome + BETWEEN + StandingRow.severity


class Group(NamedTuple):
    """Verdicts of one endpoint and one age. ``told``: the newest; ``checks``: for ``counted_verdicts``."""

    key: EndpointKey
    times: Times
    told: int
    checks: str


def group(row: Sequence[Any], before: int) -> Group:
    """A row of ``groups``."""
    return Group._make((row[:3], times_of(row, before), *row[9:]))


@lru_cache(maxsize=ALIKE)
def counted_verdicts(checks: str) -> Mapping[str, Verdict]:
    """The verdicts of a group, by check, without words and evidence."""
    named = (entry.split(BETWEEN) for entry in checks.split(BETWEEN_CHECKS))
    return {check: verdict_in_brief(check, *counted) for check, *counted in named}


def is_quiet() -> ColumnElement[bool]:
    """The rows of which nobody asks more than that they are there, and how old: no day changes them."""
    return and_(StandingRow.outcome.in_(QUIET), StandingRow.check_id.not_in(sorted(dated_checks())))


def one_by_one(day: date, evidence_of: Collection[str]) -> CompoundSelect[int]:
    """The rows that are not only counted, each kind by its index.

    Findings, checks whose evidence is asked for, and what a day, or the looks at other addresses, may turn.
    """
    rows = select(StandingRow.id).where(StandingRow.ended == FOREVER)
    changing = rows.join(TOLD, TOLD.id == StandingRow.verdict_id).where(TOLD.changes_on <= day)
    return union(
        rows.where(StandingRow.outcome.in_(FOUND)),
        rows.where(StandingRow.check_id.in_(evidence_of)),
        changing.where(StandingRow.check_id.in_(sorted(dated_checks()))),
        pieced_standing(),
    )


def pieced_standing() -> Select[int]:
    """The rows, among others, that are told in the words of several looks; by the index of endpoints."""
    return (
        select(StandingRow.id)
        .where(
            StandingRow.host == PiecedRow.host,
            StandingRow.https_port == PiecedRow.https_port,
            StandingRow.http_port == PiecedRow.http_port,
            StandingRow.check_id == PiecedRow.check_id,
            StandingRow.vantage == PiecedRow.vantage,
        )
        .correlate(None)  # of its own, also where the query around it reads the same table
    )


def groups(*chosen: ColumnElement[bool], reasons: bool) -> Rows:
    """A row for all that stands of an endpoint since the same moments, out of the rows that are ``chosen``.

    ``reasons``: with the reason of each verdict that has one.
    """
    alike = _alike(chosen, reasons=reasons).subquery()
    *times, attempt, told, checks = alike.columns
    return (
        select(*times, ATTEMPT.reason, func.coalesce(VerdictTextRow.evidence, ATTEMPT.evidence), told, checks)
        .select_from(alike)
        .outerjoin(ATTEMPT, ATTEMPT.id == attempt)
        .outerjoin(VerdictTextRow, VerdictTextRow.id == ATTEMPT.text_id)
    )


def _alike(chosen: Sequence[ColumnElement[bool]], *, reasons: bool) -> Rows:
    """By the order of an index of its own, so that nothing is sorted."""
    alike = (*state(StandingRow.attempted), StandingRow.attempt_id)
    named: ColumnElement[str] = NAMED
    if reasons:
        named = NAMED + BETWEEN + func.coalesce(TOLD.reason, "")
    rows = (
        select(*alike, func.max(StandingRow.verdict_id), func.aggregate_strings(named, BETWEEN_CHECKS))
        .where(StandingRow.ended + 0 == FOREVER, *chosen)  # not by its index: nearly all that is kept stands
        .group_by(*alike)
    )
    # Nothing else has a reason, and a look at the verdict of each row takes as long as all the rest.
    untold = case((StandingRow.outcome == Outcome.NOT_TESTED.value, StandingRow.verdict_id))
    return rows.outerjoin_from(StandingRow, TOLD, TOLD.id == untold) if reasons else rows
