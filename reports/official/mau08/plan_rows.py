"""How far each approved plan is carried out (article 36.9 and 36.10): by requirement, where its unit says."""

from collections.abc import Iterator

from inventory.approvals.vocabulary import ProtectionPlan
from inventory.requirements.log import SelfAssessmentsOn
from inventory.requirements.model import FALLING_SHORT, SelfAssessment
from inventory.requirements.standing import Answers
from inventory.settings.letterhead import BLANK
from reports.official.listed import ListedSystem
from reports.official.mau08.rows import NO_DATA, Mau08Form, day_of, document

WHOLE, MET, SHORT = "Toàn bộ phương án", "Đã đáp ứng đầy đủ", "Chưa đáp ứng đầy đủ"


def plan_rows(form: Mau08Form, assessed: SelfAssessmentsOn | None) -> list[list[str]]:
    """System, decision, requirement, extent, road map. Without self-assessment a plan is one row."""
    rows = []
    for listed in form.listed:
        if listed.status.approved:
            told = assessed.answers.get(listed.system.code) if assessed else None
            parts = _by_requirement(listed, assessed, told) if assessed and told else [_as_a_whole(listed)]
            status = listed.status
            decided = document(status.decision_number, status.decision_date, status.decision_authority)
            rows += [[listed.system.name, decided, *part] for part in parts]
    return rows


def _as_a_whole(listed: ListedSystem) -> tuple[str, str, str]:
    if listed.status.plan is ProtectionPlan.FULL:
        return WHOLE, MET, NO_DATA
    expected = listed.plan_expected
    return WHOLE, SHORT, BLANK if expected is None else f"Hoàn thành trước ngày {day_of(expected)}"


def _by_requirement(
    listed: ListedSystem, assessed: SelfAssessmentsOn, told: Answers
) -> Iterator[tuple[str, str, str]]:
    """What is met by its number, what falls short one by one, and how many nobody spoke of."""
    asked = assessed.catalogue.at(listed.level) if listed.level else ()
    answered = [(one, told[one.code]) for one in asked if one.code in told]
    short = [(one, said) for one, said in answered if said.state in FALLING_SHORT]
    if len(short) < len(answered):
        yield f"{len(answered) - len(short)}/{len(asked)} yêu cầu", MET, NO_DATA
    for requirement, said in short:
        yield f"{requirement.code} {requirement.title}", SHORT, _road_map(said)
    if len(answered) < len(asked):
        yield f"{len(asked) - len(answered)}/{len(asked)} yêu cầu chưa tự đánh giá", BLANK, BLANK


def _road_map(said: SelfAssessment) -> str:
    due = f"trước ngày {day_of(said.due)}" if said.due else None
    person = f"phụ trách: {said.person}" if said.person else None
    return "; ".join(part for part in (said.plan, due, person) if part) or BLANK
