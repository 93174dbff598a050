"""How the scanner introduces itself to the web servers of a system, by its permission."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("permissions", sa.Column("user_agent", sa.Text, nullable=False, server_default=""))
