"""Keeps the inventory: an import adds and updates by code, and never removes a system."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, bindparam, delete, insert, update

from inventory.clock import Clock, now
from inventory.database.chains.inventory_log import as_shown_on, log_changes
from inventory.database.present_codes import former_codes, keys_by_code
from inventory.database.reading import Fields, read, read_settings
from inventory.database.rows import TableColumn, values
from inventory.database.tables import (
    EndpointRow,
    OrganizationRow,
    PermissionRow,
    PredecessorRow,
    SettingRow,
    SystemRow,
)
from inventory.database.transactions import reading, writing
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Organization, Setting, SettingKey, System
from inventory.references import refuse_wrong_references


@dataclass(frozen=True)
class Changes:
    """How many organizations and systems an import added, updated and found unchanged."""

    added: int
    updated: int
    unchanged: int


class InventoryStore:
    """The inventory in a database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def load(self) -> Inventory:
        """Everything, sorted by code.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return read(connection)

    def load_as_shown_on(self, day: date) -> Inventory:
        """Everything, with the names and operators of a day (``chains.inventory_log.as_shown_on``).

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return as_shown_on(connection, read(connection), day)

    def system(self, code: Code) -> System:
        """One system, without reading the others.

        Raises:
            InventoryError: there is no such system, or the database cannot be read.

        """
        return self.load_only(code).systems[0]

    def load_only(self, code: Code) -> Inventory:
        """One system, and every organization.

        Raises:
            InventoryError: there is no such system, or the database cannot be read.

        """
        with reading(self.engine) as connection:
            inventory = read(connection, {code})
        if not inventory.systems:
            raise InventoryError(f"there is no system {code!r} in the inventory")
        return inventory

    def settings(self) -> tuple[Setting, ...]:
        """What the database says of itself, by key.

        Raises:
            InventoryError: the database cannot be read.

        """
        with reading(self.engine) as connection:
            return read_settings(connection)

    def change_setting(self, key: SettingKey, value: str | None) -> None:
        """Set it, or set it no longer (None).

        Raises:
            InventoryError: the database cannot be written.

        """
        with writing(self.engine) as connection:
            write_setting(connection, key, value)

    def apply(self, inventory: Inventory) -> Changes:
        """Add and update by code, all or nothing; what the input does not name stays as it is.

        A system's endpoints and permission, and an organization's predecessors, become the new ones.

        Raises:
            InventoryError: a code comes twice or refers to nothing, or the database cannot be written.

        """
        with writing(self.engine) as connection:
            return upsert(connection, inventory)


def upsert(
    connection: Connection, inventory: Inventory, *, actor: str | None = None, clock: Clock = now
) -> Changes:
    """``InventoryStore.apply`` within a transaction begun by ``inventory.database.transactions.writing``.

    ``actor`` and ``clock``: who changes it, and when, as the log of changes keeps it.
    """
    before = read(connection)
    refuse_wrong_references(inventory, before)
    _refuse_former_codes(connection, inventory)
    known_organizations = {organization.code: organization for organization in before.organizations}
    known_systems = {system.code: system for system in before.systems}
    organizations = [new for new in inventory.organizations if known_organizations.get(new.code) != new]
    systems = [new for new in inventory.systems if known_systems.get(new.code) != new]
    _write_organizations(connection, organizations, known_organizations)
    _write_systems(connection, systems, known_systems, keys_by_code(connection))
    _log(
        connection,
        before,
        Inventory(organizations=tuple(organizations), systems=tuple(systems)),
        actor,
        clock,
    )
    added = sum(new.code not in known_organizations for new in organizations)
    added += sum(new.code not in known_systems for new in systems)
    for setting in inventory.settings:
        write_setting(connection, setting.key, setting.value)
    changed = len(organizations) + len(systems)
    total = len(inventory.organizations) + len(inventory.systems)
    return Changes(added=added, updated=changed - added, unchanged=total - changed)


def _log(
    connection: Connection, before: Inventory, changed: Inventory, actor: str | None, clock: Clock
) -> None:
    """What an import names and changes; it removes nothing."""
    bodies = {body.code for body in changed.organizations}
    systems = {system.code for system in changed.systems}
    was = Inventory(
        organizations=tuple(body for body in before.organizations if body.code in bodies),
        systems=tuple(system for system in before.systems if system.code in systems),
    )
    log_changes(connection, was, changed, actor=actor, clock=clock)


def write_setting(connection: Connection, key: SettingKey, value: str | None) -> None:
    """``InventoryStore.change_setting`` within a transaction."""
    connection.execute(delete(SettingRow).where(SettingRow.key == key))
    if value is not None:
        connection.execute(insert(SettingRow).values(values({SettingRow.key: key, SettingRow.value: value})))


def _write_organizations(
    connection: Connection, changed: Sequence[Organization], stored: Mapping[Code, Organization]
) -> None:
    rows = {new.code: new.model_dump(exclude={"predecessors"}) for new in changed}
    _write(connection, OrganizationRow, rows, stored)
    predecessors = [
        values(
            {
                PredecessorRow.organization: organization.code,
                PredecessorRow.position: position,
                PredecessorRow.predecessor: predecessor,
            }
        )
        for organization in changed
        for position, predecessor in enumerate(organization.predecessors)
    ]
    _replace(connection, PredecessorRow.organization, rows, predecessors)


def _refuse_former_codes(connection: Connection, inventory: Inventory) -> None:
    former = former_codes(connection)
    renamed = [
        f"system {system.code}: it is called {former[system.code]} now: use that code"
        for system in inventory.systems
        if system.code in former
    ]
    if renamed:
        raise InventoryError("\n".join(renamed))


def _write_systems(
    connection: Connection,
    changed: Sequence[System],
    stored: Mapping[Code, System],
    keys: Mapping[Code, Code],
) -> None:
    changed = [system.model_copy(update={"code": keys.get(system.code, system.code)}) for system in changed]
    rows = {new.code: new.model_dump(exclude={"endpoints", "permission"}) for new in changed}
    _write(connection, SystemRow, rows, {keys.get(code, code) for code in stored})
    endpoints = [
        {
            **values({EndpointRow.system: system.code, EndpointRow.position: position}),
            **endpoint.model_dump(),
        }
        for system in changed
        for position, endpoint in enumerate(system.endpoints)
    ]
    _replace(connection, EndpointRow.system, rows, endpoints)
    permissions = [
        {**values({PermissionRow.system: system.code}), **system.permission.model_dump()}
        for system in changed
        if system.permission
    ]
    _replace(connection, PermissionRow.system, rows, permissions)


def _write(
    connection: Connection,
    table: type[OrganizationRow] | type[SystemRow],
    rows: Mapping[Code, Fields],
    stored: Collection[Code],
) -> None:
    added = [row for code, row in rows.items() if code not in stored]
    updated = [{**row, "code_": code} for code, row in rows.items() if code in stored]
    if added:
        connection.execute(insert(table), added)
    if updated:
        connection.execute(update(table).where(table.code == bindparam("code_")), updated)


def _replace(
    connection: Connection, parent: TableColumn, codes: Collection[Code], rows: Sequence[Mapping[str, object]]
) -> None:
    if codes:
        statement = delete(parent.class_).where(parent == bindparam("code_"))
        connection.execute(statement, [{"code_": code} for code in codes])
    if rows:
        connection.execute(insert(parent.class_), rows)
