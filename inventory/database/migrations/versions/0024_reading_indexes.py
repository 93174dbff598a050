"""Indexes of what every report asks: what stands in groups, the newest look, and what was corrected."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

ALIKE = (
    "host",
    "https_port",
    "http_port",
    "confirmed",
    "first_seen",
    "since",
    "attempted",
    "attempt_id",
    "ended",
    "vantage",
    "outcome",
    "severity",
    "check_id",
    "verdict_id",
)


def upgrade() -> None:
    op.create_index("ix_standing_verdicts_alike", "standing_verdicts", ALIKE)
    op.create_index("ix_observations_finished_at", "observations", ["finished_at"])
    op.create_index("ix_approval_events_corrects", "approval_events", ["corrects"])
