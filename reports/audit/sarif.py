"""The SARIF 2.1.0 form of audits (OASIS standard), for code-scanning dashboards and pipelines."""

from collections.abc import Sequence

from pydantic import JsonValue

from checks.check import Check, heading
from checks.model import Language, Outcome, Severity, Verdict
from checks.registry import get, heading_of
from scanner.observation import Observation
from scanner.version import SCANNER

SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# SARIF 3.27.9: a result that is not a failure carries its kind, and then the level "none" (3.27.10).
KINDS = {
    Outcome.PASS: "pass",
    Outcome.INFO: "informational",
    Outcome.NOT_APPLICABLE: "notApplicable",
    Outcome.NOT_TESTED: "open",
}
LEVELS = {
    Severity.CRITICAL: "error",
    Severity.HIGH: "error",
    Severity.MEDIUM: "warning",
    Severity.LOW: "note",
    Severity.INFO: "note",
}


def sarif_log(observations: Sequence[Observation], lang: Language) -> dict[str, JsonValue]:
    """One SARIF log with one run for all audited endpoints."""
    ids = sorted({verdict.check for observation in observations for verdict in observation.verdicts})
    name, _, version = SCANNER.partition(" ")
    rules: list[JsonValue] = [_rule(get(check_id), _worst(check_id, observations), lang) for check_id in ids]
    results: list[JsonValue] = [
        _result(observation, verdict, ids.index(verdict.check), lang)
        for observation in observations
        for verdict in observation.verdicts
    ]
    driver: dict[str, JsonValue] = {"name": name, "version": version, "rules": rules}
    run: dict[str, JsonValue] = {"tool": {"driver": driver}, "results": results, "language": lang}
    return {"$schema": SCHEMA_URI, "version": "2.1.0", "runs": [run]}


def _worst(check_id: str, observations: Sequence[Observation]) -> Outcome:
    """Of its findings; a failure where there are none: a rule is named by what it finds."""
    outcomes = {
        verdict.outcome
        for observation in observations
        for verdict in observation.verdicts
        if verdict.check == check_id
    }
    return Outcome.WARN if Outcome.WARN in outcomes and Outcome.FAIL not in outcomes else Outcome.FAIL


def _rule(check: Check, outcome: Outcome, lang: Language) -> dict[str, JsonValue]:
    return {
        "id": check.id,
        "shortDescription": {"text": heading(check, outcome).to(lang)},
        "fullDescription": {"text": check.rationale.to(lang)},
        "help": {"text": check.remediation.to(lang)},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
    }


def _result(observation: Observation, verdict: Verdict, index: int, lang: Language) -> dict[str, JsonValue]:
    kind = KINDS.get(verdict.outcome, "fail")
    return {
        "ruleId": verdict.check,
        "ruleIndex": index,
        "kind": kind,
        "level": LEVELS[verdict.severity] if kind == "fail" else "none",
        "message": {"text": verdict.summary.to(lang)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(observation)}}}],
        "partialFingerprints": {"capdoCheckAndEndpoint/v1": f"{verdict.check}@{_uri(observation)}"},
        "properties": {
            "heading": heading_of(verdict.check, verdict.outcome).to(lang),
            "outcome": verdict.outcome.value,
            "severity": verdict.severity.value,
            "evidence": verdict.evidence,
        },
    }


def _uri(observation: Observation) -> str:
    target = observation.target
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"https://{host}:{target.https_port}/"
