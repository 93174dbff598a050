"""Keeps the inventory: an import adds and updates by code, and never removes a system."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from inventory.clock import Clock, now
from inventory.database.chains.inventory_log import as_shown_on, log_changes
from inventory.database.item_writing import write_organizations, write_settings, write_systems
from inventory.database.present_codes import former_codes, keys_by_code
from inventory.database.reading import read, read_settings
from inventory.database.transactions import reading, writing
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Setting, System
from inventory.references import refuse_wrong_references
from inventory.setting_keys import SettingKey
from inventory.wording.phrases import Joined, Phrase


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
            raise InventoryError("there is no system {code!r} in the inventory", code=code)
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
            before = tuple(setting for setting in read_settings(connection) if setting.key is key)
            after = () if value is None else (Setting(key=key, value=value),)
            write_settings(connection, (key,), after)
            log_changes(connection, Inventory(settings=before), Inventory(settings=after))

    def apply(self, inventory: Inventory) -> Changes:
        """Add and update by code, all or nothing; what the input does not name stays as it is.

        A system's endpoints and permission, and an organization's predecessors, become the new ones.

        Raises:
            InventoryError: a code comes twice or refers to nothing, or the database cannot be written.

        """
        with writing(self.engine) as connection:
            return upsert(connection, inventory)


def upsert(
    connection: Connection,
    inventory: Inventory,
    *,
    actor: str | None = None,
    clock: Clock = now,
    reason: str | None = None,
) -> Changes:
    """``InventoryStore.apply`` within a transaction begun by ``inventory.database.transactions.writing``.

    ``actor``, ``clock`` and ``reason``: who changes it, when and why, as the log of changes keeps it.
    """
    before = read(connection)
    refuse_wrong_references(inventory, before)
    _refuse_former_codes(connection, inventory)
    known_organizations = {organization.code: organization for organization in before.organizations}
    known_systems = {system.code: system for system in before.systems}
    organizations = [new for new in inventory.organizations if known_organizations.get(new.code) != new]
    systems = [new for new in inventory.systems if known_systems.get(new.code) != new]
    write_organizations(connection, organizations, known_organizations)
    write_systems(connection, systems, known_systems, keys_by_code(connection))
    settings = [new for new in inventory.settings if new not in before.settings]
    write_settings(connection, [setting.key for setting in settings], settings)
    changed = Inventory(organizations=tuple(organizations), systems=tuple(systems), settings=tuple(settings))
    log_changes(connection, _only(before, changed), changed, actor=actor, clock=clock, reason=reason)
    added = sum(new.code not in known_organizations for new in organizations)
    added += sum(new.code not in known_systems for new in systems)
    updated = len(organizations) + len(systems) - added
    total = len(inventory.organizations) + len(inventory.systems)
    return Changes(added=added, updated=updated, unchanged=total - updated - added)


def _only(before: Inventory, changed: Inventory) -> Inventory:
    """What there was of the items that an import changes; it removes none."""
    bodies = {body.code for body in changed.organizations}
    systems = {system.code for system in changed.systems}
    keys = {setting.key for setting in changed.settings}
    return Inventory(
        organizations=tuple(body for body in before.organizations if body.code in bodies),
        systems=tuple(system for system in before.systems if system.code in systems),
        settings=tuple(setting for setting in before.settings if setting.key in keys),
    )


def _refuse_former_codes(connection: Connection, inventory: Inventory) -> None:
    former = former_codes(connection)
    renamed = [
        Phrase(
            "system {code}: it is called {now} now: use that code", code=system.code, now=former[system.code]
        )
        for system in inventory.systems
        if system.code in former
    ]
    if renamed:
        raise InventoryError(Joined(renamed, "\n"))
