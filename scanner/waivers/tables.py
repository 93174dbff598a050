"""The record of waivers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base


class WaiverRow(Base):
    """A waiver given (``waiver`` is its own number) or revoked (the number revoked).

    Triggers made by the migration forbid changing or deleting a row.
    """

    __tablename__ = "waiver_events"

    sequence: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    waiver: Mapped[int]
    system: Mapped[str] = mapped_column(ForeignKey("systems.code"))
    check_id: Mapped[str]
    happened_on: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str]
    approver: Mapped[str | None]
    actor: Mapped[str]
    evidence: Mapped[str]  # JSON: the severity and a digest of the evidence for each endpoint
    recorded_at: Mapped[datetime]
