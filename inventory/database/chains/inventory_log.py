"""Who changed what of the inventory, and when: a row for each organization or system that changed.

A row holds each field that changed with its old and its new value; null stands for a field without a value,
of an item that was added or removed for every field.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, func, insert, select

from inventory.clock import Clock, now
from inventory.database.author import login_name
from inventory.database.chains.digests import SealedTable
from inventory.database.chains.sealing import seal
from inventory.database.chains.tables import InventoryChangeRow
from inventory.database.rows import columns_of, values
from inventory.model import Code, Inventory, Organization, System

INVENTORY = "inventory"  # the chain's name
ORGANIZATIONS, SYSTEMS = "organizations", "systems"
CHANGES = SealedTable(
    name=InventoryChangeRow.__tablename__,
    key=columns_of(InventoryChangeRow)[0],
    subject=columns_of(InventoryChangeRow)[:1],
    columns=columns_of(InventoryChangeRow),
)
Item = tuple[str, Code]  # organizations or systems, and its code
State = dict[str, Any]  # an item's fields as JSON, without those that have no value
_encode: Callable[[object], str] = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def log_changes(
    connection: Connection,
    before: Inventory,
    after: Inventory,
    *,
    actor: str | None = None,
    clock: Clock = now,
    reason: str | None = None,
) -> None:
    """Record what differs between two states of the inventory, within the transaction that changes it.

    What ``after`` lacks counts as removed: give the whole inventory, or of both only what may have changed.

    Raises:
        InventoryError: somebody removed the head of the chain.

    """
    old, new = states(before), states(after)
    last: int = connection.scalar(select(func.max(InventoryChangeRow.sequence))) or 0
    common = {
        InventoryChangeRow.recorded_at: clock().astimezone(UTC),
        InventoryChangeRow.actor: actor or login_name(),
        InventoryChangeRow.reason: reason,
    }
    rows: list[dict[str, object]] = []
    for part, code in sorted(item for item in {*old, *new} if old.get(item) != new.get(item)):
        change = _difference(old.get((part, code), {}), new.get((part, code), {}))
        own = {InventoryChangeRow.part: part, InventoryChangeRow.code: code}
        place = {
            InventoryChangeRow.sequence: last + len(rows) + 1,
            InventoryChangeRow.change: _encode(change),
        }
        rows.append(values({**common, **own, **place}))
    if rows:
        connection.execute(insert(InventoryChangeRow), rows)
        seal(connection, INVENTORY, CHANGES, CHANGES.key > last)


def states(inventory: Inventory) -> dict[Item, State]:
    """Every item of an inventory as the log keeps it."""
    organizations = {(ORGANIZATIONS, item.code): state(item) for item in inventory.organizations}
    return {**organizations, **{(SYSTEMS, item.code): state(item) for item in inventory.systems}}


def state(model: Organization | System) -> State:
    """One item as the log keeps it."""
    return {name: value for name, value in model.model_dump(mode="json").items() if value is not None}


def changes(connection: Connection, items: Iterable[Item] | None = None) -> Iterator[tuple[Item, Any, Any]]:
    """Each item with a change and its moment, in the order of recording; ``items``: of these only."""
    chosen = None if items is None else frozenset(items)
    query = select(
        InventoryChangeRow.part,
        InventoryChangeRow.code,
        InventoryChangeRow.change,
        InventoryChangeRow.recorded_at,
    ).order_by(InventoryChangeRow.sequence)
    if chosen is not None:
        query = query.where(InventoryChangeRow.code.in_({code for _, code in chosen}))
    for part, code, change, recorded_at in connection.execute(query):
        if chosen is None or (part, code) in chosen:
            yield (part, code), json.loads(change), recorded_at


def folded(connection: Connection) -> Mapping[Item, State]:
    """The inventory that the log tells."""
    items: dict[Item, State] = defaultdict(dict)
    for item, change, _ in changes(connection):
        for name, (_, new) in change.items():
            if new is None:
                items[item].pop(name, None)
            else:
                items[item][name] = new
    return {item: fields for item, fields in items.items() if fields}


def _difference(old: State, new: State) -> dict[str, tuple[Any, Any]]:
    fields = sorted({name for name in {*old, *new} if old.get(name) != new.get(name)})
    return {name: (old.get(name), new.get(name)) for name in fields}
