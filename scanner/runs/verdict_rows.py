"""A verdict as the row that keeps it, with the days on which it changes by itself."""

import json

from checks.facts import Facts
from checks.model import Verdict
from inventory.database.rows import ColumnValues
from scanner.runs.standing.dating import days_of
from scanner.runs.tables import VerdictRow


def verdict_row(observation: int, verdict: Verdict, facts: Facts, profile: str) -> ColumnValues:
    """The columns of a verdict that was reached from these facts by a profile."""
    days = days_of(facts, verdict, profile)
    return {
        VerdictRow.observation_id: observation,
        VerdictRow.check_id: verdict.check,
        VerdictRow.outcome: verdict.outcome.value,
        VerdictRow.severity: verdict.severity.value,
        VerdictRow.reason: verdict.reason.value if verdict.reason else None,
        VerdictRow.summary_vi: verdict.summary.vi,
        VerdictRow.summary_en: verdict.summary.en,
        VerdictRow.evidence: json.dumps(verdict.evidence, ensure_ascii=False),
        VerdictRow.text_id: None,
        VerdictRow.changes_on: days.changes_on,
        VerdictRow.reworded_on: days.reworded_on,
    }
