"""Which catalogues a database has gone by, and from when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, func, insert, select

from inventory.clock import Clock
from inventory.database.chains.sealing import seal
from inventory.database.rows import values
from inventory.errors import InventoryError
from inventory.requirements.model import Catalogue
from inventory.requirements.sealing import CATALOGUES, CHAIN
from inventory.requirements.shipped import shipped, shipped_names
from inventory.requirements.tables import CatalogueRow

UNREADABLE = "a catalogue of requirements can't be read: see capdo approval verify; restore a backup"


@dataclass(frozen=True)
class ChosenCatalogue:
    """A catalogue, and from which day on the database goes by it."""

    catalogue: Catalogue
    since: date


def chosen(connection: Connection) -> tuple[ChosenCatalogue, ...]:
    """Every catalogue that was chosen, in the order in which they take each other's place."""
    columns = (CatalogueRow.catalogue, CatalogueRow.content, CatalogueRow.valid_from)
    query = select(*columns).order_by(CatalogueRow.valid_from, CatalogueRow.sequence)
    return tuple(
        ChosenCatalogue(_catalogue(code, content), since)
        for code, content, since in connection.execute(query)
    )


def catalogue_on(told: Sequence[ChosenCatalogue], day: date) -> Catalogue:
    """The one in force at the end of a day; before any was chosen, the one that ships."""
    return next((one.catalogue for one in reversed(told) if one.since <= day), shipped())


def catalogue_called(told: Sequence[ChosenCatalogue], code: str) -> Catalogue | None:
    """The newest version of the catalogue with a code, chosen or shipped."""
    newest = next((one.catalogue for one in reversed(told) if one.catalogue.code == code), None)
    return newest or (shipped(code) if code in shipped_names() else None)


def choose(connection: Connection, catalogue: Catalogue, since: date, actor: str, clock: Clock) -> bool:
    """Go by a catalogue from a day on; whether that is anything new."""
    if ChosenCatalogue(catalogue, since) in chosen(connection):
        return False
    last = connection.scalar(select(func.max(CatalogueRow.sequence))) or 0
    is_shipped = catalogue.code in shipped_names()
    row: dict[Any, object] = {
        CatalogueRow.sequence: last + 1,
        CatalogueRow.catalogue: catalogue.code,
        CatalogueRow.version: catalogue.version,
        CatalogueRow.valid_from: since,
        CatalogueRow.content: None if is_shipped else catalogue.model_dump_json(exclude_defaults=True),
        CatalogueRow.actor: actor,
        CatalogueRow.recorded_at: clock().astimezone(UTC),
    }
    connection.execute(insert(CatalogueRow), [values(row)])
    seal(connection, CHAIN.name, CATALOGUES, CATALOGUES.key > last)
    return True


def _catalogue(code: str, content: str | None) -> Catalogue:
    try:
        return shipped(code) if content is None else Catalogue.model_validate_json(content)
    except (ValidationError, OSError):
        raise InventoryError(UNREADABLE) from None
