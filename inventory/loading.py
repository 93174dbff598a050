"""Reads the inventory back from its tables."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from inventory.model import Inventory, Organization, System
from inventory.tables import Base

TABLES = Base.metadata.tables
ORGANIZATIONS, PREDECESSORS = TABLES["organizations"], TABLES["predecessors"]
SYSTEMS, ENDPOINTS, PERMISSIONS = TABLES["systems"], TABLES["endpoints"], TABLES["permissions"]


def read(connection: Connection) -> Inventory:
    """The inventory, within a transaction. Sorted here, since databases order letters differently."""
    organizations = _organizations(connection)
    systems = _systems(connection)
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


def _systems(connection: Connection) -> list[System]:
    ordered = select(ENDPOINTS).order_by(ENDPOINTS.c.system, ENDPOINTS.c.position)
    endpoints = defaultdict(list)
    for row in connection.execute(ordered).mappings():
        endpoints[row["system"]].append(_without(row, "system", "position"))
    rows = connection.execute(select(PERMISSIONS)).mappings()
    permissions = {row["system"]: _without(row, "system") for row in rows}
    return [
        System.model_validate(
            {
                **row,
                "endpoints": endpoints.get(row["code"], ()),
                "permission": permissions.get(row["code"]),
            }
        )
        for row in connection.execute(select(SYSTEMS)).mappings()
    ]


def _without(row: Mapping[Any, Any], *columns: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in columns}
