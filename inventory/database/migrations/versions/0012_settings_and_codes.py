"""What a database says of itself; systems renamed, removed and merged, and why."""

import sqlalchemy as sa
from alembic import op

from inventory.database.column_types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settings", sa.Column("key", sa.Text, primary_key=True), sa.Column("value", sa.Text, nullable=False)
    )
    # The log's hashes cover a system's first code, so that code stays the key; people use the present one.
    op.add_column("systems", sa.Column("present_code", sa.Text))
    op.add_column("systems", sa.Column("removed_on", sa.Date))
    op.create_table(
        "former_codes",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("system", sa.Text, sa.ForeignKey("systems.code"), nullable=False),
    )
    op.create_table(
        "inventory_edits",
        sa.Column("sequence", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("what", "code", "reason", "actor")),
        sa.Column("other", sa.Text),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
    )
    for statement in _APPEND_ONLY[op.get_bind().dialect.name]:
        op.execute(statement)


_APPEND_ONLY = {
    "sqlite": tuple(
        f"CREATE TRIGGER inventory_edits_no_{action.lower()} BEFORE {action} ON inventory_edits "
        "BEGIN SELECT RAISE(ABORT, 'inventory_edits is append-only'); END"
        for action in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        """CREATE FUNCTION inventory_edits_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'inventory_edits is append-only'; END $$""",
        """CREATE TRIGGER inventory_edits_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory_edits
        FOR EACH STATEMENT EXECUTE FUNCTION inventory_edits_append_only()""",
    ),
}
