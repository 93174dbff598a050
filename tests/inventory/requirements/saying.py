"""Self-assessments for tests: of one system, met as of a day unless told otherwise."""

from datetime import date
from typing import Any

from inventory.requirements.model import RequirementState, SelfAssessment

DAY = date(2026, 3, 1)
CLAUSE = "7.2.3.4"


def said(
    requirement: str = CLAUSE, state: RequirementState = RequirementState.MET, **changes: Any
) -> SelfAssessment:
    """One self-assessment of the system HTTT."""
    fields = {"system": "HTTT", "requirement": requirement, "state": state, "on": DAY, **changes}
    return SelfAssessment.model_validate(fields)
