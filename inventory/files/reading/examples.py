"""The example rows of the template: shown to people, never stored."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from inventory.files.layout.sheets import Part, Sheet
from inventory.files.reading.raw import RawRow, RawTable

MARK = "VÍ DỤ"  # with which the texts of an example begin
HOST = "vi-du.brvt.test"
MARKED_IN = {"name", "number", "granted_by", "host"}  # a note may well begin so
RawTables = Sequence[tuple[Sheet, RawTable]]


def without_examples(tables: RawTables) -> tuple[list[tuple[Sheet, RawTable]], int]:
    """The tables without the rows that are marked as examples, or belong to one; and how many those were."""
    codes = {
        code
        for sheet, table in tables
        for row in table.rows
        if _is_marked(sheet, table, row)
        for code in _code(sheet, table, row)
    }
    kept = [(sheet, _kept(sheet, table, codes)) for sheet, table in tables]
    before, after = (sum(len(table.rows) for _, table in some) for some in (tables, kept))
    return kept, before - after


def _kept(sheet: Sheet, table: RawTable, codes: set[str]) -> RawTable:
    attached = sheet.part in (Part.ENDPOINTS, Part.PERMISSIONS, Part.EVENTS)
    rows = tuple(
        row
        for row in table.rows
        if not (_is_marked(sheet, table, row) or (attached and codes.intersection(_code(sheet, table, row))))
    )
    return table if len(rows) == len(table.rows) else replace(table, rows=rows)


def _is_marked(sheet: Sheet, table: RawTable, row: RawRow) -> bool:
    return any(
        field in MARKED_IN and isinstance(cell, str) and _says_so(cell)
        for field, cell in _cells(sheet, table, row)
    )


def _says_so(text: str) -> bool:
    plain = unicodedata.normalize("NFC", text.strip())
    return plain.startswith(MARK) or plain == HOST


def _code(sheet: Sheet, table: RawTable, row: RawRow) -> Iterator[str]:
    """What stands in the row's column of the key: its own code, or that of its system."""
    for field, cell in _cells(sheet, table, row):
        if field == sheet.key and isinstance(cell, str):
            yield cell.strip()


def _cells(sheet: Sheet, table: RawTable, row: RawRow) -> Iterator[tuple[str, object]]:
    """The cells of a spreadsheet's row by their fields; items of YAML and JSON are nobody's template."""
    if table.unit == "row":
        for name, cell in zip(table.header, row.cells, strict=False):
            column = sheet.column(name) if name else None
            if column is not None:
                yield column.field, cell
