"""The JSON form of an audit, stable under the name ``capdo.audit/1``."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from checks.check import heading
from checks.model import Language, Verdict
from checks.registry import get
from reports.audit.grades import grades_document
from scanner.observation import Observation
from scanner.version import SCANNER

SCHEMA = "capdo.audit/1"
KINDS = ("tls", "http", "dns", "reach", "ports", "files", "udp")
ASKED_FOR = ("browser",)  # told only where there were any


def audit_document(target: str, observation: Observation, lang: Language) -> dict[str, JsonValue]:
    """One audit as JSON: verdicts worst first, the facts they rest on, and the connections it took."""
    facts = observation.facts
    return {
        "schema": SCHEMA,
        "target": target,
        "started_at": observation.started_at.isoformat().replace("+00:00", "Z"),
        "finished_at": observation.finished_at.isoformat().replace("+00:00", "Z"),
        "scanner": SCANNER,
        "verdicts": [_verdict(verdict, lang) for verdict in worst_first(observation.verdicts)],
        "grades": grades_document(observation, lang),
        "facts": facts.model_dump(mode="json") if facts else {},
        "connections": _connections(observation.connections) | {"requests": observation.requests},
    }


def worst_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Findings by severity, fails before warnings; then what was not tested; then the rest."""
    return sorted(verdicts, key=_badness)


def _badness(verdict: Verdict) -> tuple[int, int, str, str]:
    if verdict.is_finding:
        return (0, -verdict.severity.rank, verdict.outcome.value, verdict.check)
    order = {"not_tested": 1, "info": 2, "pass": 3, "not_applicable": 4}
    return (order[verdict.outcome.value], 0, "", verdict.check)


def _verdict(verdict: Verdict, lang: Language) -> dict[str, JsonValue]:
    check = get(verdict.check)
    return {
        "check": verdict.check,
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value,
        "reason": verdict.reason.value if verdict.reason else None,
        "title": check.title.to(lang),
        "heading": heading(check, verdict.outcome).to(lang),
        "summary": verdict.summary.to(lang),
        "evidence": verdict.evidence,
        "remediation": check.remediation.to(lang),
    }


def _connections(counted: Mapping[str, int]) -> dict[str, JsonValue]:
    asked_for = (kind for kind in ASKED_FOR if kind in counted)
    by_kind = {kind: counted.get(kind, 0) for kind in (*KINDS, *asked_for)}
    return {"total": sum(by_kind.values()), **by_kind}
