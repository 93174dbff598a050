"""Between models and rows."""

import json
import zlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import RowMapping

from checks.facts import Facts, Target
from checks.model import Verdict
from scanner.observation import Observation
from scanner.runs.run import Run
from scanner.runs.tables import ObservationRow, RunRow
from scanner.settings import RunSettings

Values = dict[str, str | int | bytes | datetime | None]  # by column


def observation_values(observation: Observation, facts: Facts) -> Values:
    """The columns of an observation, its facts compressed."""
    host, https_port, http_port = observation.key
    return {
        "run_id": observation.run,
        "host": host,
        "https_port": https_port,
        "http_port": http_port,
        "started_at": observation.started_at,
        "finished_at": observation.finished_at,
        "facts_version": facts.version,
        "facts": zlib.compress(facts.model_dump_json().encode()),
        "connections": json.dumps(observation.connections),
    }


def verdict_values(observation_id: int, verdict: Verdict) -> Values:
    """The columns of one verdict."""
    return {
        "observation_id": observation_id,
        "check_id": verdict.check,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "summary_vi": verdict.summary.vi,
        "summary_en": verdict.summary.en,
        "evidence": json.dumps(verdict.evidence, ensure_ascii=False),
    }


def stored_facts(row: ObservationRow) -> Facts:
    """The facts of an observation, decompressed."""
    return Facts.model_validate_json(zlib.decompress(row.facts))


def observation(row: RowMapping, verdicts: Iterable[Verdict]) -> Observation:
    """An observation as it was stored, without facts: its target holds only what the row itself says."""
    ports = {"https_port": row["https_port"], "http_port": row["http_port"]}
    return Observation(
        run=row["run_id"],
        target=Target(host=row["host"], observed_at=row["finished_at"], **ports),
        facts=None,
        verdicts=tuple(verdicts),
        connections=json.loads(row["connections"]),
        started_at=row["started_at"],
        finished_at=row["finished_at"],
    )


def run(row: RunRow, endpoints: int, done: int) -> Run:
    """A run with its progress."""
    return Run(
        id=row.id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        settings=RunSettings.model_validate_json(row.settings),
        scanner=row.scanner,
        endpoints=endpoints,
        done=done,
    )
