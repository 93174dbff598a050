"""What was put together from several looks, for those who read what stands."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Select, select

from checks.facts import Facts
from checks.judging import SEEN_ON_KEY
from checks.model import Verdict
from checks.registry import all_checks
from inventory.clock import day_of
from scanner.runs.standing.dating import parts_judged_on
from scanner.runs.standing.moments import moment_of
from scanner.runs.standing.piecing import by_address
from scanner.runs.standing.query import Stood
from scanner.runs.standing.tables import PiecedRow, StandingRow
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
    """What is told in the place of a look's own verdict. ``parts``: for each address the row of a verdict."""

    rests: int
    parts: Mapping[str, int]
    verdict: tuple[str, ...]

    def instead_of(self, row: Stood) -> Stood:
        """The row with these words; what the day decides is judged on every day."""
        check = all_checks().get(self.verdict[0])
        days = day_of(moment_of(self.rests)) if check and check.dated else None
        return row._replace(verdict=self.verdict, changes_on=days, reworded_on=days)


Pieces = Mapping[tuple[int, str], PiecedTold]  # by observation and check


def pieces(connection: Connection) -> Pieces:
    """Everything that stands, or stood, in the place of a look's own verdict; few, and mostly none."""
    query = select(VerdictRow.observation_id, PiecedRow.rests, PiecedRow.parts, *WORDS).join_from(
        PiecedRow, VerdictRow, VerdictRow.id == PiecedRow.verdict_id
    )
    return {
        (observation, words[0]): PiecedTold(rests, json.loads(parts), tuple(words))
        for observation, rests, parts, *words in connection.execute(query)
        if rests is not None
    }


def pieced_standing() -> Select[int]:
    """The rows of standing verdicts, among others, that such words are told of; by the index of endpoints."""
    return select(StandingRow.id).where(
        StandingRow.host == PiecedRow.host,
        StandingRow.https_port == PiecedRow.https_port,
        StandingRow.http_port == PiecedRow.http_port,
        StandingRow.check_id == PiecedRow.check_id,
    )


def pieces_judged(connection: Connection, told: PiecedTold, day: date) -> Verdict | None:
    """What the facts of every address say on a day; None: nobody can judge them any more."""
    parts, profiles = [], set()
    for address, verdict in told.parts.items():
        for facts, profile in _facts(connection, verdict):
            parts += [(address, own) for one, own in by_address(facts) if one == address]
            profiles.add(profile)
    judged = parts_judged_on(parts, told.verdict[0], max(profiles, default=""), day)
    if judged is None or len(parts) < len(told.parts):
        return None
    evidence = stored_verdict(*told.verdict).evidence
    older = {SEEN_ON_KEY: evidence[SEEN_ON_KEY]} if SEEN_ON_KEY in evidence else {}
    return judged.model_copy(update={"evidence": {**judged.evidence, **older}})


def _facts(connection: Connection, verdict: int) -> Iterator[tuple[Facts, str]]:
    query = (
        select(ObservationRow.facts, RunRow.profile)
        .join_from(VerdictRow, ObservationRow)
        .join(RunRow, RunRow.id == ObservationRow.run_id)
        .where(VerdictRow.id == verdict)
    )
    for facts, profile in connection.execute(query):
        yield stored_facts(facts), profile
