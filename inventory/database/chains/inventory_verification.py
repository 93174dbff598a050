"""Whether the inventory is what its log of changes tells."""

from dataclasses import replace

from pydantic import ValidationError
from sqlalchemy import Connection

from inventory.database.chains.following import Chain, ChainFound, Fault, Noted
from inventory.database.chains.inventory_log import (
    CHANGES,
    INVENTORY,
    ORGANIZATIONS,
    Item,
    State,
    folded,
    state,
    states,
)
from inventory.database.reading import read
from inventory.errors import InventoryError
from inventory.model import Organization, System


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
            stored = states(read(connection))
            logged = {item: _as_of_this_version(item, fields) for item, fields in folded(connection).items()}
        except (ValidationError, ValueError, TypeError, AttributeError, InventoryError):
            return replace(found, fault=Fault.UNREADABLE)  # what no program of ours wrote
        differing = [item for item in {*stored, *logged} if stored.get(item) != logged.get(item)]
        return replace(found, fault=Fault.CHANGED, row=" ".join(min(differing))) if differing else found


def _as_of_this_version(item: Item, fields: State) -> State:
    """Fields that came later have their defaults."""
    return state((Organization if item[0] == ORGANIZATIONS else System).model_validate(fields))
