"""What reading a file gives: an inventory with its events, or every error at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from inventory.approvals.events import ApprovalEvent
from inventory.errors import InventoryError
from inventory.faults import CellFault, in_language
from inventory.model import Code, Inventory, Language, Text
from inventory.requirements.catalogue_rows import ChosenCatalogue
from inventory.requirements.model import SelfAssessment
from inventory.safe_text import quoted, visible
from inventory.wording.phrases import PhrasedError

Unit = Literal["row", "item"]
NAMES: dict[Unit, str] = {"row": "column", "item": "field"}
ROWS: dict[Unit, Text] = {"row": Text(vi="dòng", en="row"), "item": Text(vi="mục", en="item")}
COLUMNS: dict[Unit, Text] = {"row": Text(vi="cột", en="column"), "item": Text(vi="trường", en="field")}
TIMES: dict[Unit, Text] = {
    "row": Text(vi="{count} dòng", en="{count} rows"),
    "item": Text(vi="{count} mục", en="{count} items"),
}
NOTHING = Text(vi="chưa lưu gì", en="nothing was imported")
SEVERAL = Text(vi="{source}: {count} chỗ cần sửa, {nothing}", en="{source}: {count} errors, {nothing}")
MOST_CELLS = 30  # that one line names


class ImportedFile(NamedTuple):
    """Everything a file holds: organizations and systems sorted by code, events in the file's order."""

    inventory: Inventory
    events: tuple[ApprovalEvent, ...] = ()
    catalogues: tuple[ChosenCatalogue, ...] = ()
    said: tuple[SelfAssessment, ...] = ()

    @property
    def undated(self) -> tuple[Code, ...]:
        """Systems of which no day of operation is known: no indicator counts them, no scan takes them."""
        return tuple(system.code for system in self.inventory.systems if system.in_operation_since is None)


@dataclass(frozen=True)
class CellError:
    """One thing wrong in a file. ``row`` counts as the spreadsheet does; in YAML and JSON, items from 1.

    ``named``: what people know the row by, where it says so. ``sheet`` is empty and ``row`` and ``column``
    are None when the error is about the whole file.
    """

    sheet: str
    row: int | None
    column: str | None
    message: str
    unit: Unit = "row"
    named: str = ""

    def __str__(self) -> str:
        """Where and what, on one line."""
        row = "" if self.row is None else f"{self.unit} {self.row}"
        column = "" if self.column is None else f"{NAMES[self.unit]} “{self.column}”"
        where = visible(", ".join(part for part in (self.sheet, row, column) if part))
        return f"{where}: {self.message}" if where else str(self.message)

    def told(self, language: Language) -> str:
        """The same in one language."""
        named = f" ({self.named})" if self.named else ""
        row = "" if self.row is None else f"{ROWS[self.unit].to(language)} {self.row}{named}"
        where = visible(", ".join(part for part in (self.sheet, row, self.names(language)) if part))
        message = in_language(self.message, language)
        return f"{where}: {message}" if where else message

    def names(self, language: Language) -> str:
        """The column, nothing where the error is of the whole row."""
        return "" if self.column is None else f"{COLUMNS[self.unit].to(language)} “{self.column}”"


class ImportRefusedError(InventoryError):
    """A file was not imported, not even in part; ``errors`` holds all that is wrong with it."""

    def __init__(self, source: str, errors: Iterable[CellError]) -> None:
        self.source = source
        self.errors = tuple(errors)
        super().__init__(source)

    def __str__(self) -> str:
        """One error a line; a single error stands on the first line."""
        lines = [str(error) for error in self.errors]
        source = visible(self.source)
        if len(lines) == 1:
            return f"{source}: {lines[0]}; nothing was imported"
        return "\n  ".join([f"{source}: {len(lines)} errors, nothing was imported", *lines])

    def to(self, language: Language) -> str:
        """As ``told``."""
        return self.told(language)

    def told(self, language: Language) -> str:
        """The errors by their kinds, each kind once with its cells."""
        source, count = visible(self.source), len(self.errors)
        if count == 1:
            return f"{source}: {self.errors[0].told(language)}; {NOTHING.to(language)}"
        first = SEVERAL.to(language).format(source=source, count=count, nothing=NOTHING.to(language))
        return "\n  ".join([first, *grouped(self.errors, language)])


def grouped(errors: Iterable[CellError], language: Language) -> list[str]:
    """A line for each kind of error in each column: how often, what, and where; an error alone whole."""
    groups: dict[object, list[CellError]] = {}
    for error in errors:
        kind = error.message.kind if isinstance(error.message, CellFault) else error.message
        groups.setdefault((error.sheet, error.column, kind), []).append(error)
    return [_line(group, language) for group in groups.values()]


def _line(group: list[CellError], language: Language) -> str:
    first, message = group[0], group[0].message
    if len(group) == 1 or not isinstance(message, CellFault):
        return first.told(language)
    common = {
        name: value
        for name, value in message.values.items()
        if all(isinstance(one.message, CellFault) and one.message.values[name] == value for one in group)
    }
    cells = [_cell(error, common, language) for error in group[:MOST_CELLS]]
    if len(group) > MOST_CELLS:
        cells.append(f"… (+{len(group) - MOST_CELLS})")
    where = visible(", ".join(part for part in (first.sheet, first.names(language)) if part))
    rows = TIMES[first.unit].to(language).format(count=len(group))
    title = message.kind.title(language, common)
    return f"{rows}: {where}: {title} – {ROWS[first.unit].to(language)} {'; '.join(cells)}"


def _cell(error: CellError, common: Mapping[str, str], language: Language) -> str:
    """The row, what it is known by, and the first value that it does not have in common with the others."""
    values = error.message.values if isinstance(error.message, CellFault) else {}
    other = "" if language == "vi" else "_vi"  # of a value in both languages, one is shown
    named = (
        value for name, value in values.items() if name not in common and not (other and name.endswith(other))
    )
    own = next(named, "")
    row = "" if error.row is None else str(error.row)
    parts = (error.named, "" if own == quoted(error.named) else own)  # said once, where it is the code itself
    told = ": ".join(visible(part) for part in parts if part)
    return f"{row} ({told})".strip() if told else row


class UnreadableError(PhrasedError):
    """A file as a whole cannot be read: the message says why and what to do."""
