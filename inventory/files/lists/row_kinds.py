"""Which rows of a list hold data."""

from inventory.files.cells.addresses import has_none, names_hosts
from inventory.files.lists.fields import HOST
from inventory.files.lists.mapping import COMMENT, ListTable
from inventory.files.lists.shapes import BODY
from inventory.files.reading.raw import RawRow, is_blank
from inventory.files.reading.row_kinds import RowKind, is_numbering, is_section, is_total
from inventory.files.reading.tables import name_of
from inventory.words import fold


def kind_of_row(one: ListTable, row: RawRow) -> RowKind | None:
    """None for a row of data."""
    texts = {place: name_of(cell) for place, cell in enumerate(row.cells) if not is_blank(cell)}
    values = list(texts.values())
    if not values:
        return RowKind.SPARE
    if values[0].startswith(COMMENT):
        return RowKind.REMARK
    headings = {fold(column.heading) for column in one.columns if column.heading}
    if {fold(value) for value in values} <= headings or is_numbering(values):
        return RowKind.HEADER
    hosts = [texts[column.index] for column in one.of(HOST) if column.index in texts]
    if any(map(names_hosts, values)) or len(one.columns) == 1 or one.of(BODY):
        return None
    return _without_address(one, values, [host for host in hosts if not has_none(host)])


def _without_address(one: ListTable, values: list[str], wrong: list[str]) -> RowKind | None:
    """A row without addresses; ``wrong``: what stands in their place, which is told."""
    number = values[0] if len(values) > 1 else ""
    if is_total(values, number):
        return RowKind.TOTAL
    is_alone = len(values) == 1 and len([column for column in one.columns if column.field]) > 1
    is_title = is_alone or (len(values) > 1 and is_section(values, number))
    return RowKind.SECTION if is_title and not wrong else None
