"""What a database says of itself; systems renamed, removed and merged.

The chain over the inventory's changes covers all of it from its first value on: there is none yet.
"""

import sqlalchemy as sa
from alembic import op

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
