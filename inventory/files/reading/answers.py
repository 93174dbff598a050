"""What a person said about a file beside it: which column is what, and how its days are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

NO_FIELD = "none"  # a column that is to be left out
TypedOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True)
class FileAnswers:
    """``columns``: fields by folded headings. ``defaults``: by field, what a blank cell is to hold.

    ``owner``: the code or name of who owns what names no owner. ``days``: whether day or month is first.
    ``remembered``: earlier ``columns`` by the key of a header.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None
    days: TypedOrder | None = None
    remembered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    skip_unsure: bool = False


NO_ANSWERS = FileAnswers()
