"""The sample's systems with what their units say of their requirements."""

from datetime import date
from typing import Any

from inventory.requirements.estate import SelfAssessed
from inventory.requirements.model import RequirementState, SelfAssessment
from inventory.requirements.progress import SystemProgress
from inventory.requirements.shipped import DEFAULT, shipped
from tests.inventory.requirements.saying import said

DAY = date(2026, 3, 1)
TLS = "7.2.3.4"
MET, PARTLY, PLANNED, NOT_MET, NONE = RequirementState


def answer(system: str, code: str, state: RequirementState = MET, **changes: Any) -> SelfAssessment:
    """One answer of one system, recorded."""
    fields: dict[str, Any] = {"catalogue": DEFAULT, "sequence": 1, "actor": "an", **changes}
    return said(code, state, system=system, **fields)


def progress(
    system: str, level: int = 3, default: RequirementState | None = MET, **codes: Any
) -> SystemProgress:
    """A system that answers all of its level alike but for some, each by its code with ``_`` for the dot."""
    told = {code.removeprefix("c").replace("_", "."): change for code, change in codes.items()}
    answers = {}
    for requirement in shipped().at(level):
        change = told.get(requirement.code, default)
        if isinstance(change, SelfAssessment):
            answers[requirement.code] = change
        elif change is not None:
            answers[requirement.code] = answer(system, requirement.code, change)
    return SystemProgress.of(system, level, shipped(), answers)


def assessed(*told: SystemProgress) -> SelfAssessed:
    """What several systems say, by the catalogue that ships."""
    return SelfAssessed(shipped(), {one.system: one for one in told})
