"""An inventory as tables of plain values, one for each sheet: what every tabular file is written from."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from inventory.approvals.events import ApprovalEvent
from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.model import Inventory, Strict


class Filled(NamedTuple):
    """A sheet and its rows, to be taken once: each cell text, a number, a date or None."""

    sheet: Sheet
    rows: Iterable[Sequence[object]]


def filled_sheets(inventory: Inventory, events: Iterable[ApprovalEvent]) -> tuple[Filled, ...]:
    """All five sheets, in order; a sheet without rows is there too. Rows are made as they are asked for."""
    systems = inventory.systems
    models: dict[Part, Iterable[tuple[str, Strict]]] = {
        Part.ORGANIZATIONS: ((organization.code, organization) for organization in inventory.organizations),
        Part.SYSTEMS: ((system.code, system) for system in systems),
        Part.ENDPOINTS: ((system.code, endpoint) for system, endpoint in inventory.endpoints()),
        Part.PERMISSIONS: ((system.code, system.permission) for system in systems if system.permission),
        Part.EVENTS: ((event.system, event) for event in events),
    }
    return tuple(Filled(BY_PART[part], _rows(BY_PART[part], rows)) for part, rows in models.items())


def _rows(sheet: Sheet, models: Iterable[tuple[str, Strict]]) -> Iterator[list[object]]:
    columns = [(column.field, column.format.write) for column in sheet.columns]
    for code, model in models:
        values = {**model.__dict__, sheet.key: code}
        cells = ((write, values[field]) for field, write in columns)
        yield [None if value is None else write(value) for write, value in cells]
