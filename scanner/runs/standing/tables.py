"""The table of standing verdicts."""

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base
from inventory.settings.vantage import INTERNET

# In this order ``groups`` reads what stands without a look at the table, and without sorting it. ``ended`` is
# not first: of what stands SQLite would then seek everything by this index, as it covers most questions.
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


class StandingRow(Base):
    """One ``scanner.runs.standing.fold.Period`` of one check at one endpoint, as one vantage sees it.

    Moments: ``moments.ticks_of``.

    ``verdict_id`` and ``attempt_id`` are rows of ``verdicts``. They are no foreign keys: these rows are made
    anew from those, and a key would have every replaced observation search the whole table.
    """

    __tablename__ = "standing_verdicts"
    __table_args__ = (
        UniqueConstraint(
            "host",
            "https_port",
            "http_port",
            "check_id",
            "begun",
            "vantage",
            name="uq_standing_verdicts_vantage",
        ),
        Index(None, "ended", "outcome"),
        Index(None, "check_id", "ended"),
        Index("ix_standing_verdicts_alike", *ALIKE),
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
    vantage: Mapped[str] = mapped_column(server_default=INTERNET)


class PiecedRow(Base):
    """What a look at some addresses came to with what the others last showed (``addresses``).

    It stands in the place of ``verdict_id``, the look's own verdict. ``parts``: for each address the verdict
    that tells of it, as JSON. ``moment``: of the look; ``rests``: of the one it is confirmed by;
    None: it says what the look's own verdict says. Kept: what stands or stood, and the newest of each check.
    """

    __tablename__ = "pieced_verdicts"
    __table_args__ = (Index(None, "host", "https_port", "http_port"),)
    verdict_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    host: Mapped[str]
    https_port: Mapped[int]
    http_port: Mapped[int]
    check_id: Mapped[str]
    moment: Mapped[int] = mapped_column(BigInteger)
    rests: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str]
    severity: Mapped[str]
    reason: Mapped[str | None]
    summary_vi: Mapped[str]
    summary_en: Mapped[str]
    evidence: Mapped[str]
    parts: Mapped[str]
    vantage: Mapped[str] = mapped_column(server_default=INTERNET)
