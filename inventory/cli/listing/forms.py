"""One list in three forms: for the screen, for programs (JSON), and for spreadsheets (CSV, RFC 4180)."""

import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

import typer

from inventory.cli.terminal import print_json, print_table
from inventory.files.cells.guarding import guard
from inventory.safe_text import visible

ListForm = Literal["text", "json", "csv"]
ListFormOption = Annotated[ListForm, typer.Option("--format", help="Form of the output.")]
BOM = "\ufeff"  # by which Excel takes a CSV file for UTF-8


@dataclass(frozen=True)
class Listing:
    """What a command lists, as the reader's language has it. ``document``: its JSON; None in a row: no data.

    ``shown``: how it is shown on the screen, where it is more than a table.
    """

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    document: Callable[[], object]
    shown: Callable[[], None] | None = None


def print_listing(listing: Listing, form: ListForm) -> None:
    """The list on standard output, in one of the forms."""
    if form == "json":
        print_json(listing.document())
    elif form == "csv":
        sys.stdout.write(csv_text(listing.headings, listing.rows))
    elif listing.shown is not None:
        listing.shown()
    else:
        print_table(listing.title, listing.headings, listing.rows)


def named_document(name: str, items: Iterable[Mapping[str, object]], **more: object) -> dict[str, object]:
    """The JSON of a list: its schema, what else is to be told, and the items by the list's name."""
    return {"schema": f"capdo.{name}/1", **more, name: list(items)}


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A list as CSV in UTF-8 with BOM, one line a row; what a spreadsheet would run is made text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return f"{BOM}{text.getvalue()}"


def _cell(cell: object) -> str:
    return "" if cell is None else guard(visible(str(cell)))
