"""A verdict as the row that keeps it, with the days on which it changes by itself."""

import json
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from checks.facts import Facts
from checks.model import Verdict
from scanner.runs.standing.dating import days_of

_json: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False).encode


class VerdictColumns(NamedTuple):
    """A row of ``VerdictRow`` that is to be written: its columns by name, in the table's order."""

    observation_id: int
    check_id: str
    outcome: str
    severity: str
    reason: str | None
    summary_vi: str
    summary_en: str
    evidence: str
    changes_on: date | None
    reworded_on: date | None
    text_id: int | None = None

    @property
    def told(self) -> tuple[str | None, ...]:
        """What it says, as ``standing.looks.LOOK`` has it after the row's number."""
        return self[2:8]

    @property
    def sealed(self) -> tuple[str | None, ...]:
        """What the chain covers of every verdict (``runs.sealing``)."""
        return (self.check_id, *self.told)

    @property
    def days(self) -> tuple[date | None, ...]:
        """On which days it changes, which the chain covers where there are any."""
        return self.changes_on, self.reworded_on


def verdict_row(observation: int, verdict: Verdict, facts: Facts, profile: str) -> VerdictColumns:
    """The columns of a verdict that was reached from these facts by a profile."""
    days = days_of(facts, verdict, profile)
    return VerdictColumns(
        observation_id=observation,
        check_id=verdict.check,
        outcome=str(verdict.outcome),
        severity=str(verdict.severity),
        reason=str(verdict.reason) if verdict.reason else None,
        summary_vi=verdict.summary.vi,
        summary_en=verdict.summary.en,
        evidence=_json(verdict.evidence),
        changes_on=days.changes_on,
        reworded_on=days.reworded_on,
    )
