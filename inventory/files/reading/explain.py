"""What the model says against a value, in words that tell what to do."""

from pydantic_core import ErrorDetails

from inventory.faults import CellFault, FaultKind, fault_of
from inventory.files.cells.typed_numbers import NO_LEVEL
from inventory.safe_text import quoted
from inventory.wording.phrases import PhrasedError

REQUIRED = FaultKind(vi="bắt buộc: điền vào", en="is required: fill it in")
CODE_RULE = "letters, digits, dot, hyphen and underscore, at most 64, beginning with a letter or a digit"
LEVELS = {"level", "proposed_level"}
NO_CODE = FaultKind(
    vi="{value} không phải mã: dùng chữ không dấu, số, dấu chấm, gạch nối, gạch dưới, tối đa 64 ký tự, bắt "
    "đầu bằng chữ hoặc số",
    en="{value} is not a code: " + CODE_RULE,
)
TOO_LONG = FaultKind(
    vi="dài hơn {most} ký tự: rút ngắn lại", en="is longer than {most} characters: shorten it"
)
TOO_HIGH = FaultKind(
    vi="{value} ngoài khoảng cho phép: tối đa {limit}", en="{value} is out of range: at most {limit}"
)
TOO_LOW = FaultKind(
    vi="{value} ngoài khoảng cho phép: ít nhất {limit}", en="{value} is out of range: at least {limit}"
)
OTHER = FaultKind(vi="{value} không dùng được ({reason})", en="{reason}")


def explain(error: ErrorDetails) -> CellFault:
    """One line about one error of a model."""
    value, kind, context = quoted(error["input"]), error["type"], error.get("ctx", {})
    if kind in {"missing", "string_too_short"}:
        return REQUIRED()
    if kind == "string_pattern_mismatch":
        return NO_CODE(value=value)
    if kind == "string_too_long":
        return TOO_LONG(most=context["max_length"])
    if kind in {"greater_than_equal", "less_than_equal"}:
        return _out_of_range(str(error["loc"][0]), value, context)
    raised = context.get("error")
    if isinstance(raised, PhrasedError):
        return raised.args[0] if isinstance(raised.args[0], CellFault) else fault_of(raised.phrase)
    return OTHER(value=value, reason=error["msg"].removeprefix("Value error, "))


def _out_of_range(field: str, value: str, context: dict[str, object]) -> CellFault:
    if field in LEVELS:
        return NO_LEVEL(value=value)
    if "le" in context:
        return TOO_HIGH(value=value, limit=context["le"])
    return TOO_LOW(value=value, limit=context["ge"])
