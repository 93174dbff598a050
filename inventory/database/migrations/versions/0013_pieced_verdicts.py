"""Verdicts put together from what the addresses of an endpoint showed on different days.

None is filled in: looks recorded so far do not say what each address showed, until they are judged again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = ("host", "https_port", "http_port")
WORDS = ("outcome", "severity", "reason", "summary_vi", "summary_en", "evidence", "parts")


def upgrade() -> None:
    op.create_table(
        "pieced_verdicts",
        sa.Column("verdict_id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in KEY[1:]),
        sa.Column("check_id", sa.Text, nullable=False),
        sa.Column("moment", sa.BigInteger, nullable=False),
        sa.Column("rests", sa.BigInteger),
        *(sa.Column(name, sa.Text, nullable=name == "reason") for name in WORDS),
        sa.PrimaryKeyConstraint("verdict_id", name="pk_pieced_verdicts"),
    )
    op.create_index(f"ix_pieced_verdicts_{'_'.join(KEY)}", "pieced_verdicts", list(KEY))
