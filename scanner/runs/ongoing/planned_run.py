"""A run that is recorded, and what it still has to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inventory.model import Code
from scanner.planning.plan import PlannedEndpoint
from scanner.settings import RunSettings


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """A recorded run and the endpoints it still has to look at.

    ``undated``: systems with endpoints that are left out, since nobody said when they went into operation.
    """

    number: int
    settings: RunSettings
    begun: datetime
    endpoints: Sequence[PlannedEndpoint]
    undated: tuple[Code, ...] = ()
