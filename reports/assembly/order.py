"""Worst first, and how evidence reads in one line."""

import json

from pydantic import JsonValue

from checks.model import Outcome, Verdict

OUTCOMES = (
    Outcome.FAIL,
    Outcome.WARN,
    Outcome.NOT_TESTED,
    Outcome.INFO,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


def badness(verdict: Verdict) -> tuple[bool, int, int, str]:
    """Sorts findings by severity, failures before warnings; then what could not be told; then the rest."""
    severity = verdict.severity.rank if verdict.is_finding else 0
    return (not verdict.is_finding, -severity, OUTCOMES.index(verdict.outcome), verdict.check)


def evidence_line(evidence: dict[str, JsonValue]) -> str:
    """Evidence as ``key: value; key: value``. What a server said stays as it is: renderers make it inert."""
    return "; ".join(f"{key}: {_value(value)}" for key, value in evidence.items())


def _value(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
