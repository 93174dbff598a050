"""The approval log as a hash chain, with sources and corrections; current statuses; waivers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from inventory.database.column_types import UtcDateTime
from inventory.database.hash_chain import GENESIS, chained

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in _OPEN[dialect]:
        op.execute(statement)
    _add_columns()
    _chain()
    _require_columns()
    for statement in _CLOSE[dialect]:
        op.execute(statement)
    _current_statuses()
    _waivers()
    for statement in _WAIVER_TRIGGERS[dialect]:
        op.execute(statement)


def _add_columns() -> None:
    for column in (
        sa.Column("corrects", sa.Integer),
        sa.Column("withdraws", sa.Boolean),
        sa.Column("corrected_on", sa.Date),
        sa.Column("source", sa.Text),
        sa.Column("previous_hash", sa.Text),
        sa.Column("hash", sa.Text),
    ):
        op.add_column("approval_events", column)
    op.create_table(
        "approval_head",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_approval_head"),
    )


def _chain() -> None:
    """Chain the rows as they are found. The definition of the hash is shared: it must hold for good."""
    connection = op.get_bind()
    events = sa.Table("approval_events", sa.MetaData(), *_columns())
    head = sa.table("approval_head", sa.column("id"), sa.column("sequence"), sa.column("hash"))
    sequence, newest = 0, GENESIS
    for row in connection.execute(sa.select(events).order_by(events.c.sequence)).mappings().all():
        linked = chained({**row, "source": "earlier", "withdraws": False}, newest)
        sequence, newest = row["sequence"], str(linked["hash"])
        changed = {name: linked[name] for name in ("source", "withdraws", "previous_hash", "hash")}
        connection.execute(sa.update(events).where(events.c.sequence == sequence).values(changed))
    connection.execute(sa.insert(head).values(id=1, sequence=sequence, hash=newest))


def _columns() -> list[SchemaItem]:
    texts = "system kind number authority result actor file file_sha256 note source previous_hash hash"
    return [
        sa.Column("sequence", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text) for name in texts.split()),
        *(sa.Column(name, sa.Date) for name in ("happened_on", "until", "corrected_on")),
        *(sa.Column(name, sa.Integer) for name in ("level", "corrects")),
        sa.Column("withdraws", sa.Boolean),
        sa.Column("recorded_at", UtcDateTime),
    ]


def _require_columns() -> None:
    with op.batch_alter_table("approval_events") as events:
        events.alter_column("withdraws", existing_type=sa.Boolean, nullable=False)
        for name in ("source", "previous_hash", "hash"):
            events.alter_column(name, existing_type=sa.Text, nullable=False)


def _current_statuses() -> None:
    op.create_table(
        "current_statuses",
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("through", sa.Integer, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.Column("fold", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("system", name="pk_current_statuses"),
        _system("current_statuses"),
    )


def _waivers() -> None:
    op.create_table(
        "waiver_events",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("waiver", sa.Integer, nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("check_id", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("approver", sa.Text),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_waiver_events"),
        _system("waiver_events"),
    )


def _system(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["system"], ["systems.code"], name=f"fk_{table}_system_systems")


def _append_only(table: str) -> dict[str, tuple[str, ...]]:
    """What forbids changing a table. INSERT OR REPLACE deletes without SQLite's delete trigger."""
    message = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    same = f"EXISTS (SELECT 1 FROM {table} WHERE sequence = NEW.sequence)"  # noqa: S608 - our own names
    return {
        "sqlite": (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {message}",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {message}",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {same} {message}",
        ),
        "postgresql": (
            f"""CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION '{table} is append-only'; END $$""",
            f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()""",
        ),
    }


_OPEN = {
    "sqlite": tuple(f"DROP TRIGGER approval_events_no_{what}" for what in ("update", "delete", "replace")),
    "postgresql": ("DROP TRIGGER approval_events_append_only ON approval_events",),
}
_CLOSE = _append_only("approval_events")
_WAIVER_TRIGGERS = _append_only("waiver_events")
