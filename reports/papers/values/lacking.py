"""Values, and a note of those that are lacking."""

from collections.abc import Mapping, Sequence

from inventory.model import Text
from inventory.safe_text import visible
from inventory.settings.letterhead import BLANK
from reports.papers.blanks import Blank

VariableValue = str | bool | Sequence[str | Mapping[str, str]]


class Lacking:
    """Collects what is lacking while values are put together."""

    def __init__(self) -> None:
        self.blanks: list[Blank] = []

    def value(self, value: str | Blank | None, name: Text, fill: Text, about: str = "") -> str:
        """A text that may stand in a document; the mark of a blank where there is none."""
        if isinstance(value, Blank):
            return self.blank(value)
        if value is None or value in ("", BLANK):
            return self.blank(Blank(name, fill, visible(about)))
        return visible(value)

    def blank(self, blank: Blank) -> str:
        """The mark of one."""
        if blank not in self.blanks:
            self.blanks.append(blank)
        return str(blank)

    def upper(self, text: str) -> str:
        """In capitals; a mark stays as it is."""
        return text if any(str(blank) in text for blank in self.blanks) else text.upper()
