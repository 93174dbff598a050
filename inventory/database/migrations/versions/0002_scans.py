"""What scans leave behind: runs, their endpoints, observations and verdicts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _runs()
    _observations()


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("depth", sa.Text, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("scanner", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "run_endpoints",
        sa.Column("id", sa.Integer, nullable=False),
        *_endpoint_of_a_run("run_endpoints"),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run_endpoints"),
    )


def _observations() -> None:
    op.create_table(
        "observations",
        sa.Column("id", sa.Integer, nullable=False),
        *_endpoint_of_a_run("observations"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts_version", sa.Integer, nullable=False),
        sa.Column("facts", sa.LargeBinary, nullable=False),
        sa.Column("connections", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_observations"),
    )
    op.create_table(
        "verdicts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("observation_id", sa.Integer, nullable=False),
        sa.Column("check_id", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("summary_vi", sa.Text, nullable=False),
        sa.Column("summary_en", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        _reference("verdicts", "observation_id", "observations.id"),
    )
    op.create_index("ix_verdicts_observation_id", "verdicts", ["observation_id"])
    op.create_index("ix_verdicts_check_id_outcome", "verdicts", ["check_id", "outcome"])


def _endpoint_of_a_run(table: str) -> list[SchemaItem]:
    columns = ("run_id", "host", "https_port", "http_port")
    return [
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("https_port", sa.Integer, nullable=False),
        sa.Column("http_port", sa.Integer, nullable=False),
        _reference(table, "run_id", "runs.id"),
        sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}"),
    ]


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    referred = target.partition(".")[0]
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}_{referred}")
