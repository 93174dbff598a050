"""Chains over the inventory's changes, waivers and what scans saw; what there is already is covered."""

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from alembic import op

from inventory.clock import now
from inventory.database.chains.digests import SealedParts, SealedTable
from inventory.database.chains.sealing import seal
from inventory.database.column_types import UtcDateTime
from inventory.database.hash_chain import GENESIS

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

REASON = "as it was when the log of changes began"


def upgrade() -> None:
    _tables()
    _inventory()
    connection = op.get_bind()
    for chain, table in (
        ("inventory", _CHANGES),
        ("waivers", _WAIVERS),
        ("scans", _OBSERVATIONS),
        ("scans", _RUNS),
    ):
        seal(connection, chain, table)
    for name in ("chain_links", "inventory_changes"):
        for statement in _append_only(name)[connection.dialect.name]:
            op.execute(statement)


def _tables() -> None:
    op.create_table(
        "inventory_changes",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("actor", "part", "code", "change")),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("sequence", name="pk_inventory_changes"),
    )
    op.create_table(
        "chain_links",
        sa.Column("chain", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("subject", "content", "previous_hash", "hash")
        ),
        sa.PrimaryKeyConstraint("chain", "position", name="pk_chain_links"),
    )
    heads = op.create_table(
        "chain_heads",
        sa.Column("chain", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("chain", name="pk_chain_heads"),
    )
    chains = ("inventory", "waivers", "scans")
    op.bulk_insert(heads, [{"chain": chain, "position": 0, "hash": GENESIS} for chain in chains])


def _inventory() -> None:
    """The inventory as it is found, as if it had been added now."""
    connection, moment = op.get_bind(), now()
    items = [*_organizations(connection), *_systems(connection)]
    changes = sa.table(
        "inventory_changes",
        *(sa.column(name) for name in ("sequence", "actor", "part", "code", "change", "reason")),
        sa.column("recorded_at", UtcDateTime),
    )
    rows = [
        {
            "sequence": place,
            "recorded_at": moment,
            "actor": "capdo",
            "part": part,
            "code": fields["code"],
            "change": json.dumps(_added(fields), separators=(",", ":"), ensure_ascii=False),
            "reason": REASON,
        }
        for place, (part, fields) in enumerate(items, start=1)
    ]
    if rows:
        connection.execute(sa.insert(changes), rows)


def _organizations(connection: sa.Connection) -> list[tuple[str, dict[str, Any]]]:
    predecessors: Mapping[str, list[str]] = defaultdict(list)
    for row in _stored(connection, "predecessors", "organization", "position"):
        predecessors[row["organization"]].append(row["predecessor"])
    return [
        ("organizations", {**row, "predecessors": predecessors[row["code"]]})
        for row in _stored(connection, "organizations", "code")
    ]


def _systems(connection: sa.Connection) -> list[tuple[str, dict[str, Any]]]:
    endpoints: Mapping[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _stored(connection, "endpoints", "system", "position"):
        kept = {name: value for name, value in row.items() if name not in ("system", "position")}
        endpoints[row["system"]].append(kept)
    permissions = {row.pop("system"): row for row in _stored(connection, "permissions", "system")}
    return [
        ("systems", {**row, "endpoints": endpoints[row["code"]], "permission": permissions.get(row["code"])})
        for row in _stored(connection, "systems", "code")
    ]


def _stored(connection: sa.Connection, table: str, *order: str) -> list[dict[str, Any]]:
    reflected = sa.Table(table, sa.MetaData(), autoload_with=connection, resolve_fks=False)
    query = sa.select(reflected).order_by(*(reflected.c[name] for name in order))
    return [dict(row) for row in connection.execute(query).mappings()]


def _added(fields: Mapping[str, Any]) -> dict[str, tuple[None, Any]]:
    return {name: (None, _plain(value)) for name, value in sorted(fields.items()) if value is not None}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


def _columns(names: str) -> list[sa.ColumnClause[Any]]:
    return [sa.column(name) for name in names.split()]


def _sealed(table: str, columns: str, subject: str, **more: Any) -> SealedTable:  # noqa: ANN401 - of SealedTable
    names = columns.split()
    made = sa.table(table, *map(sa.column, {*names, *subject.split(), "id", "sequence", "state"}))
    key = made.c["id" if table in ("observations", "runs") else "sequence"]
    return SealedTable(
        table, key, [made.c[name] for name in subject.split()], [made.c[name] for name in names], **more
    )


_verdicts = sa.table(
    "verdicts",
    *_columns("id observation_id check_id outcome severity reason summary_vi summary_en evidence"),
)
_PARTS = SealedParts(
    _verdicts.c.observation_id,
    _verdicts.c.id,
    [
        _verdicts.c[name]
        for name in ("check_id", "outcome", "severity", "reason", "summary_vi", "summary_en", "evidence")
    ],
)
_CHANGES = _sealed("inventory_changes", "sequence recorded_at actor part code change reason", "sequence")
_WAIVERS = _sealed(
    "waiver_events",
    "sequence kind waiver system check_id happened_on until reason approver actor evidence recorded_at",
    "sequence",
)
_OBSERVATIONS = _sealed(
    "observations",
    "run_id host https_port http_port started_at finished_at facts_version facts connections",
    "run_id host https_port http_port",
    parts=_PARTS,
)
_RUNS = _sealed(
    "runs",
    "id started_at finished_at state depth profile settings scanner",
    "id",
    when=sa.column("state") == "finished",
)


def _append_only(table: str) -> dict[str, tuple[str, ...]]:
    """What forbids changing a table, as in migration 0003."""
    key = (
        "chain = NEW.chain AND position = NEW.position"
        if table == "chain_links"
        else "sequence = NEW.sequence"
    )
    message = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    same = f"EXISTS (SELECT 1 FROM {table} WHERE {key})"  # noqa: S608 - our own names
    return {
        "sqlite": (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {message}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {message}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {same} {message}",
        ),
        "postgresql": (
            f"""CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{table} is append-only'; END $$""",
            f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()""",
        ),
    }
