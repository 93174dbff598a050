"""What one row of a list is about: its name, its addresses, and whose it is."""

from typing import NamedTuple

from inventory.faults import FaultKind, said
from inventory.files.cells.addresses import Addresses, addresses_in
from inventory.files.lists.fields import HOST, NAME
from inventory.files.lists.list_row import ListRow
from inventory.files.lists.owning import Owning
from inventory.files.reading.endpoint_rows import REMARK
from inventory.files.reading.raw import FileContent
from inventory.model import Endpoint, Organization
from inventory.safe_text import quoted
from inventory.words import WrongValueError

NO_SUBJECT = FaultKind(
    vi="không có địa chỉ và không có tên: điền một trong hai",
    en="has neither an address nor a name: fill in one",
)


class Subject(NamedTuple):
    """``operator``: None where nobody but the owner is told."""

    name: str
    endpoints: tuple[Endpoint, ...]
    owner: Organization
    operator: Organization | None


def subject_of(row: ListRow, owning: Owning, content: FileContent) -> Subject | None:
    """What a row is about; None, with an error, where that can't be told.

    Raises:
        WrongValueError: several bodies may be meant.

    """
    addresses = [_addresses(row, column.index, content) for column in row.one.of(HOST)]
    if None in addresses:
        return None
    endpoints = {one.key: one for found in addresses if found for one in found.endpoints}
    name = row.text(NAME) or next((endpoint.host for endpoint in endpoints.values()), "")
    if not name:
        content.errors.append(row.error(None, NO_SUBJECT()))
        return None
    owner = owning.owner(row)
    return Subject(name, tuple(endpoints.values()), owner, owning.operator(row, owner))


def _addresses(row: ListRow, index: int, content: FileContent) -> Addresses | None:
    """The addresses of one cell; None, with an error, where it holds something else."""
    text = row.cell(index)
    try:
        found = addresses_in(text)
    except WrongValueError as error:
        content.errors.append(row.error_at(index, said(error)))
        return None
    if found.remark:
        content.readings.append(row.error_at(index, REMARK(remark=quoted(found.remark))))
    return found
