"""The schedules, and which run each of their moments led to."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from inventory.database.tables import Base


class ScheduleRow(Base):
    """One schedule. ``settings`` is JSON of a run's settings.

    ``due_at``: when the next run is to begin; ``waiting_until``: when endpoints that the last run left for
    their permitted hours may be looked at; None: none wait. ``fault``: why the last one could not begin.
    """

    __tablename__ = "schedules"
    __table_args__ = (UniqueConstraint("name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    cron: Mapped[str]
    timezone: Mapped[str]
    settings: Mapped[str]
    paused: Mapped[bool]
    due_at: Mapped[datetime]
    waiting_until: Mapped[datetime | None]
    fault: Mapped[str]


class ScheduleRunRow(Base):
    """A run that a schedule began, and the moment for which: one run a moment, whoever begins it."""

    __tablename__ = "schedule_runs"
    __table_args__ = (UniqueConstraint("schedule_id", "due_at"),)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True, autoincrement=False)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id"))
    due_at: Mapped[datetime]
