"""A run of the scanner over the inventory, as it is told of."""

from datetime import datetime

from checks.model import Frozen
from scanner.settings import RunSettings


class Run(Frozen):
    """One run and how far it came. Times are UTC."""

    id: int
    started_at: datetime
    finished_at: datetime | None
    settings: RunSettings
    scanner: str
    endpoints: int
    done: int
