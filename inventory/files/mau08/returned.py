"""A form that came back, cell by cell as it was written: what people corrected in it by hand."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from inventory.faults import said
from inventory.files.mau08.cells import text_of
from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.sheets.opening import form_grids, with_header
from inventory.files.mau08.sheets.rows import FormRow, divide
from inventory.files.reading.result import CellError, ImportRefusedError, UnreadableError
from inventory.words import WrongValueError

ReturnedRow = Mapping[Field, str]


def returned_rows(path: Path) -> tuple[ReturnedRow, ...]:
    """The systems of a form, each with the text of its columns; a formula is no text.

    Raises:
        ImportRefusedError: it is no form, or can't be read.

    """
    try:
        sheets = with_header(form_grids(path))
    except UnreadableError as error:
        raise ImportRefusedError(str(path), [CellError("", None, None, said(error))]) from error
    return tuple(dict(_texts(row)) for grid, header in sheets for row in divide(grid, header)[0])


def _texts(row: FormRow) -> Iterator[tuple[Field, str]]:
    for field in HEADINGS:
        columns = row.header.of(field)
        if len(columns) == 1 and columns[0].option is None:
            try:
                yield field, text_of(row.cell(columns[0]))
            except WrongValueError:
                continue
