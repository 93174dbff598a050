"""The record of the times in which the scanner itself could not look."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base
from inventory.settings.vantage import INTERNET


class OutageRow(Base):
    """A time in which the scanner itself could not look from a vantage: its resolver or network was dead.

    ``ended_at`` None: it lasts. ``detail``: what did not answer, as the probe told it.
    """

    __tablename__ = "scanner_outages"
    id: Mapped[int] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    detail: Mapped[str]
    vantage: Mapped[str] = mapped_column(server_default=INTERNET)
