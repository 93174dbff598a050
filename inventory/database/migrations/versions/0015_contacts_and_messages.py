"""Whom to write to about an organization or a system; the messages to be sent, and what was told."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CONTACT = ("contact_name", "contact_email", "contact_phone", "notes")
TEXTS = ("delivery_id", "audience", "kind", "channel", "recipient", "subject", "content", "state")
OPTIONAL_TEXTS = ("organization", "claim", "boot", "error")
MOMENTS = ("claimed_at", "handed_over_at", "sent_at")
KEY = ("audience", "kind", "subject", "occasion")


def upgrade() -> None:
    for table in ("organizations", "systems"):
        for name in CONTACT:
            op.add_column(table, sa.Column(name, sa.Text))
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.Text) for name in OPTIONAL_TEXTS),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("created_at", "due_at")),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in MOMENTS),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("delivery_id", name="uq_outbox_delivery_id"),
    )
    op.create_index("ix_outbox_state_due_at", "outbox", ["state", "due_at"])
    op.create_table(
        "told",
        *(sa.Column(name, sa.Text, nullable=False) for name in KEY),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(*KEY, name="pk_told"),
    )
