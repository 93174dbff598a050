"""Reads the inventory back from its tables, whose columns are named as the model's fields."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Row, select

from inventory.database.present_codes import keys_by_code
from inventory.database.rows import TableColumn, by_name, columns_of, rows_of
from inventory.database.tables import (
    EndpointRow,
    OrganizationRow,
    PermissionRow,
    PredecessorRow,
    SettingRow,
    SystemRow,
)
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Organization, Setting, System
from inventory.wording.phrases import Phrase

Fields = dict[str, Any]
UNREADABLE = Phrase("the inventory holds what can't be read: see capdo approval verify; restore a backup")


def read(connection: Connection, only: Collection[Code] | None = None) -> Inventory:
    """The inventory, within a transaction. Sorted here, since databases order letters differently.

    ``only``: the systems to read, so that what concerns one does not cost as much as all; None: every one.
    Organizations are read all, since any may stand above another.

    Raises:
        InventoryError: somebody put into a table what no program of ours wrote.

    """
    try:
        organizations = _organizations(connection)
    except (TypeError, ValueError):
        raise InventoryError(UNREADABLE) from None
    return Inventory(
        organizations=tuple(sorted(organizations, key=lambda organization: organization.code)),
        systems=tuple(read_systems(connection, only)),
        settings=read_settings(connection),
    )


def read_systems(connection: Connection, only: Collection[Code] | None = None) -> list[System]:
    """Systems alone, sorted by code, as ``read`` reads them.

    Raises:
        InventoryError: as of ``read``.

    """
    try:
        systems = _systems(connection, only)
    except (TypeError, ValueError):
        raise InventoryError(UNREADABLE) from None
    return sorted(systems, key=lambda system: system.code)


def read_settings(connection: Connection) -> tuple[Setting, ...]:
    """What the database says of itself, by key.

    Raises:
        InventoryError: as of ``read``.

    """
    stored = connection.execute(select(*columns_of(SettingRow)))
    try:
        settings = list(map(Setting.model_validate, by_name(stored)))
    except ValueError:
        raise InventoryError(UNREADABLE) from None
    return tuple(sorted(settings, key=lambda setting: setting.key))


def _organizations(connection: Connection) -> list[Organization]:
    query = select(PredecessorRow.organization, PredecessorRow.predecessor)
    ordered = query.order_by(PredecessorRow.organization, PredecessorRow.position)
    predecessors: Mapping[Code, list[Code]] = defaultdict(list)
    for organization, predecessor in connection.execute(ordered):
        predecessors[organization].append(predecessor)
    stored = _by(OrganizationRow.code, connection.execute(select(*columns_of(OrganizationRow))))
    return [
        Organization.model_validate({**fields, "code": code, "predecessors": predecessors.get(code, ())})
        for code, (fields,) in stored.items()
    ]


def _systems(connection: Connection, codes: Collection[Code] | None) -> list[System]:
    keys = {} if codes is None else keys_by_code(connection)
    only = None if codes is None else {keys.get(code, code) for code in codes}
    ordered = select(*columns_of(EndpointRow, EndpointRow.position)).order_by(
        EndpointRow.system, EndpointRow.position
    )
    endpoints = _by(EndpointRow.system, rows_of(connection, ordered, EndpointRow.system, only))
    granted = rows_of(connection, select(*columns_of(PermissionRow)), PermissionRow.system, only)
    permissions = _by(PermissionRow.system, granted)
    stored = rows_of(connection, select(*columns_of(SystemRow)), SystemRow.code, only)
    return [
        System.model_validate(
            {
                "code": fields.pop(SystemRow.present_code.key) or key,
                **fields,
                "endpoints": endpoints.get(key, ()),
                "permission": next(iter(permissions.get(key, ())), None),
            }
        )
        for key, (fields,) in _by(SystemRow.code, stored).items()
    ]


def _by(column: TableColumn, rows: Iterable[Row[*tuple[Any, ...]]]) -> Mapping[Code, list[Fields]]:
    """The other columns of rows, by the code that one of them holds."""
    by_code: dict[Code, list[Fields]] = defaultdict(list)
    code = column.key
    for fields in by_name(rows):
        by_code[fields.pop(code)].append(fields)
    return by_code
