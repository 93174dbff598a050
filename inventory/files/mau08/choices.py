"""The fixed values of the form, in the official words and in those that people write instead."""

from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.files.cells.nothing import plain, says_nothing
from inventory.files.mau08.form import Field
from inventory.safe_text import quoted
from inventory.words import WrongValueError

Values = dict[str, tuple[str, ...]]  # by value, its folded spellings
NOTHING = "none"  # the form says that there is nothing: "-", "Không", "Chưa"
_YES = {"x", "co", "v", "✓", "✔", "da co", "yes", "y", "roi"}

_APPROVAL: Values = {
    Approval.DRAFTING: (
        "dang du thao", "du thao", "dang du thao ho so", "dang xay dung", "dang xay dung ho so",
        "dang lap ho so", "dang hoan thien ho so",
    ),
    Approval.SUBMITTED: (
        "da gui tham dinh", "gui tham dinh", "dang tham dinh", "da trinh tham dinh", "cho tham dinh",
        "da gui ho so tham dinh",
    ),
    Approval.APPRAISED: ("da tham dinh", "da duoc tham dinh", "cho phe duyet", "da co y kien tham dinh"),
    Approval.APPROVED: ("da duoc phe duyet", "da phe duyet", "duoc phe duyet", "phe duyet",
                        "da co quyet dinh", "da co quyet dinh phe duyet"),
    NOTHING: ("chua thuc hien", "chua trien khai", "chua lap ho so", "chua co ho so", "chua xay dung",
              "chua xay dung ho so", "chua phe duyet", "chua duoc phe duyet"),
}  # fmt: skip
_PLAN: Values = {
    ProtectionPlan.FULL: (
        "da trien khai day du", "trien khai day du", "day du", "da trien khai day du pa bdanm",
    ),
    ProtectionPlan.PARTIAL: (
        "da trien khai mot so hang muc", "trien khai mot so hang muc", "mot so hang muc", "mot phan",
        "da trien khai mot phan", "dang trien khai",
    ),
    NOTHING: ("chua trien khai", "chua thuc hien"),
}  # fmt: skip
_ASSESSMENT: Values = {
    Assessment.BEFORE_USE: (
        "truoc khi dua vao su dung", "truoc khi su dung", "truoc khi dua vao van hanh", "truoc khi van hanh",
        "da kiem tra, danh gia truoc khi dua vao su dung",
    ),
    Assessment.PERIODIC: (
        "dinh ky", "danh gia dinh ky", "kiem tra dinh ky", "da kiem tra, danh gia dinh ky", "hang nam",
    ),
    NOTHING: ("chua thuc hien", "chua kiem tra", "chua danh gia", "chua kiem tra, danh gia"),
}  # fmt: skip
_LEVELS: Values = {
    str(level): (str(level), f"cap do {level}", f"cap {level}", f"cd{level}") for level in range(1, 6)
}
_WORDS: dict[Field, Values] = {
    Field.STATUS: _APPROVAL,
    Field.PLAN: _PLAN,
    Field.ASSESSMENT: _ASSESSMENT,
    Field.LEVEL: _LEVELS,
}
_NO_APPROVAL_YET = {"chua phe duyet", "chua duoc phe duyet"}  # true of three stages: it doesn't tell which


def option(field: Field, heading: str) -> str | None:
    """The value that a column below a field's heading stands for."""
    folded = plain(heading)
    words = _WORDS.get(field, {})
    return next((value for value, spellings in words.items() if folded in spellings), None)


def read_choice(field: Field, text: str) -> str | None:
    """A fixed value; ``NOTHING`` where words say so ("Chưa triển khai"), None for a blank or a dash.

    Raises:
        WrongValueError: the text is none of the values, or could be several.

    """
    if says_nothing(text):
        return None
    if field is Field.STATUS and plain(text) in _NO_APPROVAL_YET:
        raise WrongValueError(f"{quoted(text)} doesn't tell how far the dossier is: {_accepted(field)}")
    value = option(field, text)
    if value is None:
        raise WrongValueError(f"{quoted(text)} is not a value of the form: {_accepted(field)}")
    return value


def says_yes(text: str) -> bool:
    """Whether a cell is ticked: "x", "Có"."""
    return plain(text) in _YES


def _accepted(field: Field) -> str:
    return "write one of " + ", ".join(str(value) for value in _WORDS[field] if value != NOTHING)
