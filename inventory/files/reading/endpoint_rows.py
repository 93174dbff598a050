"""A row of an endpoint: its address may be a web address, with a port, or several of them."""

from collections.abc import Mapping

from inventory.faults import CellFault, FaultKind, said
from inventory.files.cells.addresses import addresses_in, has_none
from inventory.files.layout.columns import Column
from inventory.files.reading.cell_reading import CellReading
from inventory.files.reading.raw import Draft, Place, Unusable, is_blank
from inventory.files.reading.row_kinds import LeftOut, RowKind
from inventory.model import Endpoint
from inventory.safe_text import quoted
from inventory.words import WrongValueError

HOST = "host"
PORTS = ("https_port", "http_port")
OTHER_PORT = FaultKind(
    vi="{value} nêu cổng {port}, cột cổng lại ghi {other}: giữ một trong hai",
    en="{value} names port {port}, its column {other}: keep one of the two",
)
REMARK = FaultKind(
    vi="bỏ lời ghi {remark} bên cạnh địa chỉ", en="the remark {remark} beside the address is left out"
)


def endpoint_drafts(
    cells: Mapping[Column, object], place: Place, reading: CellReading, *, needs_host: bool = False
) -> list[Draft]:
    """A draft for each address of a row; none where it says that there is no address.

    ``needs_host``: a row without one is no endpoint, as in a row of systems whose other columns are filled.
    """
    host = next(((column, cell) for column, cell in cells.items() if column.field == HOST), None)
    if host is None or is_blank(host[1]) or place.table.unit == "item" or isinstance(host[1], Unusable):
        return [reading.draft(cells, place)]
    others = {column: cell for column, cell in cells.items() if column.field != HOST}
    text = str(host[1])
    if has_none(text):
        if not needs_host:
            left = LeftOut(place.table.sheet, place.row, RowKind.NO_ADDRESS, text)
            reading.content.left_out.append(left)
        return []
    draft = reading.draft(others, place)
    try:
        addresses = addresses_in(text)
    except WrongValueError as error:
        reading.content.errors.append(place.error(HOST, said(error)))
        return [Draft(draft.fields, draft.broken | {HOST}, place)]
    if addresses.remark:
        note = REMARK(remark=quoted(addresses.remark))
        reading.content.readings.append(place.error(HOST, note))
    return [_with_address(draft, endpoint, reading, text) for endpoint in addresses.endpoints]


def _with_address(draft: Draft, endpoint: Endpoint, reading: CellReading, text: str) -> Draft:
    """The row's draft with one of its addresses; the port in it wins over a blank or usual one."""
    fields = {**draft.fields, HOST: endpoint.host}
    for name in PORTS:
        usual, named, written = Endpoint.model_fields[name].default, getattr(endpoint, name), fields.get(name)
        if name not in endpoint.model_fields_set:
            continue
        if written not in (None, usual, named):
            reading.content.errors.append(draft.place.error(HOST, _conflict(text, named, written)))
        fields[name] = named
    return Draft(fields, draft.broken, draft.place)


def _conflict(text: str, named: int, written: object) -> CellFault:
    return OTHER_PORT(value=quoted(text), port=named, other=written)
