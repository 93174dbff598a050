"""Scans of the large estate: each system looks like one of the real servers of the lab, really scanned.

Thirty runs, a week apart. The last judged everything; the others one family, as ``scan run --only`` does, so
that the database has two million verdicts rather than fifteen. One look in twenty found another server there.
"""

import asyncio
import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, insert

from checks.facts import Facts
from checks.profile import DEFAULT, load
from inventory.database.chains.sealing import seal
from inventory.database.rows import values
from inventory.database.transactions import writing
from inventory.model import System
from scanner.engine import ready_engine
from scanner.lab.process import running_lab
from scanner.observation import Observation
from scanner.planning.permission import audit_permit
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.probes.context import ProbeSettings
from scanner.runs.sealing import OBSERVATIONS, RUNS, SCANS
from scanner.runs.standing import recording
from scanner.runs.stored import packed
from scanner.runs.tables import FINISHED, ObservationRow, RunRow, VerdictRow
from scanner.runs.verdict_rows import verdict_row
from scanner.settings import RunSettings
from scanner.version import SCANNER

HISTORY, FAMILY = 30, "web"  # runs; what all but the last judged
INTERVAL, LOOK = timedelta(days=7), timedelta(seconds=2)
CHANGED = 20  # one look in so many
Row = dict[str, object]


@dataclass(frozen=True)
class Server:
    """What is written of each system that looks like one of the lab's hosts; host, run and time left out."""

    observation: Row
    verdicts: Sequence[Row]

    @classmethod
    def of(cls, observation: Observation) -> Self:
        """What an observation has, as its rows keep it."""
        facts = observation.facts
        if facts is None:
            raise ValueError("an observation is recorded with its facts")
        return cls(
            _observation(observation, facts),
            [verdict_row(0, verdict, facts, DEFAULT)._asdict() for verdict in observation.verdicts],
        )


def scan(engine: Engine, systems: Sequence[System]) -> None:
    """Record every run, each of which saw the first endpoint of each system."""
    servers = [Server.of(observation) for observation in looked()]
    hosts = [system.endpoints[0].host for system in systems]
    with writing(engine) as connection:
        for ago in reversed(range(HISTORY)):
            _run(connection, servers, hosts, ago)
        recording.rebuild_all(connection)
        for table in (OBSERVATIONS, RUNS):
            seal(connection, SCANS, table)


def _run(connection: Connection, servers: Sequence[Server], hosts: Sequence[str], ago: int) -> None:
    """One run, so many intervals ago."""
    begun = datetime.now(UTC) - ago * INTERVAL - timedelta(days=1)
    only = (FAMILY,) if ago else ()
    told = {
        RunRow.started_at: begun,
        RunRow.finished_at: begun + len(hosts) * LOOK,
        RunRow.state: FINISHED,
        RunRow.depth: "full",
        RunRow.profile: DEFAULT,
        RunRow.settings: RunSettings(only=only).model_dump_json(),
        RunRow.scanner: SCANNER,
    }
    run: int = connection.execute(insert(RunRow).values(told).returning(RunRow.id)).scalar_one()
    first = (HISTORY - 1 - ago) * len(hosts) + 1
    looks = [_look_at(servers, number, ago) for number in range(len(hosts))]
    observations, verdicts = [], []
    for number, (host, server) in enumerate(zip(hosts, looks, strict=True)):
        at, key = begun + number * LOOK, first + number
        when = {ObservationRow.id: key, ObservationRow.run_id: run, ObservationRow.host: host}
        times = {ObservationRow.started_at: at, ObservationRow.finished_at: at + LOOK}
        observations.append({**server.observation, **values({**when, **times})})
        verdicts += [_of(host, key, row) for row in server.verdicts if not only or _is_in(row, FAMILY)]
    connection.execute(insert(ObservationRow), observations)
    connection.execute(insert(VerdictRow), verdicts)


def _look_at(servers: Sequence[Server], number: int, ago: int) -> Server:
    """What a system's server looks like: now and then it was another one."""
    other = int(ago > 0 and (number + ago) % CHANGED == 0)
    return servers[(number + other) % len(servers)]


def _is_in(row: Row, family: str) -> bool:
    return str(row[VerdictRow.check_id.key]).startswith(f"{family}.")


def _of(host: str, observation: int, row: Row) -> Row:
    """No two servers show quite the same evidence: what a report keeps once for many must not look better."""
    evidence = str(row[VerdictRow.evidence.key])
    own = evidence if evidence == "{}" else f'{evidence[:-1]}, "host": "{host}"}}'
    return {**row, **values({VerdictRow.observation_id: observation, VerdictRow.evidence: own})}


def _observation(observation: Observation, facts: Facts) -> Row:
    return values(
        {
            ObservationRow.https_port: 443,
            ObservationRow.http_port: 80,
            ObservationRow.facts_version: facts.version,
            ObservationRow.facts: packed(facts),
            ObservationRow.connections: json.dumps(observation.connections),
        }
    )


def looked() -> list[Observation]:
    """What each of the lab's servers looks like, really scanned."""
    with tempfile.TemporaryDirectory(prefix="capdo-lab-") as folder, running_lab(Path(folder)) as lab:
        planned = [
            PlannedEndpoint(
                host=one.host,
                https_port=one.https_port,
                http_port=one.http_port,
                permit=audit_permit(authorized=False),
            )
            for one in lab.hosts.values()
        ]
        settings = ProbeSettings(resolver=lab.resolver, ca_file=lab.ca_file)
        return asyncio.run(_look(planned, settings))


async def _look(planned: Sequence[PlannedEndpoint], settings: ProbeSettings) -> list[Observation]:
    seen: list[Observation] = []
    async with ready_engine(settings, select_checks(load(), ()), load()) as engine:
        await engine.scan(planned, seen.append)
    return seen
