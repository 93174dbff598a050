"""Deadlines as people read them."""

from datetime import date

from checks.model import Frozen
from inventory.deadlines import DeadlineKind
from inventory.model import Text
from reports.model.estate import NamedRef
from scanner.waivers.model import WaiverDeadline


class DeadlineLine(Frozen):
    """One deadline. ``system`` and ``owner`` None: everyone's. ``days_left``: negative when overdue.

    ``agency``: who must act, as the report goes by owner or by operating unit.
    """

    kind: DeadlineKind | WaiverDeadline
    rule: str
    system: NamedRef | None
    owner: NamedRef | None
    agency: NamedRef | None
    due: date
    days_left: int
    overdue_days: int
    basis: Text
    source: str  # of the law, in Vietnamese
    origin: Text  # the same in both languages
    verified: bool


class DeadlineCount(Frozen):
    """How many of one kind are overdue, due soon, and due later."""

    kind: DeadlineKind | WaiverDeadline
    overdue: int
    soon: int
    later: int


class Deadlines(Frozen):
    """Earliest first. ``soon``: due within ``soon_days`` days; ``counts``: only kinds that there are."""

    soon_days: int
    overdue: tuple[DeadlineLine, ...]
    soon: tuple[DeadlineLine, ...]
    later: tuple[DeadlineLine, ...]
    counts: tuple[DeadlineCount, ...]
