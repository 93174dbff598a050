"""Endpoints that stand in a private network."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("endpoints", sa.Column("private", sa.Boolean, nullable=False, server_default=sa.false()))
