"""Reads the inventory back from its tables."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, select

from inventory.database.tables import Base
from inventory.model import Code, Inventory, Organization, System

TABLES = Base.metadata.tables
ORGANIZATIONS, PREDECESSORS = TABLES["organizations"], TABLES["predecessors"]
SYSTEMS, ENDPOINTS, PERMISSIONS = TABLES["systems"], TABLES["endpoints"], TABLES["permissions"]
AT_ONCE = 500  # codes in one query: databases limit its parameters


def read(connection: Connection, only: Collection[Code] | None = None) -> Inventory:
    """The inventory, within a transaction. Sorted here, since databases order letters differently.

    ``only``: the systems to read, so that what concerns one does not cost as much as all; None: every one.
    Organizations are read all, since any may stand above another.
    """
    organizations = _organizations(connection)
    systems = _systems(connection, only)
    return Inventory(
        organizations=tuple(sorted(organizations, key=lambda organization: organization.code)),
        systems=tuple(sorted(systems, key=lambda system: system.code)),
    )


def _organizations(connection: Connection) -> list[Organization]:
    ordered = select(PREDECESSORS).order_by(PREDECESSORS.c.organization, PREDECESSORS.c.position)
    predecessors = defaultdict(list)
    for row in connection.execute(ordered).mappings():
        predecessors[row["organization"]].append(row["predecessor"])
    rows = connection.execute(select(ORGANIZATIONS)).mappings()
    return [
        Organization.model_validate({**row, "predecessors": predecessors.get(row["code"], ())})
        for row in rows
    ]


def rows_of(
    connection: Connection,
    query: Select[Any],
    column: ColumnElement[Any],
    only: Collection[Code] | None,
) -> Iterator[RowMapping]:
    """The rows whose ``column`` is one of these codes, however many codes there are; None: every row."""
    if only is None:
        yield from connection.execute(query).mappings()
        return
    wanted = sorted(only)
    for start in range(0, len(wanted), AT_ONCE):
        some = query.where(column.in_(wanted[start : start + AT_ONCE]))
        yield from connection.execute(some).mappings()


def _systems(connection: Connection, only: Collection[Code] | None) -> list[System]:
    ordered = select(ENDPOINTS).order_by(ENDPOINTS.c.system, ENDPOINTS.c.position)
    endpoints = defaultdict(list)
    for row in rows_of(connection, ordered, ENDPOINTS.c.system, only):
        endpoints[row["system"]].append(_without(row, "system", "position"))
    rows = rows_of(connection, select(PERMISSIONS), PERMISSIONS.c.system, only)
    permissions = {row["system"]: _without(row, "system") for row in rows}
    return [
        System.model_validate(
            {
                **row,
                "endpoints": endpoints.get(row["code"], ()),
                "permission": permissions.get(row["code"]),
            }
        )
        for row in rows_of(connection, select(SYSTEMS), SYSTEMS.c.code, only)
    ]


def _without(row: Mapping[Any, Any], *columns: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in columns}
