"""Writes organizations, systems and settings to their tables; ``reading`` reads them back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, update

from inventory.database.reading import Fields
from inventory.database.rows import TableColumn, values
from inventory.database.tables import (
    EndpointRow,
    OrganizationRow,
    PermissionRow,
    PredecessorRow,
    SettingRow,
    SystemRow,
)
from inventory.model import Code, Organization, Setting, System
from inventory.setting_keys import SettingKey


def write_settings(connection: Connection, keys: Sequence[SettingKey], settings: Sequence[Setting]) -> None:
    """Let these keys be set to these values, or to none."""
    connection.execute(delete(SettingRow).where(SettingRow.key.in_(keys)))
    if settings:
        connection.execute(insert(SettingRow), [setting.model_dump(mode="json") for setting in settings])


def write_organizations(
    connection: Connection, changed: Sequence[Organization], stored: Mapping[Code, Organization]
) -> None:
    """Insert or update changed organizations; ``stored``: those there are, by code."""
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


def write_systems(
    connection: Connection,
    changed: Sequence[System],
    stored: Mapping[Code, System],
    keys: Mapping[Code, Code],
) -> None:
    """Insert or update changed systems; ``keys``: of renamed ones (``present_codes.keys_by_code``)."""
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
