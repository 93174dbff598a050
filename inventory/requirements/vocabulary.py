"""The words of what is said of a requirement."""

from inventory.model import Text
from inventory.requirements.model import RequirementState
from inventory.words import Word, Words

WORDINGS = {
    RequirementState.MET: Text(vi="Đáp ứng", en="Met"),
    RequirementState.PARTLY: Text(vi="Đáp ứng một phần", en="Partly met"),
    RequirementState.PLANNED: Text(vi="Đã có kế hoạch", en="Planned"),
    RequirementState.NOT_MET: Text(vi="Chưa đáp ứng", en="Not met"),
    RequirementState.NOT_APPLICABLE: Text(vi="Không áp dụng", en="Not applicable"),
}
_ALSO = {
    RequirementState.MET: ("Đạt", "Đã đáp ứng"),
    RequirementState.PARTLY: ("Một phần", "Partly", "Partial"),
    RequirementState.PLANNED: ("Kế hoạch", "Dự kiến"),
    RequirementState.NOT_MET: ("Chưa", "Không đạt", "Chưa đạt", "Không đáp ứng"),
    RequirementState.NOT_APPLICABLE: ("N/A", "KAD"),
}
STATES = Words(tuple(Word(state, text.vi, text.en, _ALSO[state]) for state, text in WORDINGS.items()))
UNANSWERED = Text(vi="Chưa trả lời", en="Unanswered")
