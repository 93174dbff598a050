"""Who changed what of the inventory, and when: a row for each organization, system or setting that changed.

A row holds each field that changed with its old and its new value; null stands for a field without a value,
of an item that was added or removed for every field. A system goes by its first code for good, which is its
key in every table: where it is renamed, its field ``code`` changes (``inventory.database.present_codes``).
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from inventory.clock import Clock, day_of, now
from inventory.database.author import login_name
from inventory.database.chains.digests import SealedTable
from inventory.database.chains.sealing import seal
from inventory.database.chains.tables import InventoryChangeRow
from inventory.database.present_codes import keys_by_code
from inventory.database.rows import columns_of, values
from inventory.model import Code, Inventory, Organization, Setting, System

INVENTORY = "inventory"  # the chain's name
ORGANIZATIONS, SYSTEMS, SETTINGS = "organizations", "systems", "settings"
SHOWN_AS_THEN = {ORGANIZATIONS: ("name",), SYSTEMS: ("name", "operator"), SETTINGS: ()}
CHANGES = SealedTable(
    name=InventoryChangeRow.__tablename__,
    key=columns_of(InventoryChangeRow)[0],
    subject=columns_of(InventoryChangeRow)[:1],
    columns=columns_of(InventoryChangeRow),
)
Item = tuple[str, Code]  # organizations, systems or settings, and its code or key
KeyByCode = Mapping[Code, Code]
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
    The tables hold what they hold afterwards, the codes of renamed systems too.

    Raises:
        InventoryError: somebody removed the head of the chain.

    """
    keys = keys_by_code(connection)
    old, new = states(before, keys), states(after, keys)
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


def states(inventory: Inventory, keys: KeyByCode) -> dict[Item, State]:
    """Every item of an inventory as the log keeps it. ``keys``: of systems, where they are other codes."""
    return {
        **{(ORGANIZATIONS, item.code): state(item) for item in inventory.organizations},
        **{(SYSTEMS, keys.get(item.code, item.code)): state(item) for item in inventory.systems},
        **{(SETTINGS, item.key.value): state(item) for item in inventory.settings},
    }


def state(model: Organization | System | Setting) -> State:
    """One item as the log keeps it."""
    return {name: value for name, value in model.model_dump(mode="json").items() if value is not None}


def changes(connection: Connection, *, repeated: bool = False) -> Iterator[tuple[Item, Any, datetime]]:
    """Each item with a change and its moment, as recorded; ``repeated``: of items with several changes."""
    columns = InventoryChangeRow.part, InventoryChangeRow.code
    query = select(*columns, InventoryChangeRow.change, InventoryChangeRow.recorded_at)
    if repeated:
        several = select(InventoryChangeRow.code).group_by(*columns).having(func.count() > 1)
        query = query.where(InventoryChangeRow.code.in_(several))
    for part, code, change, recorded_at in connection.execute(query.order_by(InventoryChangeRow.sequence)):
        yield (part, code), json.loads(change), recorded_at


def as_shown_on(connection: Connection, inventory: Inventory, day: date) -> Inventory:
    """The inventory with the names and operators that it had at the end of a day.

    What the log does not reach back to is shown as it was first recorded. Everything else is as it is known
    now: days of operation and of validity say for themselves from when on they hold.
    """
    then: dict[Item, State] = {}
    for item, change, moment in changes(connection, repeated=True):
        fields = SHOWN_AS_THEN[item[0]]
        if item not in then:
            then[item] = {name: change[name][1] if name in change else None for name in fields}
        elif day_of(moment) <= day:
            then[item].update({name: change[name][1] for name in fields if name in change})
    bodies, keys = {body.code for body in inventory.organizations}, keys_by_code(connection)
    organizations = tuple(
        body.model_copy(update=_shown(then.get((ORGANIZATIONS, body.code), {}), bodies))
        for body in inventory.organizations
    )
    systems = tuple(
        system.model_copy(update=_shown(then.get((SYSTEMS, keys.get(system.code, system.code)), {}), bodies))
        for system in inventory.systems
    )
    return inventory.model_copy(update={"organizations": organizations, "systems": systems})


def _shown(fields: State, bodies: Collection[Code]) -> State:
    """What can be shown of it: a name there was, an operator that is still in the inventory."""
    return {
        name: value
        for name, value in fields.items()
        if (value in bodies or value is None if name == "operator" else value is not None)
    }


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


def former_codes_told(connection: Connection) -> KeyByCode:
    """Every code that a system had before, with the system's key, as the log tells."""
    return {
        change["code"][0]: key
        for (part, key), change, _ in changes(connection, repeated=True)
        if part == SYSTEMS and None not in change.get("code", (None,))
    }


def _difference(old: State, new: State) -> dict[str, tuple[Any, Any]]:
    fields = sorted({name for name in {*old, *new} if old.get(name) != new.get(name)})
    return {name: (old.get(name), new.get(name)) for name in fields}
