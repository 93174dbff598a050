"""The messages to be sent and sent, and what was told by them."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base


class OutboxRow(Base):
    """One message by one channel. ``delivery_id`` stays the same over every try.

    ``content``: JSON, all that is needed to send it. ``claim``: the process that sends it, ``boot``: of which
    start of which machine. ``handed_over_at``: just before the last octets that make a mail server take it.
    """

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("delivery_id"), Index(None, "state", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    delivery_id: Mapped[str]
    audience: Mapped[str]
    kind: Mapped[str]
    channel: Mapped[str]
    recipient: Mapped[str]
    subject: Mapped[str]
    content: Mapped[str]
    state: Mapped[str]
    organization: Mapped[str | None]
    claim: Mapped[str | None]
    boot: Mapped[str | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int]


class ToldRow(Base):
    """One thing that was told, once: ``occasion`` says which of several times.

    It is written in the transaction that puts the message into the outbox. ``audience``: the units, or, where
    everything is redirected, the operator, who is no unit: what it was told, the units were not.
    """

    __tablename__ = "told"

    audience: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(primary_key=True)
    told_at: Mapped[datetime]
