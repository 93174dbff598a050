"""One column of a sheet: the model's field, its names, and how its values are read and written."""

from dataclasses import dataclass
from typing import Literal

from inventory.files.cells.formats import TEXT, Format
from inventory.words import Words, fold


@dataclass(frozen=True)
class Column:
    """``field`` is the model's name for it, accepted as a column name too; ``help_*`` go to the template."""

    field: str
    vi: str
    en: str
    format: Format = TEXT
    also: tuple[str, ...] = ()
    help_vi: str = ""
    help_en: str = ""
    words: Words | None = None  # offered as a drop-down
    codes_of: str | None = None  # the part whose codes are offered as a drop-down
    width: int = 18
    period: Literal["first", "last"] | None = None  # the day of a month or a year that is taken
    told_only: bool = False  # written for who reads it, and not read back

    def names(self) -> frozenset[str]:
        """Every spelling that is accepted, folded."""
        return frozenset(map(fold, (self.field, self.vi, self.en, *self.also)))
