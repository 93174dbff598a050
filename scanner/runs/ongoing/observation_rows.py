"""Observations as the database has them: facts compressed, each verdict a row, and sealed."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select

from checks.facts import Facts
from inventory.database.chains.digests import digest, subject
from inventory.database.chains.sealing import append_links
from inventory.database.rows import ColumnValues, ManyRows, values
from scanner.observation import Observation
from scanner.runs.sealing import OBSERVATIONS, SCANS
from scanner.runs.standing.fold import PastLook
from scanner.runs.standing.looks import look_at
from scanner.runs.standing.moments import ticks_of
from scanner.runs.stored import packed
from scanner.runs.tables import ObservationRow, VerdictRow
from scanner.runs.verdict_rows import VerdictColumns, verdict_row

VERDICTS = ManyRows(insert(VerdictRow), VerdictColumns._fields)
OBSERVED = insert(ObservationRow).returning(ObservationRow.id, sort_by_parameter_order=True)
SUBJECT, COVERED = (
    [str(column.key) for column in columns] for columns in (OBSERVATIONS.subject, OBSERVATIONS.columns)
)
LookTold = Mapping[str, PastLook]  # by check


def insert_observations(
    connection: Connection, observations: Sequence[Observation], profile: str
) -> Sequence[LookTold]:
    """Write observations with their verdicts, which a profile gave; what each of them told, in order.

    Rows rather than mapped objects: these are most of a run's, and none is looked at again.
    """
    told = [(seen, seen.facts) for seen in observations if seen.facts is not None]
    if len(told) < len(observations):
        raise ValueError("an observation is recorded with its facts")
    rows = [values(_observation(seen, facts)) for seen, facts in told]
    made = connection.execute(OBSERVED, rows).scalars().all()
    verdicts = [
        [verdict_row(row, verdict, facts, profile) for verdict in seen.verdicts]
        for row, (seen, facts) in zip(made, told, strict=True)
    ]
    VERDICTS.write(connection, [row for of_one in verdicts for row in of_one])
    append_links(connection, SCANS, map(_sealed, rows, verdicts))
    return _looks(connection, made, observations, verdicts)


def _observation(observation: Observation, facts: Facts) -> ColumnValues:
    host, https_port, http_port = observation.key
    return {
        ObservationRow.run_id: observation.run,
        ObservationRow.host: host,
        ObservationRow.https_port: https_port,
        ObservationRow.http_port: http_port,
        ObservationRow.started_at: observation.started_at,
        ObservationRow.finished_at: observation.finished_at,
        ObservationRow.facts_version: facts.version,
        ObservationRow.facts: packed(facts),
        ObservationRow.connections: json.dumps(observation.connections),
    }


def _sealed(row: Mapping[str, object], verdicts: Sequence[VerdictColumns]) -> tuple[str, str]:
    """The subject and the digest of an observation: what ``digests`` would read of these rows."""
    dated = [(one.check_id, *one.days) for one in verdicts if any(one.days)]
    covered = digest([row[name] for name in COVERED], [one.sealed for one in verdicts], dated)
    return subject(OBSERVATIONS, [row[name] for name in SUBJECT]), covered


def _looks(
    connection: Connection,
    made: Sequence[int],
    observations: Sequence[Observation],
    verdicts: Sequence[Sequence[VerdictColumns]],
) -> list[LookTold]:
    """What was just written, with the rows that the database gave the verdicts, in the order of writing."""
    numbered = select(VerdictRow.id).where(VerdictRow.observation_id.in_(made)).order_by(VerdictRow.id)
    numbers = iter(connection.scalars(numbered).all())
    moments = [ticks_of(seen.finished_at) for seen in observations]
    return [
        {one.check_id: look_at(moment, (next(numbers), *one.told)) for one in of_one}
        for moment, of_one in zip(moments, verdicts, strict=True)
    ]
