"""Rows of cells become drafts: values by the model's fields, each knowing where it came from."""

from collections.abc import Iterable, Iterator, Mapping

from inventory.faults import FaultKind
from inventory.files.assembling.naming import by_their_codes
from inventory.files.layout.columns import Column
from inventory.files.layout.sheets import Part, Sheet
from inventory.files.reading.answers import NO_ANSWERS, FileAnswers
from inventory.files.reading.cell_reading import CellReading, with_defaults
from inventory.files.reading.day_orders import day_orders
from inventory.files.reading.endpoint_rows import endpoint_drafts
from inventory.files.reading.explain import REQUIRED
from inventory.files.reading.headers import NOTES, Header, read_header
from inventory.files.reading.raw import Draft, FileContent, Place, RawRow, RawTable, is_blank
from inventory.files.reading.tables import name_of
from inventory.model import Inventory

TOO_MANY_CELLS = FaultKind(
    vi="có nhiều ô hơn số cột: đặt ô chứa dấu phân cách trong ngoặc kép",
    en="has more cells than there are columns: put quotes round a cell that holds the separator",
)

KNOWN_BY = ("code", "system", "name")
ANSWER = ("state", "reason", "plan", "person", "due", "file", "note", "withdraws")


def read_content(
    tables: Iterable[tuple[Sheet, RawTable]], stored: Inventory, answers: FileAnswers = NO_ANSWERS
) -> FileContent:
    """Every row of every table, and every error in a header or a cell."""
    content = FileContent()
    attached = []
    inline: list[Draft] = []
    for sheet, table in tables:
        inline += _read_table(content, sheet, table, answers)
        if sheet.part in content.stated:
            attached.append((sheet.part, table.about))
    by_their_codes(content, stored)
    for part, about in attached:
        content.stated[part].update([about] if about else _named(content, part))
    places = {id(draft.place) for draft in inline}
    of_inline = (draft for draft in content.drafts[Part.SYSTEMS] if id(draft.place) in places)
    content.stated[Part.ENDPOINTS].update(_codes(of_inline, "code"))
    return content


def _read_table(content: FileContent, sheet: Sheet, table: RawTable, answers: FileAnswers) -> list[Draft]:
    """The drafts of systems in whose table an endpoint may stand."""
    header = read_header(sheet, table, content, answers)
    reading = CellReading(content, day_orders(header, answers))
    content.told += [told for order in reading.orders.values() for told in order.told]
    before = len(content.drafts[sheet.part])
    for row in table.rows:
        _read_row(content, header, row, reading, answers)
    return content.drafts[sheet.part][before:] if header.has_inline else []


def _named(content: FileContent, part: Part) -> Iterator[str]:
    yield from _codes(content.drafts[Part.SYSTEMS], "code")
    yield from _codes(content.drafts[part], "system")


def _codes(drafts: Iterable[Draft], name: str) -> Iterator[str]:
    return (code for draft in drafts if (code := draft.text(name)))


def _read_row(
    content: FileContent, header: Header, row: RawRow, reading: CellReading, answers: FileAnswers
) -> None:
    if all(is_blank(cell) for cell in row.cells):
        return
    place = Place(header.sheet, header.table, row.number, header.typed, _known_by(header, row))
    if not all(is_blank(cell) for cell in row.cells[len(header.columns) :]):
        content.errors.append(place.error(None, TOO_MANY_CELLS()))
    cells = dict(zip(header.columns, row.cells, strict=False))
    sheet = header.sheet
    own = {column: cell for column, cell in cells.items() if column and column in sheet.columns}
    if sheet.part is Part.ENDPOINTS:
        content.drafts[Part.ENDPOINTS] += endpoint_drafts(own, place, reading)
        return
    draft = with_defaults(reading.draft(own, place), answers)
    draft = _with_remarks(draft, header, row)
    if sheet.part is Part.SETTINGS and draft.has("value") and draft.fields.get("value") is None:
        return  # the template names every setting: a blank value keeps what is stored
    if sheet.part is Part.SELF_ASSESSMENTS and not any(draft.says(field) for field in ANSWER):
        return  # the template lists every requirement: a blank row is not answered
    content.drafts[sheet.part].append(with_key(draft, sheet.key, content))
    inline = {column: cell for column, cell in cells.items() if column and column in sheet.inline}
    if not all(is_blank(cell) for cell in inline.values()):
        _read_inline(content, inline, place, reading, draft.fields.get("code"))


def _known_by(header: Header, row: RawRow) -> str:
    """Its code, or the system's that it belongs to, or else its name."""
    cells = {
        column.field: name_of(cell)
        for column, cell in zip(header.columns, row.cells, strict=False)
        if column and column.field in KNOWN_BY
    }
    return next((text for field in KNOWN_BY if (text := cells.get(field, ""))), "")


def _read_inline(
    content: FileContent, cells: Mapping[Column, object], place: Place, reading: CellReading, code: object
) -> None:
    for endpoint in endpoint_drafts(cells, place, reading, needs_host=True):
        fields = {"system": code, **endpoint.fields}
        content.drafts[Part.ENDPOINTS].append(Draft(fields, endpoint.broken, place))


def with_key(draft: Draft, key: str, content: FileContent) -> Draft:
    """The draft; a blank key is told here, since not every model has the key as a field."""
    if key in draft.broken or draft.fields.get(key) is not None:
        return draft
    if key in draft.place.columns:  # an absent column was told with the header
        content.errors.append(draft.place.error(key, REQUIRED()))
    return Draft(draft.fields, draft.broken | {key}, draft.place)


def _with_remarks(draft: Draft, header: Header, row: RawRow) -> Draft:
    """The draft whose notes have what stands in the columns that people added."""
    remarks = [
        f"{name}: {text}"
        for index, name in header.remarks.items()
        if index < len(row.cells) and (text := name_of(row.cells[index]))
    ]
    if not remarks:
        return draft
    notes = "\n".join(filter(None, [draft.text(NOTES), *remarks]))
    return Draft({**draft.fields, NOTES: notes}, draft.broken, draft.place)
