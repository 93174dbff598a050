"""Whether the inventory is what its log of changes tells."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError
from sqlalchemy import Connection, String, select, type_coerce

from inventory.database.chains.following import Chain, ChainFound, Fault, Noted
from inventory.database.chains.inventory_log import (
    CHANGES,
    INVENTORY,
    ORGANIZATIONS,
    SYSTEMS,
    Item,
    State,
    folded,
    former_codes_told,
    state,
    states,
)
from inventory.database.present_codes import present_codes
from inventory.database.reading import read
from inventory.database.tables import FormerCodeRow
from inventory.errors import InventoryError
from inventory.model import Organization, Setting, System

MODELS: Mapping[str, type[Organization | System]] = {ORGANIZATIONS: Organization, SYSTEMS: System}


class InventoryChain(Chain):
    """The chain of the inventory's changes, and the inventory held against it."""

    def __init__(self) -> None:
        super().__init__(INVENTORY, (CHANGES,))

    def verify(
        self, connection: Connection, noted: Noted | None = None, *, everything: bool = False
    ) -> ChainFound:
        """Follow the changes, then compare what they come to with the tables."""
        found = super().verify(connection, noted, everything=everything)
        if found.fault is not None:
            return found
        try:
            keys = {present: key for key, present in present_codes(connection).items()}
            stored = states(read(connection), keys)
            told, formerly = former_codes_told(connection), _former_codes(connection)
            logged = {item: _as_of_this_version(item, fields) for item, fields in folded(connection).items()}
        except (ValidationError, ValueError, TypeError, AttributeError, InventoryError):
            return replace(found, fault=Fault.UNREADABLE)  # what no program of ours wrote
        differing = [item for item in {*stored, *logged} if stored.get(item) != logged.get(item)]
        differing += [(FormerCodeRow.__tablename__, code) for code, _ in formerly ^ set(told.items())]
        return replace(found, fault=Fault.CHANGED, row=" ".join(min(differing))) if differing else found


def _former_codes(connection: Connection) -> set[tuple[str, str]]:
    """As the database keeps them: types could refuse what somebody put there."""
    query = select(type_coerce(FormerCodeRow.code, String), type_coerce(FormerCodeRow.system, String))
    return {(str(code), str(key)) for code, key in connection.execute(query)}


def _as_of_this_version(item: Item, fields: State) -> State:
    """Fields that came later have their defaults."""
    return state(MODELS.get(item[0], Setting).model_validate(fields))
