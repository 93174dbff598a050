"""Endpoints found by their host: a scan asks for the permission of each before it looks."""

from alembic import op

revision = "0020"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_endpoints_host", "endpoints", ["host"])
