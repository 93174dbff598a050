"""Differences as JSON, ``capdo.diff/1``."""

from datetime import UTC, datetime

from pydantic import JsonValue

from checks.model import Language
from scanner.differences.asked import Comparison
from scanner.differences.change import Change, Kind

SCHEMA = "capdo.diff/1"


def diff_document(comparison: Comparison, lang: Language) -> dict[str, JsonValue]:
    """The changes by kind, each as one system has it. Moments are UTC; ``from`` null: nobody looked yet."""
    by_kind: dict[str, JsonValue] = {
        kind.value: [_entry(change, lang) for change in comparison.changes if change.kind is kind]
        for kind in Kind
    }
    begin = moment_of(comparison.begin) if comparison.begin else None
    return {"schema": SCHEMA, "from": begin, "to": moment_of(comparison.end), **by_kind}


def _entry(change: Change, lang: Language) -> JsonValue:
    return {
        "system": change.system,
        "host": change.host,
        "port": change.port,
        "check": change.check,
        "severity": change.severity.value,
        "summary": change.summary.to(lang),
        "since": moment_of(change.since),
    }


def moment_of(moment: datetime) -> str:
    """As JSON has it: UTC, ending in Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
