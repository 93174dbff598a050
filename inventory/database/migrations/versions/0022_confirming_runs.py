"""Which runs look again at what alarms wait for: they are no looks at whole endpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "confirming_runs",
        sa.Column("run_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("run_id", name="pk_confirming_runs"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_confirming_runs_run_id_runs"),
    )
