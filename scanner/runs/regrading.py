"""Stored facts judged again by today's checks and profiles: no second scan, and history stays comparable.

What a run was not permitted or not asked to look at stays as it was, and so do old looks whose facts were
thinned (``scanner.keeping.thinning``). One endpoint at a time is committed,
with what stands of it, so that stopping loses nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select, update

from checks.facts import Facts
from checks.judging import judge
from checks.model import Outcome, Reason, Verdict
from checks.profile import load
from inventory.clock import end_of
from inventory.database.chains.sealing import seal
from inventory.database.transactions import reading, writing
from scanner.planning.plan import select_checks
from scanner.runs.sealing import OBSERVATIONS, SCANS
from scanner.runs.standing import recording
from scanner.runs.standing.looks import is_at
from scanner.runs.stored import VERDICT, stored_facts, stored_verdict
from scanner.runs.tables import ObservationRow, RunRow, VerdictRow
from scanner.runs.verdict_rows import verdict_row
from scanner.settings import RunSettings
from scanner.vantages.seen_from import SeenFrom, places

DAYS = (VerdictRow.changes_on, VerdictRow.reworded_on)


class RecordedVerdict(NamedTuple):
    """A verdict with the number of its row and its days."""

    row: int
    verdict: Verdict
    days: tuple[date | None, ...]


Before = Mapping[str, RecordedVerdict]  # by check


def regrade(engine: Engine, run: int | None = None, as_of: date | None = None) -> Iterator[Counter[str]]:
    """Judge again what one run saw, or every run by the end of a day, or all; one endpoint at a time.

    Yields:
        For each endpoint how many verdicts are others now, by check.

    Raises:
        InventoryError: the database cannot be read or written.

    """
    chosen = _chosen(run, as_of)
    with reading(engine) as connection:
        found = places(connection, *chosen)
    for seen_from in found:
        with writing(engine) as connection:
            yield _endpoint(connection, seen_from, chosen)


def thinned_looks(engine: Engine, run: int | None = None, as_of: date | None = None) -> int:
    """How many of the same can't be judged again, since their facts were thinned.

    Raises:
        InventoryError: the database cannot be read.

    """
    chosen = (*_chosen(run, as_of), ObservationRow.thinned_by.is_not(None))
    with reading(engine) as connection:
        return connection.scalar(select(func.count(ObservationRow.id)).where(*chosen)) or 0


def _chosen(run: int | None, as_of: date | None) -> tuple[ColumnElement[bool], ...]:
    of_run = () if run is None else (ObservationRow.run_id == run,)
    return of_run if as_of is None else (*of_run, ObservationRow.finished_at < end_of(as_of))


def _endpoint(
    connection: Connection, seen_from: SeenFrom, chosen: Iterable[ColumnElement[bool]]
) -> Counter[str]:
    query = (
        select(ObservationRow.id, ObservationRow.facts, RunRow.profile, RunRow.settings)
        .join_from(ObservationRow, RunRow)
        .where(*is_at(seen_from), *chosen, ObservationRow.thinned_by.is_(None))
    )
    changed: Counter[str] = Counter()
    for observation, stored, profile, settings in connection.execute(query).all():
        facts, asked = stored_facts(stored), RunSettings.model_validate_json(settings)
        kept = _kept(connection, observation)
        judged = _judged(facts, profile, asked, kept)
        written = [_replace(connection, observation, facts, profile, verdict, kept) for verdict in judged]
        if any(written):
            seal(connection, SCANS, OBSERVATIONS, OBSERVATIONS.key == observation)
        changed.update(verdict.check for verdict in judged if _is_other(verdict, kept))
    if checks := {check for check, count in changed.items() if count}:
        recording.rebuild(connection, seen_from, checks)
    return +changed


def _kept(connection: Connection, observation: int) -> Before:
    query = select(VerdictRow.id, *DAYS, *VERDICT).where(VerdictRow.observation_id == observation)
    recorded = (
        RecordedVerdict(row, stored_verdict(*columns), (changes_on, reworded_on))
        for row, changes_on, reworded_on, *columns in connection.execute(query)
    )
    return {one.verdict.check: one for one in recorded}


def _is_other(verdict: Verdict, kept: Before) -> bool:
    return verdict.check not in kept or kept[verdict.check].verdict != verdict


def _judged(facts: Facts, profile: str, asked: RunSettings, kept: Before) -> tuple[Verdict, ...]:
    """What is said now by the checks that were permitted: those of a family any check of which was."""
    framework = load(profile)
    families = {check.partition(".")[0] for check, one in kept.items() if not _is_refused(one.verdict)}
    selected = select_checks(framework, asked.only, pictures=asked.takes_pictures)
    checks = [check for check in selected if check.family in families]
    permitted = [check for check in checks if check.id not in kept or not _is_refused(kept[check.id].verdict)]
    return judge(facts, permitted, framework)


def _is_refused(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.NOT_TESTED and verdict.reason is Reason.NOT_PERMITTED


def _replace(
    connection: Connection, observation: int, facts: Facts, profile: str, verdict: Verdict, kept: Before
) -> bool:
    """Write a verdict in its place; whether something else was there, or nothing."""
    before = kept.get(verdict.check)
    columns = verdict_row(observation, verdict, facts, profile)
    if before and before[1:] == (verdict, columns.days):
        return False
    if before is None:
        connection.execute(insert(VerdictRow).values(columns._asdict()))
    else:
        connection.execute(update(VerdictRow).where(VerdictRow.id == before.row).values(columns._asdict()))
    return True
