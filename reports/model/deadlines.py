"""Deadlines as people read them."""

from datetime import date

from checks.model import Frozen
from inventory.deadlines import DeadlineKind
from inventory.model import Wording
from reports.model.estate import NamedRef


class DeadlineLine(Frozen):
    """One deadline. ``system`` and ``owner`` None: everyone's. ``days_left``: negative when overdue."""

    kind: DeadlineKind
    rule: str
    system: NamedRef | None
    owner: NamedRef | None
    due: date
    days_left: int
    overdue_days: int
    basis: Wording
    source: str
    verified: bool


class DeadlineCount(Frozen):
    """How many of one kind are overdue, due soon, and due later."""

    kind: DeadlineKind
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
