"""Whether the status kept beside the log of each system is what its whole history comes to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from inventory.approvals.corrections import as_corrected
from inventory.approvals.current_statuses import FOLD, Stored, readable_status, stored_rows
from inventory.approvals.event_rows import recorded_of
from inventory.approvals.events import EventKind
from inventory.approvals.replay import SystemStatus, status, step
from inventory.database.tables import ApprovalEventRow
from inventory.model import Code

KINDS = {kind.value: kind for kind in EventKind}
DAYS = 20_000  # kept as dates
READ = (  # the system, then what is folded
    ApprovalEventRow.system,
    ApprovalEventRow.kind,
    ApprovalEventRow.happened_on,
    ApprovalEventRow.until,
    ApprovalEventRow.sequence,
    ApprovalEventRow.level,
    ApprovalEventRow.number,
    ApprovalEventRow.authority,
    ApprovalEventRow.result,
    ApprovalEventRow.corrects,
)


class LoggedEvent(NamedTuple):
    """What is folded of an event, named as ``ApprovalEvent``'s: a model takes many times as long to make."""

    kind: EventKind
    on: date
    until: date | None
    sequence: int
    level: int | None
    number: str | None
    authority: str | None
    result: str | None
    corrects: int | None


class Histories:
    """The events of every system, in the order of recording, from the rows whose hashes were held.

    ``columns``: those of the rows, in their order.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self._read = itemgetter(*(columns.index(column.key) for column in READ))
        self.by_system: defaultdict[Code, list[LoggedEvent]] = defaultdict(list)

    def add(self, row: Sequence[Any]) -> None:
        """Take one row in.

        Raises:
            KeyError: its kind is none.
            ValueError: its day is none.
            TypeError: as of ``ValueError``.

        """
        system, kind, on, until, *told = self._read(row)
        self.by_system[system].append(LoggedEvent(KINDS[kind], _day(on), until and _day(until), *told))


@dataclass(frozen=True)
class WrongStatus:
    """A system whose kept status is wrong; ``newest``: the number of its last event, None: it has none."""

    system: Code
    newest: int | None


def wrongly_projected(connection: Connection, histories: Histories) -> WrongStatus | None:
    """The first system whose row is not what its events give; None: every row is right.

    A row that is missing, or of older rules, is never believed, and so not wrong.
    """
    kept = {str(row[0]): row[1] for row in stored_rows(connection)}
    corrected: list[Code] = []
    for code, events in sorted(histories.by_system.items()):
        if any(event.corrects is not None for event in events):
            corrected.append(code)
        elif not _right(kept.pop(code, None), code, events):
            return WrongStatus(code, events[-1].sequence)
    for code, full in recorded_of(connection, corrected).items():
        newest = max(event.sequence or 0 for event in full)
        row = kept.pop(code, None)
        if row is not None and not _right_as_corrected(row, code, full, newest):
            return WrongStatus(code, newest)
    return WrongStatus(min(kept), None) if kept else None


def _right(row: Stored | None, code: Code, events: Sequence[LoggedEvent]) -> bool:
    if row is None or row.fold in range(1, FOLD):
        return True
    try:
        folded = _folded(code, sorted(events, key=attrgetter("on")))
    except TypeError:  # a level in words: somebody chained it anew
        return False
    return _same(row, events[-1].sequence, folded)


def _folded(code: Code, events: Sequence[Any]) -> SystemStatus:
    current = SystemStatus(system=code, as_of=events[-1].on)
    for event in events:
        current = step(current, event)
    return current


def _right_as_corrected(row: Stored, code: Code, events: Sequence[Any], newest: int) -> bool:
    if row.fold in range(1, FOLD):
        return True
    last = max(event.on for event in [*events, *as_corrected(events)])
    return _same(row, newest, status(events, code, last))


def _same(row: Stored, newest: int, folded: SystemStatus) -> bool:
    told = readable_status(row)
    return told == folded and (row.through, row.fold, row.last_on) == (newest, FOLD, folded.as_of)


@lru_cache(maxsize=DAYS)
def _day(kept: str | date) -> date:
    """A day as databases keep it: SQLite as text."""
    return kept if isinstance(kept, date) else date.fromisoformat(kept)
