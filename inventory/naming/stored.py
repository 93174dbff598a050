"""What a text names in a database: a code costs one question, anything else a look at all codes and names."""

from collections import defaultdict

from sqlalchemy import Connection, Engine, select

from inventory.database.present_codes import keys_by_code
from inventory.database.tables import EndpointRow, OrganizationRow, SystemRow
from inventory.database.transactions import reading
from inventory.model import Code
from inventory.naming.matching import Candidate, ItemKind, meant


def system_code(engine: Engine, typed: str, where: str = "") -> Code:
    """The code of the system that is meant; a code that it had before stays as it was typed.

    Raises:
        InventoryError: see ``matching.meant``; or the database cannot be read.

    """
    with reading(engine) as connection:
        return item_code(connection, typed, ItemKind.SYSTEM, where)


def body_code(engine: Engine, typed: str, where: str = "") -> Code:
    """The code of the organization that is meant.

    Raises:
        InventoryError: as of ``system_code``.

    """
    with reading(engine) as connection:
        return item_code(connection, typed, ItemKind.BODY, where)


def item_code(connection: Connection, typed: str, kind: ItemKind = ItemKind.EITHER, where: str = "") -> Code:
    """The same within a transaction, of either kind or both.

    Raises:
        InventoryError: as of ``system_code``.

    """
    if _is_code(connection, typed, kind):
        return typed
    candidates = []
    if kind is not ItemKind.BODY:
        candidates += _systems(connection)
    if kind is not ItemKind.SYSTEM:
        candidates += _bodies(connection)
    return meant(typed, candidates, kind, where).code


def _is_code(connection: Connection, typed: str, kind: ItemKind) -> bool:
    """Whether it is, or was, somebody's code as it stands."""
    bodies = select(OrganizationRow.code).where(OrganizationRow.code == typed)
    systems = select(SystemRow.code).where(SystemRow.code == typed)
    if kind is not ItemKind.SYSTEM and connection.execute(bodies).first():
        return True
    if kind is ItemKind.BODY:
        return False
    return connection.execute(systems).first() is not None or typed in keys_by_code(connection)


def _systems(connection: Connection) -> list[Candidate]:
    hosts: dict[Code, set[str]] = defaultdict(set)
    for key, host in connection.execute(select(EndpointRow.system, EndpointRow.host)):
        hosts[key].add(host)
    columns = (SystemRow.code, SystemRow.present_code, SystemRow.name, SystemRow.removed_on)
    return [
        Candidate(ItemKind.SYSTEM, present or key, name, frozenset(hosts[key]), removed is not None)
        for key, present, name, removed in connection.execute(select(*columns))
    ]


def _bodies(connection: Connection) -> list[Candidate]:
    columns = select(OrganizationRow.code, OrganizationRow.name).order_by(OrganizationRow.code)
    return [Candidate(ItemKind.BODY, code, name) for code, name in connection.execute(columns)]
