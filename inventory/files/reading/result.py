"""What reading a file gives: an inventory with its events, or every error at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from inventory.approvals.events import ApprovalEvent
from inventory.errors import InventoryError
from inventory.model import Code, Inventory
from inventory.requirements.catalogue_rows import ChosenCatalogue
from inventory.requirements.model import SelfAssessment
from inventory.safe_text import visible
from inventory.wording.phrases import PhrasedError

Unit = Literal["row", "item"]
NAMES: dict[Unit, str] = {"row": "column", "item": "field"}


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
class ReadFile:
    """What a file holds, and how many rows of it are the template's examples, which are never stored."""

    content: ImportedFile
    examples: int = 0


@dataclass(frozen=True)
class CellError:
    """One thing wrong in a file. ``row`` counts as the spreadsheet does; in YAML and JSON, items from 1.

    ``sheet`` is empty and ``row`` and ``column`` are None when the error is about the whole file.
    """

    sheet: str
    row: int | None
    column: str | None
    message: str
    unit: Unit = "row"

    def __str__(self) -> str:
        """Where and what, on one line."""
        row = "" if self.row is None else f"{self.unit} {self.row}"
        column = "" if self.column is None else f"{NAMES[self.unit]} “{self.column}”"
        where = visible(", ".join(part for part in (self.sheet, row, column) if part))
        return f"{where}: {self.message}" if where else self.message


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


class UnreadableError(PhrasedError):
    """A file as a whole cannot be read: the message says why and what to do."""
