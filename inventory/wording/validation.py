"""What the models say against a value, in words that tell what to do: pydantic has English messages alone."""

from collections.abc import Mapping

from pydantic_core import ErrorDetails

from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase, PhrasedError

REQUIRED = Phrase("is required: fill it in")
CODE_RULE = Phrase(
    "letters, digits, dot, hyphen and underscore, at most 64, beginning with a letter or a digit"
)
LEVELS = {"level", "proposed_level"}
MISTAKES: Mapping[str, Phrase] = {  # by how the kind of the library's error begins
    "string": Phrase("is no text"),
    "int": Phrase("is no whole number: write digits only"),
    "decimal": Phrase("is no number: write digits and a point"),
    "float": Phrase("is no number: write digits and a point"),
    "date": Phrase("is no day"),
    "bool": Phrase("is neither true nor false"),
    "extra_forbidden": Phrase("is not known here: remove it, or correct its name"),
}


def explain(error: ErrorDetails) -> Phrase:
    """One line about one error of a model; where it is, is for the caller to tell."""
    value, kind, context = quoted(error["input"]), error["type"], error.get("ctx", {})
    if isinstance(raised := context.get("error"), PhrasedError):
        return raised.phrase
    if kind in {"missing", "string_too_short"}:
        return REQUIRED
    if kind == "string_pattern_mismatch":
        return Phrase("{value} is not a code: {rule}", value=value, rule=CODE_RULE)
    if kind == "string_too_long":
        return Phrase("is longer than {most} characters: shorten it", most=context["max_length"])
    return _beyond_a_limit(error, value) or _of_another_kind(error, value)


def _beyond_a_limit(error: ErrorDetails, value: str) -> Phrase | None:
    limits = error.get("ctx", {})
    if error["type"] not in {"greater_than_equal", "less_than_equal"}:
        return None
    if str(error["loc"][0]) in LEVELS:
        return Phrase("{value} is not a security level: write 1 to 5", value=value)
    if "le" in limits:
        return Phrase("{value} is out of range: at most {most}", value=value, most=limits["le"])
    return Phrase("{value} is out of range: at least {least}", value=value, least=limits["ge"])


def _of_another_kind(error: ErrorDetails, value: str) -> Phrase:
    kind = error["type"]
    problem = next((phrase for begins, phrase in MISTAKES.items() if kind.startswith(begins)), None)
    if problem is None:
        return Phrase(error["msg"].removeprefix("Value error, "))
    return Phrase("{value} {problem}", value=value, problem=problem)
