"""Looks that are asked of workers, and what these saw until it is recorded; runs by workers hand them out.

The queue's own tables are Procrastinate's, made and upgraded by scanner.queue.schema where there are workers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KEY = ("run_id", "host", "https_port", "http_port", "second")


def upgrade() -> None:
    op.create_table(
        "queued_looks",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("run_id", sa.Integer),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("https_port", sa.Integer, nullable=False),
        sa.Column("http_port", sa.Integer, nullable=False),
        sa.Column("second", sa.Boolean, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True)),
        sa.Column("job_id", sa.BigInteger),
        sa.Column("seen", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_queued_looks"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_queued_looks_run_id_runs"),
        sa.UniqueConstraint(*KEY, name=f"uq_queued_looks_{'_'.join(KEY)}"),
    )
