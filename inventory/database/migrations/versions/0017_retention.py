"""Old looks: facts thinned to their digest, and texts told again and again kept once."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thinnings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("thinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_thinnings"),
    )
    op.create_table(
        "verdict_texts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("summary_vi", "summary_en", "evidence")),
        sa.PrimaryKeyConstraint("id", name="pk_verdict_texts"),
        sa.UniqueConstraint("digest", name="uq_verdict_texts_digest"),
    )
    # No foreign keys: SQLite would copy the whole table to add one.
    op.add_column("observations", sa.Column("thinned_by", sa.Integer))
    op.add_column("observations", sa.Column("facts_digest", sa.Text))
    op.create_index("ix_observations_thinned_by", "observations", ["thinned_by"])
    op.add_column("verdicts", sa.Column("text_id", sa.Integer))
