"""Stored facts judged on the day of a report, where that day makes a difference."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, timedelta

from sqlalchemy import Connection, select

from checks.facts import Facts
from checks.model import Verdict
from inventory.clock import end_of
from scanner.runs.standing.confirmation import Confirmation
from scanner.runs.standing.dating import judged_on
from scanner.runs.standing.pieced_reading import Pieces, pieces_judged
from scanner.runs.standing.query import Stood
from scanner.runs.stored import stored_facts, stored_verdict
from scanner.runs.tables import ObservationRow, RunRow

AT_ONCE = 50  # facts


def changed(row: Stood, day: date, *, words: bool) -> bool:
    """Whether a verdict is another by a day; ``words``: or is told in other words."""
    if row.changes_on is not None and row.changes_on <= day:
        return True
    return words and row.reworded_on is not None and row.reworded_on <= day


def judged_again(
    connection: Connection, rows: Sequence[Stood], day: date, pieced: Pieces
) -> Iterator[tuple[Stood, Verdict | None]]:
    """Each row with what its facts say on a day; None: nobody can judge them any more."""
    by_observation: defaultdict[int, list[Stood]] = defaultdict(list)
    for row in rows:
        if (told := pieced.get((row.observation, row.verdict[0]))) is not None:
            yield row, pieces_judged(connection, told, day)
        else:
            by_observation[row.observation].append(row)
    for observation, facts, profile in _facts(connection, by_observation):
        for row in by_observation[observation]:
            yield row, judged_on(facts, row.verdict[0], profile, day)


def told_on(
    row: Stood, judged: Verdict | None, age: Confirmation | None, day: date
) -> tuple[Verdict, Confirmation | None]:
    """What a row tells on a day, by what its facts say then; where the day makes no difference, as stored."""
    stored = stored_verdict(*row.verdict)
    if judged is None or age is None or _is_told_alike(stored, judged):
        return stored, age
    now: dict[str, object] = {"judged_on": day}
    if judged.outcome is not stored.outcome and row.changes_on is not None:
        turned = max(end_of(row.changes_on - timedelta(days=1)).astimezone(UTC), age.confirmed_at)
        now |= {"since": turned, "first_seen": turned}
    return judged, age.model_copy(update=now)


def _is_told_alike(stored: Verdict, judged: Verdict) -> bool:
    return (stored.outcome, stored.severity, stored.summary) == (
        judged.outcome,
        judged.severity,
        judged.summary,
    )


def _facts(connection: Connection, observations: Iterable[int]) -> Iterator[tuple[int, Facts, str]]:
    query = select(ObservationRow.id, ObservationRow.facts, RunRow.profile).join_from(ObservationRow, RunRow)
    wanted = sorted(observations)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for observation, facts, profile in connection.execute(query.where(ObservationRow.id.in_(some))):
            yield observation, stored_facts(facts), profile
