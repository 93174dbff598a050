"""When a system's approval and its protection plan are expected: columns 9 and 11 of Mẫu 08."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("systems", sa.Column("approval_expected", sa.Date))
    op.add_column("systems", sa.Column("plan_expected", sa.Date))
