"""Thresholds by kind: a profile's are compared when it is loaded, a check reads its own."""

from checks.errors import ChecksError
from checks.model import Threshold, Thresholds


def number(thresholds: Thresholds, name: str) -> float:
    """A threshold that is a number.

    Raises:
        ChecksError: it is not.

    """
    value = thresholds[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ChecksError("threshold {name} must be a number, not {value!r}", name=name, value=value)
    return value


def flag(thresholds: Thresholds, name: str) -> bool:
    """A threshold that is yes or no.

    Raises:
        ChecksError: it is not.

    """
    value = thresholds[name]
    if not isinstance(value, bool):
        raise ChecksError("threshold {name} must be true or false, not {value!r}", name=name, value=value)
    return value


def texts(thresholds: Thresholds, name: str) -> list[str]:
    """A threshold that is a list of texts.

    Raises:
        ChecksError: it is not.

    """
    value = thresholds[name]
    if not isinstance(value, list):
        raise ChecksError("threshold {name} must be a list of texts, not {value!r}", name=name, value=value)
    return value


def kind(value: Threshold) -> str:
    """What a threshold is, in words. Whole numbers and fractions are of one kind."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case list():
            return "a list of texts"
        case _:
            return "a text"
