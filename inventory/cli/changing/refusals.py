"""Files that are refused: what is wrong by kind, in one language, and a copy of the file with comments."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from inventory.errors import InventoryError
from inventory.files.marking import write_marked
from inventory.files.reading.result import ImportRefusedError
from inventory.files.writing import keep_what_is_there
from inventory.model import Language, Text

MARKED = Text(vi="Đã ghi bản có chú thích: {file}", en="Copy with comments written: {file}")
HINT = Text(
    vi="Lưu các dòng còn lại: capdo inventory import … --skip-unsure. Bản sao có chú thích ở ô sai: "
    "--marked FILE.xlsx.",
    en="To store the other rows: capdo inventory import … --skip-unsure. A copy with comments in the cells: "
    "--marked FILE.xlsx.",
)
MARKED_HELP = "Write a copy of the workbook, with a comment in each cell that is wrong, if there is any."


@contextmanager
def refusals_told(file: Path | None, marked: Path | None, language: Language) -> Iterator[None]:
    """Tell what is wrong with a file by kind; ``marked``: where its copy with comments is written.

    Raises:
        InventoryError: the file is refused.

    """
    if marked is not None:
        if marked.suffix.lower() != ".xlsx":
            raise InventoryError("{file}: the copy is a workbook: end its name in .xlsx", file=marked)
        keep_what_is_there(marked)
    try:
        yield
    except ImportRefusedError as refused:
        if marked is not None and file is not None:
            write_marked(file, marked, refused.errors, language)
            typer.echo(MARKED.to(language).format(file=marked), err=True)
        hint = f"\n  {HINT.to(language)}" if _leaves_rows(refused) else ""
        raise InventoryError(f"{refused.told(language)}{hint}") from refused


def _leaves_rows(refused: ImportRefusedError) -> bool:
    """Whether there may be rows that are right beside those that are wrong."""
    return len(refused.errors) > 1 and all(error.row for error in refused.errors)
