"""What was put together from several looks, for those who read what stands."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from checks.facts import Facts
from checks.judging import SEEN_ON_KEY
from checks.model import Verdict
from checks.registry import dated_checks
from inventory.clock import day_of
from inventory.database.rows import in_groups
from scanner.runs.standing.addresses.piecing import needs_of
from scanner.runs.standing.dating import parts_judged_on
from scanner.runs.standing.moments import moment_of
from scanner.runs.standing.query import Stood
from scanner.runs.standing.tables import PiecedRow
from scanner.runs.stored import stored_facts, stored_verdict
from scanner.runs.tables import ObservationRow, RunRow, VerdictRow

WORDS = (
    PiecedRow.check_id,
    PiecedRow.outcome,
    PiecedRow.severity,
    PiecedRow.reason,
    PiecedRow.summary_vi,
    PiecedRow.summary_en,
    PiecedRow.evidence,
)


@dataclass(frozen=True)
class PiecedTold:
    """What is told in the place of a look's own verdict. ``noted``: its parts, as JSON."""

    rests: int
    noted: str
    verdict: tuple[str, ...]

    @property
    def parts(self) -> Mapping[str, int]:
        """For each address the row of a verdict; few are asked for theirs."""
        noted: dict[str, int] = json.loads(self.noted)
        return noted

    def instead_of(self, row: Stood) -> Stood:
        """The row with these words; what the day decides is judged on every day."""
        days = day_of(moment_of(self.rests)) if self.verdict[0] in dated_checks() else None
        return row._replace(verdict=self.verdict, changes_on=days, reworded_on=days)


Pieces = Mapping[tuple[int, str], PiecedTold]  # by observation and check


def pieces(connection: Connection) -> Pieces:
    """Everything that stands, or stood, in the place of a look's own verdict; few, and mostly none."""
    # No join: without statistics SQLite begins one at the other end, with every verdict there is.
    own = select(VerdictRow.observation_id).where(VerdictRow.id == PiecedRow.verdict_id)
    query = select(own.correlate(PiecedRow).scalar_subquery(), PiecedRow.rests, PiecedRow.parts, *WORDS)
    rows = connection.execute(query.where(PiecedRow.rests.is_not(None)))
    return {
        (observation, words[0]): PiecedTold(rests, parts, tuple(words))
        for observation, rests, parts, *words in in_groups(rows)
        if observation is not None
    }


def told_instead(row: Stood, pieced: Pieces) -> Stood:
    """The row, or what is told in its place."""
    told = pieced.get((row.observation, row.verdict[0])) if pieced else None
    return row if told is None else told.instead_of(row)


def pieces_judged(connection: Connection, told: PiecedTold, day: date) -> tuple[Verdict | None, bool]:
    """What the facts of every address say on a day; None: nobody can judge them any more.

    At last, whether that is because some were thinned.
    """
    parts, profiles, wanted, kinds = [], set(), told.parts, needs_of(told.verdict[0])
    for address, verdict in wanted.items():
        for facts, profile in _facts(connection, verdict):
            if facts is None:
                return None, True
            parts += [(address, own) for one, own in facts.by_address(kinds) if one == address]
            profiles.add(profile)
    judged = parts_judged_on(parts, told.verdict[0], max(profiles, default=""), day)
    if judged is None or len(parts) < len(wanted):
        return None, False
    evidence = stored_verdict(*told.verdict).evidence
    older = {SEEN_ON_KEY: evidence[SEEN_ON_KEY]} if SEEN_ON_KEY in evidence else {}
    return judged.model_copy(update={"evidence": {**judged.evidence, **older}}), False


def _facts(connection: Connection, verdict: int) -> Iterator[tuple[Facts | None, str]]:
    query = (
        select(ObservationRow.facts, RunRow.profile)
        .join_from(VerdictRow, ObservationRow)
        .join(RunRow, RunRow.id == ObservationRow.run_id)
        .where(VerdictRow.id == verdict)
    )
    for facts, profile in connection.execute(query):
        yield stored_facts(facts) if facts else None, profile
