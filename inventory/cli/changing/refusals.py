"""Files that are refused: what is wrong by kind, in one language, and a copy of the file with comments."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from inventory.errors import InventoryError
from inventory.files.marking import write_marked
from inventory.files.reading.result import ImportRefusedError
from inventory.files.writing import keep_what_is_there
from inventory.model import Language

MARKED_HELP = "Write a copy of the workbook, with a comment in each cell that is wrong, if there is any."


@contextmanager
def refusals_told(file: Path | None, marked: Path | None, language: Language) -> Iterator[None]:
    """Tell what is wrong with a file by kind; ``marked``: where its copy with comments is written.

    Raises:
        InventoryError: the file is refused.

    """
    if marked is not None:
        if marked.suffix.lower() != ".xlsx":
            raise InventoryError("{marked}: the copy is a workbook: end its name in .xlsx", marked=marked)
        keep_what_is_there(marked)
    try:
        yield
    except ImportRefusedError as refused:
        if marked is not None and file is not None:
            write_marked(file, marked, refused.errors, language)
            typer.echo(f"Đã ghi bản có chú thích / copy with comments written: {marked}", err=True)
        raise InventoryError(refused.told(language)) from refused
