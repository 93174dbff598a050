"""A schedule: what is scanned, how, and when."""

from datetime import datetime

from checks.model import Frozen
from scanner.schedules.cron import Cron
from scanner.settings import RunSettings


class Schedule(Frozen):
    """One schedule. Moments are UTC.

    Attributes:
        name: what people call it; unique.
        cron: when its runs are to begin.
        settings: how they look, and at what.
        paused: whether it begins none for now.
        due_at: when the next run is to begin, or was to.
        waiting_until: when endpoints that the last run left for their permitted hours may be looked at.
        fault: why the last run could not begin; empty: it could.

    """

    id: int
    name: str
    cron: Cron
    settings: RunSettings
    paused: bool
    due_at: datetime
    waiting_until: datetime | None
    fault: str

    def next_due(self, now: datetime) -> datetime:
        """When the next run is to begin that is not due yet; never a moment that was due before."""
        return self.cron.after(max(now, self.due_at)) if self.due_at <= now else self.due_at
