"""What is asked of workers, and what they saw, until whoever asked has taken it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base

# Asked for; seen, or put off because no permission holds at this hour: then it is to be taken; given up after
# many attempts.
ASKED, SEEN, PUT_OFF, GIVEN_UP = "asked", "seen", "put off", "given up"


class QueuedLookRow(Base):
    """One look at one endpoint that a worker is to make.

    ``run_id`` None: an audit, outside any run. ``second``: a run's second look at what could not be told.
    ``request``: JSON of ``scanner.queue.looks.AskedLook``; ``job_id``: Procrastinate's job with it; ``seen``:
    the observation as ``scanner.runs.stored`` packs it.
    """

    __tablename__ = "queued_looks"
    __table_args__ = (UniqueConstraint("run_id", "host", "https_port", "http_port", "second"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("runs.id"))
    host: Mapped[str]
    https_port: Mapped[int]
    http_port: Mapped[int]
    second: Mapped[bool]
    request: Mapped[str]
    state: Mapped[str]
    asked_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    seen: Mapped[bytes | None]
