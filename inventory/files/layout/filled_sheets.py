"""An inventory as tables of plain values, one for each sheet: what every tabular file is written from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from inventory.approvals.events import ApprovalEvent
from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.model import Inventory, Strict
from inventory.requirements.catalogue_rows import ChosenCatalogue
from inventory.requirements.entries import entries
from inventory.requirements.model import SelfAssessment


class Filled(NamedTuple):
    """A sheet and its rows, each cell text, a number, a date or None."""

    sheet: Sheet
    rows: tuple[tuple[object, ...], ...]


class StreamedSheet(NamedTuple):
    """The same with rows that are made when they are asked for."""

    sheet: Sheet
    rows: Iterable[tuple[object, ...]]


@dataclass(frozen=True)
class OfRequirements:
    """The catalogues that a database goes by, and what was said of its systems' requirements."""

    catalogues: tuple[ChosenCatalogue, ...] = ()
    said: tuple[SelfAssessment, ...] = ()


NOTHING_SAID = OfRequirements()


def filled_sheets(inventory: Inventory, events: Iterable[ApprovalEvent]) -> tuple[Filled, ...]:
    """Every sheet, in order; a sheet without rows is there too."""
    return tuple(Filled(sheet, tuple(rows)) for sheet, rows in streamed_sheets(inventory, events))


def streamed_sheets(
    inventory: Inventory, events: Iterable[ApprovalEvent], told: OfRequirements = NOTHING_SAID
) -> tuple[StreamedSheet, ...]:
    """Every sheet, in order, of which the rows come one by one; those of requirements where there are any."""
    systems = inventory.systems
    models: dict[Part, Iterable[tuple[str, Strict]]] = {
        Part.SETTINGS: ((setting.key, setting) for setting in inventory.settings),
        Part.ORGANIZATIONS: ((organization.code, organization) for organization in inventory.organizations),
        Part.SYSTEMS: ((system.code, system) for system in systems),
        Part.ENDPOINTS: ((system.code, endpoint) for system, endpoint in inventory.endpoints()),
        Part.PERMISSIONS: ((system.code, system.permission) for system in systems if system.permission),
        Part.EVENTS: ((event.system, event) for event in events),
    }
    if told.catalogues:
        models[Part.REQUIREMENTS] = ((entry.catalogue, entry) for entry in entries(told.catalogues))
    if told.said:
        models[Part.SELF_ASSESSMENTS] = ((said.system, said) for said in told.said)
    return tuple(StreamedSheet(BY_PART[part], _rows(BY_PART[part], rows)) for part, rows in models.items())


def _rows(sheet: Sheet, models: Iterable[tuple[str, Strict]]) -> Iterator[tuple[object, ...]]:
    columns = [(column.field, column.format.write) for column in sheet.columns]
    told_only = {column.field: None for column in sheet.columns if column.told_only}
    for code, model in models:
        values = {**told_only, **model.__dict__, sheet.key: code}
        yield tuple(None if (value := values[field]) is None else write(value) for field, write in columns)
