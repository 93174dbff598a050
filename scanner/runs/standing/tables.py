"""The table of standing verdicts."""

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base


class StandingRow(Base):
    """One ``scanner.runs.standing.fold.Period`` of one check at one endpoint. Moments: ``moments.ticks_of``.

    ``verdict_id`` and ``attempt_id`` are rows of ``verdicts``. They are no foreign keys: these rows are made
    anew from those, and a key would have every replaced observation search the whole table.
    """

    __tablename__ = "standing_verdicts"
    __table_args__ = (
        UniqueConstraint("host", "https_port", "http_port", "check_id", "begun"),
        Index(None, "ended", "outcome"),
        Index(None, "check_id", "ended"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str]
    https_port: Mapped[int]
    http_port: Mapped[int]
    check_id: Mapped[str]
    outcome: Mapped[str]
    severity: Mapped[str]
    verdict_id: Mapped[int]
    begun: Mapped[int] = mapped_column(BigInteger)
    confirmed: Mapped[int | None] = mapped_column(BigInteger)
    first_seen: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[int] = mapped_column(BigInteger)
    attempted: Mapped[int | None] = mapped_column(BigInteger)
    attempt_id: Mapped[int | None]
    ended: Mapped[int] = mapped_column(BigInteger)
