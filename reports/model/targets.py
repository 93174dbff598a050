"""Targets as leadership reads them."""

from datetime import date
from enum import StrEnum

from checks.model import Frozen
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.progress import TargetProgress
from reports.model.estate import NamedRef
from reports.source import ApprovalStage


class TargetState(StrEnum):
    """Where a target stands on the day of the report."""

    MET = "met"
    PENDING = "pending"  # not met, and its deadline is still ahead (or there is none)
    OVERDUE = "overdue"  # not met, and its deadline has passed
    NO_DATA = "no_data"  # nothing belongs to it, or nothing is known of what does
    UNDECIDED = "undecided"  # whether it is met hangs on what was not tested


class Reviewed(Frozen):
    """The same indicator without the systems whose claim evidence contradicts ("cần rà soát")."""

    numerator: int
    denominator: int
    percent: float | None
    excluded: int  # systems that count in the official numerator, and not in this one


class TargetCard(Frozen):
    """One target. ``days``: until the deadline, negative when overdue, None without a deadline."""

    value: IndicatorValue
    state: TargetState
    days: int | None
    next_up: tuple[NamedRef, ...]
    reviewed: Reviewed | None = None
    unconfirmed: tuple[NamedRef, ...] = ()  # counted, though nothing shows that they were decided lawfully
    progress: TargetProgress | None = None  # None: nobody asked for it


class WorkLine(Frozen):
    """One system to approve; ``place`` 1 is the easiest. ``days``: how long its dossier is at its stage.

    ``agency``: who must act, as the report goes by owner or by operating unit.
    """

    place: int
    system: NamedRef
    owner: NamedRef
    agency: NamedRef
    stage: ApprovalStage
    since: date | None
    days: int | None


class AgencyWork(Frozen):
    """How many of the systems to approve are one agency's; its easiest one comes first.

    ``owner``: of that one.
    """

    owner: NamedRef
    agency: NamedRef
    lines: tuple[WorkLine, ...]


class Headline(Frozen):
    """The answer to "are we on course?": how many targets are met, overdue, and of how many.

    ``undecided``: of how many it cannot be told, for want of figures or of tests.
    """

    met: int
    overdue: int
    total: int
    undecided: int = 0

    @property
    def state(self) -> TargetState:
        """Met when all are; overdue when any is; undecided when no other is open; no data without targets."""
        if not self.total:
            return TargetState.NO_DATA
        if self.overdue:
            return TargetState.OVERDUE
        if self.met == self.total:
            return TargetState.MET
        return TargetState.UNDECIDED if self.met + self.undecided == self.total else TargetState.PENDING
