"""A verdict as a row has it."""

import json

from sqlalchemy import RowMapping

from checks.model import Outcome, Reason, Severity, Text, Verdict


def stored_verdict(row: RowMapping) -> Verdict:
    """The verdict of a row of its table, whatever other columns the row has."""
    return Verdict(
        check=row["check_id"],
        outcome=Outcome(row["outcome"]),
        severity=Severity(row["severity"]),
        reason=Reason(row["reason"]) if row["reason"] else None,
        summary=Text(vi=row["summary_vi"], en=row["summary_en"]),
        evidence=json.loads(row["evidence"]),
    )
