"""An inventory as tables of plain values, one for each sheet: what every tabular file is written from."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from inventory.approvals.events import ApprovalEvent
from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.model import Inventory, Strict


class Filled(NamedTuple):
    """A sheet and its rows, each cell text, a number, a date or None."""

    sheet: Sheet
    rows: tuple[tuple[object, ...], ...]


def filled_sheets(inventory: Inventory, events: Iterable[ApprovalEvent]) -> tuple[Filled, ...]:
    """Every sheet, in order; a sheet without rows is there too."""
    systems = inventory.systems
    permissions = [(system.code, system.permission) for system in systems if system.permission]
    models: dict[Part, list[tuple[str, Strict]]] = {
        Part.SETTINGS: [(setting.key, setting) for setting in inventory.settings],
        Part.ORGANIZATIONS: [(organization.code, organization) for organization in inventory.organizations],
        Part.SYSTEMS: [(system.code, system) for system in systems],
        Part.ENDPOINTS: [(system.code, endpoint) for system, endpoint in inventory.endpoints()],
        Part.PERMISSIONS: [(code, permission) for code, permission in permissions],
        Part.EVENTS: [(event.system, event) for event in events],
    }
    return tuple(Filled(BY_PART[part], tuple(_rows(BY_PART[part], rows))) for part, rows in models.items())


def _rows(sheet: Sheet, models: Iterable[tuple[str, Strict]]) -> Iterator[tuple[object, ...]]:
    for code, model in models:
        values = {**dict(model), sheet.key: code}
        cells = ((column, values[column.field]) for column in sheet.columns)
        yield tuple(None if value is None else column.format.write(value) for column, value in cells)
