"""What stands now in groups, of what is only counted: most of it, and alike at thousands of endpoints.

``query`` reads the rest, row by row.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, not_, select, union

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
    """A row of ``quiet_groups`` or ``counted_groups``."""
    return Group._make((row[:3], times_of(row, before), *row[9:]))


@lru_cache(maxsize=ALIKE)
def counted_verdicts(checks: str) -> Mapping[str, Verdict]:
    """The verdicts of a group, by check, without words and evidence."""
    named = (entry.split(BETWEEN) for entry in checks.split(BETWEEN_CHECKS))
    return {check: verdict_in_brief(check, *counted) for check, *counted in named}


def is_quiet() -> ColumnElement[bool]:
    """The rows of which nobody asks more than that they are there, and how old: no day changes them."""
    return and_(StandingRow.outcome.in_(QUIET), StandingRow.check_id.not_in(sorted(dated_checks())))


def quiet_groups() -> Rows:
    """What ``is_quiet``, a row for all that were told of an endpoint at the same times."""
    return _groups(NAMED).where(is_quiet())


def counted_groups(apart: CompoundSelect[int]) -> Rows:
    """Everything else but ``apart`` (``one_by_one``); with the reason of each verdict, where it has one."""
    named = NAMED + BETWEEN + func.coalesce(TOLD.reason, "")
    # Nothing else has a reason, and a look at the verdict of each row takes as long as all the rest.
    untold = and_(TOLD.id == StandingRow.verdict_id, StandingRow.outcome == Outcome.NOT_TESTED.value)
    groups = _groups(named).outerjoin(TOLD, untold)
    return groups.where(not_(is_quiet()), StandingRow.id.not_in(apart))


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


def _groups(named: ColumnElement[str]) -> Rows:
    evidence = func.coalesce(VerdictTextRow.evidence, ATTEMPT.evidence)  # a subquery can't be grouped by
    alike = (*state(StandingRow.attempted), ATTEMPT.reason, evidence)
    return (
        select(*alike, func.max(StandingRow.verdict_id), func.aggregate_strings(named, BETWEEN_CHECKS))
        .select_from(StandingRow)
        .outerjoin(ATTEMPT, ATTEMPT.id == StandingRow.attempt_id)
        .outerjoin(VerdictTextRow, VerdictTextRow.id == ATTEMPT.text_id)
        .where(StandingRow.ended == FOREVER)
        .group_by(*alike)
    )
