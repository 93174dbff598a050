"""From where each run looked, and what stands as it is seen from there; so far all looked from one place."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INTERNET = "internet"
KEY = ("host", "https_port", "http_port", "check_id", "begun")


def upgrade() -> None:
    for table in ("runs", "pieced_verdicts"):
        op.add_column(table, _vantage())
    _name_queues(op.get_bind())
    with op.batch_alter_table("standing_verdicts") as standing:
        standing.add_column(_vantage())
        standing.drop_constraint(f"uq_standing_verdicts_{'_'.join(KEY)}", type_="unique")
        standing.create_unique_constraint("uq_standing_verdicts_vantage", [*KEY, "vantage"])


def _name_queues(connection: sa.Connection) -> None:
    """What workers of the only vantage were asked for stood in the queue "local"."""
    if connection.dialect.name == "postgresql" and sa.inspect(connection).has_table("procrastinate_jobs"):
        op.execute(
            "UPDATE procrastinate_jobs SET queue_name = 'internet' || substr(queue_name, 6)"
            " WHERE queue_name IN ('local', 'local.urgent')"
        )


def _vantage() -> sa.Column[str]:
    return sa.Column("vantage", sa.Text, nullable=False, server_default=INTERNET)
