"""What the official papers say of a body and of a system."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OF_ORGANIZATIONS = ("address", "phone", "email", "head_name", "head_title", "functions_document")
OF_SYSTEMS = ("address", "system_kind", "service_scope", "standard")


def upgrade() -> None:
    for table, names in (("organizations", OF_ORGANIZATIONS), ("systems", OF_SYSTEMS)):
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text))
