"""What was looked at, and the two ways in which a probe can come back without facts."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from checks.model import Frozen, Reason

DETAIL_LENGTH = 300


class Target(Frozen):
    """One endpoint as the scan saw it. ``host`` is an A-label (IDNA 2008) or an IP address, in lower case."""

    host: str
    https_port: int = 443
    http_port: int = 80
    allowed_ports: tuple[int, ...] = ()  # besides https_port and http_port
    path: str = "/"  # of the page that is looked at, with its query
    is_portal: bool | None = None  # None: no inventory says
    observed_at: datetime  # UTC; the clock of every judgement


class NotTested(Frozen):
    """A probe could not tell; ``detail`` is technical English, bounded.

    ``hours``: where nothing but the hour stood in the way, those in which it is permitted (``22:00–05:00``).
    """

    kind: Literal["not_tested"] = "not_tested"
    reason: Reason
    detail: str = Field(default="", max_length=DETAIL_LENGTH)
    hours: tuple[str, ...] = ()


class Absent(Frozen):
    """A probe established that there is nothing of its kind here, for example a port that speaks no TLS."""

    kind: Literal["absent"] = "absent"
    detail: str = Field(default="", max_length=DETAIL_LENGTH)
