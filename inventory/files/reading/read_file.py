"""What reading a file gives, with how it was read."""

from dataclasses import dataclass

from inventory.files.lists.mapping import ListTable
from inventory.files.reading.result import CellError, ImportedFile
from inventory.files.reading.row_kinds import LeftOut
from inventory.model import Code, Text


@dataclass(frozen=True)
class ReadFile:
    """What a file holds, and what a person is to know of how it was read.

    ``examples``: how many rows are the template's examples, which are never stored. ``left_out``: other rows
    without data. ``unused``: sheets. ``readings``: what was made of cells that leave some room. ``lists``:
    the tables of a file that is no inventory, with what their columns were taken to be; ``new``: the codes
    that were made for it; ``unsure``: why rows of it are left out.
    """

    content: ImportedFile
    examples: int = 0
    left_out: tuple[LeftOut, ...] = ()
    unused: tuple[str, ...] = ()
    told: tuple[Text, ...] = ()
    readings: tuple[CellError, ...] = ()
    lists: tuple[ListTable, ...] = ()
    unsure: tuple[CellError, ...] = ()
    new: frozenset[Code] = frozenset()

    @property
    def proposes(self) -> bool:
        """Whether a person is to accept what was made of the file."""
        return bool(self.readings or self.lists)
