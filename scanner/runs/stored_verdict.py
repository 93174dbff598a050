"""A verdict as a row has it. Large estates have hundreds of thousands, most of them alike."""

import json
from functools import lru_cache

from sqlalchemy import RowMapping

from checks.model import Outcome, Reason, Severity, Text, Verdict

ALIKE = 20_000  # verdicts kept, each of which may stand for many rows
SENTENCES = 20_000
FIELDS = set(Verdict.model_fields)  # shared: pydantic keeps one for each object otherwise
QUIET = (Outcome.PASS.value, Outcome.NOT_APPLICABLE.value)
NOTHING = "{}"
COLUMNS = ("check_id", "outcome", "severity", "reason", "summary_vi", "summary_en", "evidence")


def stored_verdict(row: RowMapping, *, brief: bool = False) -> Verdict:
    """The verdict of a row of its table, whatever other columns the row has. Rows alike give one object.

    ``brief``: without the evidence of what passes or does not apply.
    """
    *told, evidence = (row[column] for column in COLUMNS)
    return _verdict(*told, NOTHING if brief and row["outcome"] in QUIET else evidence)


@lru_cache(maxsize=ALIKE)
def _verdict(
    check: str, outcome: str, severity: str, reason: str | None, vi: str, en: str, evidence: str
) -> Verdict:
    # Not validated again: what is stored was a Verdict. It halves both the time and the memory.
    return Verdict.model_construct(
        FIELDS,
        check=check,
        outcome=Outcome(outcome),
        severity=Severity(severity),
        reason=Reason(reason) if reason else None,
        summary=_text(vi, en),
        evidence=json.loads(evidence),
    )


@lru_cache(maxsize=SENTENCES)
def _text(vi: str, en: str) -> Text:
    return Text(vi=vi, en=en)
