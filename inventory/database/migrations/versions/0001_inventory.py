"""The inventory and the append-only approval log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _organizations()
    _systems()
    _approval_events()
    for statement in _TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _organizations() -> None:
    op.create_table(
        "organizations",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("web_page", sa.Text),
        sa.Column("web_page_since", sa.Date),
        sa.PrimaryKeyConstraint("code", name="pk_organizations"),
        sa.ForeignKeyConstraint(
            ["parent"],
            ["organizations.code"],
            name="fk_organizations_parent_organizations",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_table(
        "predecessors",
        sa.Column("organization", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("predecessor", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organization", "position", name="pk_predecessors"),
        _reference("predecessors", "organization", "organizations.code"),
        _reference("predecessors", "predecessor", "organizations.code"),
    )


def _systems() -> None:
    op.create_table(
        "systems",
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("operator", sa.Text),
        sa.Column("specialised_unit", sa.Text),
        sa.Column("proposed_level", sa.Integer),
        sa.Column("in_operation_since", sa.Date),
        sa.Column("decommissioned", sa.Date),
        sa.Column("is_portal", sa.Boolean, nullable=False),
        sa.Column("basic_data_subjects", sa.BigInteger),
        sa.Column("sensitive_data_subjects", sa.BigInteger),
        sa.PrimaryKeyConstraint("code", name="pk_systems"),
        _reference("systems", "owner", "organizations.code"),
        _reference("systems", "operator", "organizations.code"),
        _reference("systems", "specialised_unit", "organizations.code"),
    )
    op.create_table(
        "endpoints",
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("https_port", sa.Integer, nullable=False),
        sa.Column("http_port", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("allowed_ports", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("system", "position", name="pk_endpoints"),
        _reference("endpoints", "system", "systems.code"),
    )
    op.create_table(
        "permissions",
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("families", sa.JSON, nullable=False),
        sa.Column("hours_from", sa.Time),
        sa.Column("hours_to", sa.Time),
        sa.Column("connections_per_address", sa.Integer, nullable=False),
        sa.Column("ports", sa.JSON, nullable=False),
        sa.Column("granted_by", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.PrimaryKeyConstraint("system", name="pk_permissions"),
        _reference("permissions", "system", "systems.code"),
    )


def _approval_events() -> None:
    op.create_table(
        "approval_events",
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("system", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("level", sa.Integer),
        sa.Column("number", sa.Text),
        sa.Column("authority", sa.Text),
        sa.Column("result", sa.Text),
        sa.Column("until", sa.Date),
        sa.Column("actor", sa.Text),
        sa.Column("file", sa.Text),
        sa.Column("file_sha256", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_approval_events"),
        _reference("approval_events", "system", "systems.code"),
    )
    op.create_index("ix_approval_events_system_happened_on", "approval_events", ["system", "happened_on"])


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    referred = target.partition(".")[0]
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}_{referred}")


# INSERT OR REPLACE deletes without a delete trigger, hence the third one for SQLite.
_TRIGGERS = {
    "sqlite": (
        """CREATE TRIGGER approval_events_no_update BEFORE UPDATE ON approval_events
        BEGIN SELECT RAISE(ABORT, 'approval_events is append-only'); END""",
        """CREATE TRIGGER approval_events_no_delete BEFORE DELETE ON approval_events
        BEGIN SELECT RAISE(ABORT, 'approval_events is append-only'); END""",
        """CREATE TRIGGER approval_events_no_replace BEFORE INSERT ON approval_events
        WHEN EXISTS (SELECT 1 FROM approval_events WHERE sequence = NEW.sequence)
        BEGIN SELECT RAISE(ABORT, 'approval_events is append-only'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION approval_events_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'approval_events is append-only'; END $$""",
        """CREATE TRIGGER approval_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON approval_events
        FOR EACH STATEMENT EXECUTE FUNCTION approval_events_append_only()""",
    ),
}
