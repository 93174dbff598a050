"""What a paper lacks: a mark that nobody overlooks, and where the value is to be entered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from inventory.model import Text
from inventory.settings.letterhead import BLANK

OPENING = f"[{BLANK} cần bổ sung: "
# In whichever case a template puts it; and what is filled in by hand.
MARKS = re.compile(rf"\[{BLANK} cần bổ sung: [^\]]*\]|{BLANK}+", re.IGNORECASE)


@dataclass(frozen=True)
class Blank:
    """A value that nobody entered. ``fill``: where to enter it; ``about``: of which it is one, or nothing."""

    name: Text
    fill: Text
    about: str = ""

    def __str__(self) -> str:
        """The mark that stands in the document, in Vietnamese."""
        name, of = self.name.vi, f" ({self.about})" if self.about else ""
        return f"{OPENING}{name[:1].lower()}{name[1:]}{of}".replace("]", ")") + "]"


def standing_in(text: str, blanks: Iterable[Blank]) -> tuple[Blank, ...]:
    """Those whose marks a text holds, each once, in the order given."""
    folded = text.casefold()
    found = {str(blank): blank for blank in blanks if str(blank).casefold() in folded}
    return tuple(found.values())
