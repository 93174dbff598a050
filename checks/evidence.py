"""Evidence is what a server said: hostile, so every value of it is bounded before it is kept."""

from collections.abc import Iterable

from pydantic import JsonValue

VALUE_LENGTH = 200  # characters of one value
LIST_LENGTH = 50  # entries of one list
OBSERVATORY_KEY = "observatory"  # of the Observatory's result, where a check says otherwise


def clip(text: str, length: int = VALUE_LENGTH) -> str:
    """The text, cut at ``length`` characters with an ellipsis in place of the rest."""
    return text if len(text) <= length else text[: length - 1] + "…"


def clipped(texts: Iterable[str], count: int = LIST_LENGTH) -> list[JsonValue]:
    """The first texts of a list, each bounded; a last entry says how many were left out."""
    all_texts = list(texts)
    clipped_texts: list[JsonValue] = [clip(text) for text in all_texts[:count]]
    left_out = len(all_texts) - count
    return [*clipped_texts, f"… (+{left_out})"] if left_out > 0 else clipped_texts
