"""Observations as the database has them: facts compressed, each verdict a row, and sealed."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, insert, select

from checks.facts import Facts
from checks.profile import DEFAULT
from inventory.database.chains.sealing import seal
from inventory.database.rows import ColumnValues, values
from scanner.observation import Observation
from scanner.runs.sealing import OBSERVATIONS, SCANS
from scanner.runs.stored import packed
from scanner.runs.tables import ObservationRow, RunRow, VerdictRow
from scanner.runs.verdict_rows import verdict_row


def insert_observations(connection: Connection, observations: Sequence[Observation]) -> Sequence[int]:
    """Write observations with their verdicts; their rows, in order.

    Rows rather than mapped objects: these are most of a run's, and none is looked at again.
    """
    told = [(seen, seen.facts) for seen in observations if seen.facts is not None]
    if len(told) < len(observations):
        raise ValueError("an observation is recorded with its facts")
    adding = insert(ObservationRow).returning(ObservationRow.id, sort_by_parameter_order=True)
    rows = [values(_observation(seen, facts)) for seen, facts in told]
    made = connection.execute(adding, rows).scalars().all()
    profiles = _profiles(connection, observations)
    verdicts = [
        values(verdict_row(row, verdict, facts, profiles.get(seen.run, DEFAULT)))
        for row, (seen, facts) in zip(made, told, strict=True)
        for verdict in seen.verdicts
    ]
    if verdicts:
        connection.execute(insert(VerdictRow), verdicts)
    seal(connection, SCANS, OBSERVATIONS, OBSERVATIONS.key.in_(made))
    return made


def _profiles(connection: Connection, observations: Iterable[Observation]) -> Mapping[int | None, str]:
    runs = {seen.run for seen in observations}
    query = select(RunRow.id, RunRow.profile).where(RunRow.id.in_(runs - {None}))
    return {row.id: row.profile for row in connection.execute(query)}


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
