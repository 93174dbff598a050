"""What reading a file gives: an inventory with its events, or every error at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from inventory.approvals.events import ApprovalEvent
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Language
from inventory.safe_text import visible
from inventory.wording.phrases import Joined, Phrase, PhrasedError

Unit = Literal["row", "item"]
PLACES: dict[Unit, Phrase] = {"row": Phrase("row {number}"), "item": Phrase("item {number}")}
NAMES: dict[Unit, Phrase] = {"row": Phrase("column “{name}”"), "item": Phrase("field “{name}”")}


class ImportedFile(NamedTuple):
    """Everything a file holds: organizations and systems sorted by code, events in the file's order."""

    inventory: Inventory
    events: tuple[ApprovalEvent, ...] = ()

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
    problem: str | Phrase
    unit: Unit = "row"

    def __str__(self) -> str:
        return self.to("en")

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return str(self.problem)

    def to(self, language: Language) -> str:
        """Where and what, on one line."""
        row = self.row and Phrase(PLACES[self.unit].template, number=self.row)
        column = self.column and Phrase(NAMES[self.unit].template, name=visible(self.column))
        where = Joined(part for part in (visible(self.sheet), row, column) if part)
        said = Joined((where, self.problem), ": ") if where else Joined((self.problem,))
        return said.to(language)


class ImportRefusedError(InventoryError):
    """A file was not imported, not even in part; ``errors`` holds all that is wrong with it."""

    def __init__(self, source: str, errors: Iterable[CellError]) -> None:
        self.source = source
        self.errors = tuple(errors)
        super().__init__(_all_of(visible(source), self.errors))


def _all_of(source: str, errors: Sequence[CellError]) -> Phrase:
    """One error a line; a single error stands on the first line."""
    if len(errors) == 1:
        return Phrase("{source}: {error}; nothing was imported", source=source, error=errors[0])
    first = Phrase("{source}: {count} errors, nothing was imported", source=source, count=len(errors))
    return Joined((first, *errors), "\n  ")


class UnreadableError(PhrasedError):
    """A file as a whole cannot be read: the message says why and what to do."""
