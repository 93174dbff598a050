"""Between models and rows."""

import json
import zlib
from collections.abc import Iterable
from datetime import datetime

from checks.facts import Facts, Target
from checks.model import Frozen, Outcome, Reason, Severity, Text, Verdict
from scanner.observation import Observation
from scanner.settings import RunSettings
from scanner.tables import ObservationRow, RunRow, VerdictRow


class Run(Frozen):
    """One run and how far it came. Times are UTC."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    settings: RunSettings
    scanner: str
    endpoints: int
    done: int


def observation_row(observation: Observation, facts: Facts) -> ObservationRow:
    """The row of an observation, its facts compressed."""
    host, https_port, http_port = observation.key
    return ObservationRow(
        run_id=observation.run,
        host=host,
        https_port=https_port,
        http_port=http_port,
        started_at=observation.started_at,
        finished_at=observation.finished_at,
        facts_version=facts.version,
        facts=zlib.compress(facts.model_dump_json().encode()),
        connections=json.dumps(observation.connections),
    )


def verdict_row(observation_id: int, verdict: Verdict) -> VerdictRow:
    """The row of one verdict."""
    return VerdictRow(
        observation_id=observation_id,
        check_id=verdict.check,
        outcome=verdict.outcome.value,
        severity=verdict.severity.value,
        reason=verdict.reason.value if verdict.reason else None,
        summary_vi=verdict.summary.vi,
        summary_en=verdict.summary.en,
        evidence=json.dumps(verdict.evidence, ensure_ascii=False),
    )


def stored_facts(row: ObservationRow) -> Facts:
    """The facts of an observation, decompressed."""
    return Facts.model_validate_json(zlib.decompress(row.facts))


def observation(
    row: ObservationRow, verdicts: Iterable[VerdictRow], facts: Facts | None = None
) -> Observation:
    """An observation as it was stored; without facts its target holds only what the row itself says."""
    known = Target(
        host=row.host, https_port=row.https_port, http_port=row.http_port, observed_at=row.finished_at
    )
    return Observation(
        run=row.run_id,
        target=facts.target if facts else known,
        facts=facts,
        verdicts=tuple(_verdict(verdict) for verdict in verdicts),
        connections=json.loads(row.connections),
        started_at=row.started_at,
        finished_at=row.finished_at,
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


def _verdict(row: VerdictRow) -> Verdict:
    return Verdict(
        check=row.check_id,
        outcome=Outcome(row.outcome),
        severity=Severity(row.severity),
        reason=Reason(row.reason) if row.reason else None,
        summary=Text(vi=row.summary_vi, en=row.summary_en),
        evidence=json.loads(row.evidence),
    )
