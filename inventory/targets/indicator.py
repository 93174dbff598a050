"""What an indicator is: who belongs to it, who reached it, and what must be known to tell."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inventory.approvals.events import EventKind
from inventory.model import Code, Inventory, Strict, Text
from inventory.targets.counting import Count, Situation

EVERY_KIND = frozenset(EventKind)


class Counted(StrEnum):
    """What the codes in an indicator's count stand for."""

    SYSTEMS = "systems"
    ORGANIZATIONS = "organizations"


class Recorded(Strict):
    """From which day on there is a record: of events, of scans. None: there is none."""

    events: date | None = None
    scans: date | None = None


def first_event(_inventory: Inventory, recorded: Recorded) -> date | None:
    """Where history begins for what the approval log tells."""
    return recorded.events


def first_scan(_inventory: Inventory, recorded: Recorded) -> date | None:
    """Where history begins for what scans tell."""
    return recorded.scans


def _none(_situation: Situation) -> Collection[Code]:
    """Where nothing that is decided is counted."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that plans set targets for. Its value, history, pace and forecast all come from ``count``.

    ``reads``: the kinds of event that ``count`` hangs on, besides a system's end and, for its ``order``,
    the last stage of its dossier. Every kind is always right, and slow in a large log. ``unconfirmed``: the
    systems of which nothing shows that they reached it lawfully; asked on the last day only.
    """

    key: str  # its file's name, with hyphens: what plans call it
    title: Text  # in a few words; a plan has its own
    count: Callable[[Situation], Count]
    counted: Counted = Counted.SYSTEMS
    begins: Callable[[Inventory, Recorded], date | None] = first_event  # its history; None: there is none
    reads: frozenset[EventKind] = EVERY_KIND
    unconfirmed: Callable[[Situation], Collection[Code]] = _none
    by_agency: bool = True  # whether its history is told for each owner of systems, too

    def is_recorded(self, inventory: Inventory, recorded: Recorded, day: date) -> bool:
        """Whether its history has begun by a day."""
        first = self.begins(inventory, recorded)
        return first is not None and first <= day

    def on(self, situation: Situation) -> Count:
        """The count of a day, which is made once."""
        if self.key not in situation.counts:
            situation.counts[self.key] = self.count(situation)
        return situation.counts[self.key]
