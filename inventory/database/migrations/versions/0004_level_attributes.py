"""What the rule sets ask about a system to name its level."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("internal_use", sa.Boolean),
        sa.Column("handles_private_data", sa.Boolean),
        sa.Column("user_count", sa.BigInteger),
        sa.Column("online_public_service_level", sa.Integer),
        sa.Column("handles_administrative_procedures", sa.Boolean),
        sa.Column("is_infrastructure", sa.Boolean),
        sa.Column("scope", sa.Text),
        sa.Column("national_e_government", sa.Boolean),
        sa.Column("around_the_clock", sa.Boolean),
        sa.Column("central_national_data", sa.Boolean),
        sa.Column("international_interconnection", sa.Boolean),
        sa.Column("industrial_control", sa.Text),
        sa.Column("state_secret_or_defence", sa.Boolean),
        sa.Column("harm", sa.Text),
    ):
        op.add_column("systems", column)
