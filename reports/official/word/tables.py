"""Tables: with lines, whose header comes again on each page; and without, to place things side by side."""

from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table as TableType
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from reports.official.document import Table
from reports.official.word import text

CELL_SIZE = 12  # points
DENSE = 10  # of tables with many columns


def side_by_side(document: DocumentType, *widths: float) -> tuple[_Cell, ...]:
    """Cells without lines, whose first paragraph is there already."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    _pad(table, 0, 0)
    _set_widths(table, widths)
    return tuple(table.rows[0].cells)


def keep_last_whole(document: DocumentType) -> None:
    """The last row of a document stands on one page."""
    _mark(document.tables[-1].rows[-1], "w:cantSplit")


def first(cell: _Cell) -> Paragraph:
    """The paragraph that every cell begins with."""
    paragraph: Paragraph = cell.paragraphs[0]
    return paragraph


def add_table(document: DocumentType, content: Table, size: float = CELL_SIZE) -> None:
    """A table with lines; rows aren't divided between pages."""
    table = document.add_table(rows=1, cols=len(content.columns), style="Table Grid")
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _pad(table, 0.6, 1.2)
    for cell, column in zip(table.rows[0].cells, content.columns, strict=True):
        text.write(first(cell), column.heading, size=size, bold=True)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _mark(table.rows[0], "w:tblHeader")
    if content.is_numbered:
        _add_numbers(table, size)
    for values in content.rows:
        row = table.add_row()
        keep_whole(row)
        for cell, column, value in zip(row.cells, content.columns, values, strict=True):
            align = text.CENTER if column.align == "center" else text.LEFT
            text.write(first(cell), value or "", size=size, align=align)
    _set_widths(table, tuple(column.width for column in content.columns))
    _merge(table, content)


def _merge(table: TableType, content: Table) -> None:
    """Make one of cells and those above them."""
    header = len(table.rows) - len(content.rows)
    for row, values in enumerate(content.rows, start=header):
        for column, value in enumerate(values):
            if value is None:
                table.cell(row - 1, column).merge(table.cell(row, column))


def keep_whole(row: _Row) -> None:
    """Not divided between pages."""
    _mark(row, "w:cantSplit")


def _add_numbers(table: TableType, size: float) -> None:
    """(1), (2) … below the headings, on each page as they are."""
    row = table.add_row()  # type: ignore[no-untyped-call] # python-docx has no types here
    _mark(row, "w:tblHeader")
    for number, cell in enumerate(row.cells, start=1):
        text.write(first(cell), f"({number})", size=size, italic=True)


def _pad(table: TableType, vertical: float, horizontal: float) -> None:
    """The room between lines and text, in millimetres."""
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", vertical), ("left", horizontal), ("bottom", vertical), ("right", horizontal)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(Mm(room).twips)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # ECMA-376 part 1, 17.4.60: after the layout, before the look
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 - python-docx has no other way


def _set_widths(table: TableType, widths: tuple[float, ...]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)  # LibreOffice goes by the columns, Word by the cells


def _mark(row: _Row, name: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way to it
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    properties.append(mark)
