"""Rows of cells become drafts: values by the model's fields, each knowing where it came from."""

from collections.abc import Iterable, Iterator

from inventory.files.layout.columns import Column
from inventory.files.layout.sheets import Part, Sheet
from inventory.files.reading.explain import REQUIRED
from inventory.files.reading.headers import Header, read_header
from inventory.files.reading.raw import Draft, FileContent, Place, RawRow, RawTable, Unusable, is_blank
from inventory.files.reading.result import CellError
from inventory.words import WrongValueError

ANSWER = ("state", "reason", "plan", "person", "due", "file", "note", "withdraws")


def read_content(tables: Iterable[tuple[Sheet, RawTable]]) -> FileContent:
    """Every row of every table, and every error in a header or a cell."""
    content = FileContent()
    attached = []
    for sheet, table in tables:
        _read_table(content, sheet, table)
        if sheet.part in content.stated:
            attached.append((sheet.part, table.about))
    for part, about in attached:
        content.stated[part].update([about] if about else _named(content, part))
    return content


def _read_table(content: FileContent, sheet: Sheet, table: RawTable) -> None:
    header = read_header(sheet, table, content.errors)
    before = len(content.drafts[sheet.part])
    for row in table.rows:
        _read_row(content, header, row)
    if header.has_inline:
        content.stated[Part.ENDPOINTS].update(_codes(content.drafts[sheet.part][before:], "code"))


def _named(content: FileContent, part: Part) -> Iterator[str]:
    yield from _codes(content.drafts[Part.SYSTEMS], "code")
    yield from _codes(content.drafts[part], "system")


def _codes(drafts: Iterable[Draft], name: str) -> Iterator[str]:
    return (code for draft in drafts if (code := draft.text(name)))


def _read_row(content: FileContent, header: Header, row: RawRow) -> None:
    if all(is_blank(cell) for cell in row.cells):
        return
    place = Place(header.sheet, header.table, row.number, header.typed)
    if not all(is_blank(cell) for cell in row.cells[len(header.columns) :]):
        text = "has more cells than there are columns: put quotes round a cell that holds the separator"
        content.errors.append(place.error(None, text))
    cells = dict(zip(header.columns, row.cells, strict=False))
    sheet = header.sheet
    own = {column: cell for column, cell in cells.items() if column and column in sheet.columns}
    draft = _draft(own, place, content.errors)
    if sheet.part is Part.SETTINGS and draft.has("value") and draft.fields.get("value") is None:
        return  # the template names every setting: a blank value keeps what is stored
    if sheet.part is Part.SELF_ASSESSMENTS and not any(draft.says(field) for field in ANSWER):
        return  # the template lists every requirement: a blank row is not answered
    content.drafts[sheet.part].append(_with_key(draft, sheet.key, content.errors))
    inline = {column: cell for column, cell in cells.items() if column and column in sheet.inline}
    if not all(is_blank(cell) for cell in inline.values()):
        endpoint = _draft(inline, place, content.errors)
        fields = {"system": draft.fields.get("code"), **endpoint.fields}
        content.drafts[Part.ENDPOINTS].append(Draft(fields, endpoint.broken, place))


def _with_key(draft: Draft, key: str, errors: list[CellError]) -> Draft:
    """The draft; a blank key is told here, since not every model has the key as a field."""
    if key in draft.broken or draft.fields.get(key) is not None:
        return draft
    if key in draft.place.columns:  # an absent column was told with the header
        errors.append(draft.place.error(key, REQUIRED))
    return Draft(draft.fields, draft.broken | {key}, draft.place)


def _draft(cells: dict[Column, object], place: Place, errors: list[CellError]) -> Draft:
    fields: dict[str, object] = {}
    broken = set()
    for column, cell in cells.items():
        if column.told_only:
            continue
        try:
            fields[column.field] = None if is_blank(cell) else _value(column, cell)
        except ValueError as error:
            broken.add(column.field)
            errors.append(place.error(column.field, str(error)))
    return Draft(fields, frozenset(broken), place)


def _value(column: Column, cell: object) -> object:
    if isinstance(cell, Unusable):
        raise WrongValueError(cell.message)
    if isinstance(cell, dict) or (isinstance(cell, list) and not column.format.many):
        raise WrongValueError("is a list or a mapping: write one value")
    return column.format.read(cell)
