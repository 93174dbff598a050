"""What the model says against a value, in words that tell what to do."""

from pydantic_core import ErrorDetails

from inventory.safe_text import quoted

REQUIRED = "is required: fill it in"
CODE_RULE = "letters, digits, dot, hyphen and underscore, at most 64, beginning with a letter or a digit"
LEVELS = {"level", "proposed_level"}


def explain(error: ErrorDetails) -> str:
    """One line about one error of a model."""
    value, kind, context = quoted(error["input"]), error["type"], error.get("ctx", {})
    if kind in {"missing", "string_too_short"}:
        return REQUIRED
    if kind == "string_pattern_mismatch":
        return f"{value} is not a code: {CODE_RULE}"
    if kind == "string_too_long":
        return f"is longer than {context['max_length']} characters: shorten it"
    if kind in {"greater_than_equal", "less_than_equal"}:
        return _out_of_range(str(error["loc"][0]), value, context)
    return error["msg"].removeprefix("Value error, ")


def _out_of_range(field: str, value: str, context: dict[str, object]) -> str:
    if field in LEVELS:
        return f"{value} is not a security level: write 1 to 5"
    limit = f"at most {context['le']}" if "le" in context else f"at least {context['ge']}"
    return f"{value} is out of range: {limit}"
