"""Catalogues of requirements and what systems say of each, append-only, with a hash chain of their own."""

import sqlalchemy as sa
from alembic import op

from inventory.database.hash_chain import GENESIS

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CHAIN = "self-assessments"
OPTIONAL_TEXTS = ("reason", "plan", "person", "file", "file_sha256", "note")


def upgrade() -> None:
    op.create_table(
        "requirement_catalogues",
        sa.Column("sequence", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("catalogue", "version", "actor")),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_requirement_catalogues"),
    )
    op.create_table(
        "self_assessments",
        sa.Column("sequence", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("system", "catalogue", "requirement", "state", "actor")
        ),
        sa.Column("assessed_on", sa.Date, nullable=False),
        *(sa.Column(name, sa.Text) for name in OPTIONAL_TEXTS),
        sa.Column("due", sa.Date),
        sa.Column("corrects", sa.Integer),
        sa.Column("withdraws", sa.Boolean, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_self_assessments"),
        sa.ForeignKeyConstraint(["system"], ["systems.code"], name="fk_self_assessments_system_systems"),
    )
    op.create_index("ix_self_assessments_system_assessed_on", "self_assessments", ["system", "assessed_on"])
    heads = sa.table("chain_heads", *map(sa.column, ("chain", "position", "hash")))
    op.execute(sa.insert(heads).values(chain=CHAIN, position=0, hash=GENESIS))
    for name in ("requirement_catalogues", "self_assessments"):
        for statement in _append_only(name)[op.get_bind().dialect.name]:
            op.execute(statement)


def _append_only(table: str) -> dict[str, tuple[str, ...]]:
    """What forbids changing a table, as in migration 0008."""
    message = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    same = f"EXISTS (SELECT 1 FROM {table} WHERE sequence = NEW.sequence)"  # noqa: S608 - our own names
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
