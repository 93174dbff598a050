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


class StreamedSheet(NamedTuple):
    """The same with rows that are made when they are asked for."""

    sheet: Sheet
    rows: Iterable[tuple[object, ...]]


def filled_sheets(inventory: Inventory, events: Iterable[ApprovalEvent]) -> tuple[Filled, ...]:
    """Every sheet, in order; a sheet without rows is there too."""
    return tuple(Filled(sheet, tuple(rows)) for sheet, rows in streamed_sheets(inventory, events))


def streamed_sheets(inventory: Inventory, events: Iterable[ApprovalEvent]) -> tuple[StreamedSheet, ...]:
    """Every sheet, in order, of which the rows come one by one."""
    systems = inventory.systems
    models: dict[Part, Iterable[tuple[str, Strict]]] = {
        Part.SETTINGS: ((setting.key, setting) for setting in inventory.settings),
        Part.ORGANIZATIONS: ((organization.code, organization) for organization in inventory.organizations),
        Part.SYSTEMS: ((system.code, system) for system in systems),
        Part.ENDPOINTS: ((system.code, endpoint) for system, endpoint in inventory.endpoints()),
        Part.PERMISSIONS: ((system.code, system.permission) for system in systems if system.permission),
        Part.EVENTS: ((event.system, event) for event in events),
    }
    return tuple(StreamedSheet(BY_PART[part], _rows(BY_PART[part], rows)) for part, rows in models.items())


def _rows(sheet: Sheet, models: Iterable[tuple[str, Strict]]) -> Iterator[tuple[object, ...]]:
    columns = [(column.field, column.format.write) for column in sheet.columns]
    for code, model in models:
        values = {**model.__dict__, sheet.key: code}
        yield tuple(None if (value := values[field]) is None else write(value) for field, write in columns)
