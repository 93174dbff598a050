"""Which body took over what an ended one had."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No foreign key: SQLite adds a deferrable one only with a new table. inventory.references holds the code.
    op.add_column("organizations", sa.Column("merged_into", sa.Text))
