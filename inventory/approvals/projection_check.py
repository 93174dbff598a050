"""Whether the status kept beside the log of each system is what its whole history comes to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from inventory.approvals.corrections import as_corrected
from inventory.approvals.current_statuses import FOLD, Stored, readable_status, stored_rows
from inventory.approvals.event_rows import recorded_of
from inventory.approvals.replay import SystemStatus, status, step
from inventory.approvals.status_by_day import FIELDS as STATUS_FIELDS
from inventory.database.rows import streamed
from inventory.database.tables import ApprovalEventRow
from inventory.model import Code

ROWS = 10_000  # fetched at a time
FIELDS = (*STATUS_FIELDS, ApprovalEventRow.result, ApprovalEventRow.sequence, ApprovalEventRow.corrects)


@dataclass(frozen=True)
class WrongStatus:
    """A system whose kept status is wrong; ``newest``: the number of its last event, None: it has none."""

    system: Code
    newest: int | None


def wrongly_projected(connection: Connection) -> WrongStatus | None:
    """The first system whose row is not what its events give; None: every row is right.

    A row that is missing, or of older rules, is never believed, and so not wrong.
    """
    kept = {str(row[0]): row[1] for row in stored_rows(connection)}
    corrected: list[Code] = []
    for code, events in _by_system(connection):
        if any(event.corrects is not None for event in events):
            corrected.append(code)
        elif not _right(kept.pop(code, None), events, _folded(code, events)):
            return WrongStatus(code, _newest(events))
    for code, full in recorded_of(connection, corrected).items():
        numbers = [event.sequence or 0 for event in full]
        row = kept.pop(code, None)
        if row is not None and not _right_as_corrected(row, code, full, max(numbers)):
            return WrongStatus(code, max(numbers))
    return WrongStatus(min(kept), None) if kept else None


def _by_system(connection: Connection) -> Iterator[tuple[Code, Sequence[Any]]]:
    ordered = select(*FIELDS).order_by(
        ApprovalEventRow.system, ApprovalEventRow.happened_on, ApprovalEventRow.sequence
    )
    rows = streamed(connection, ordered, ROWS)
    for code, events in groupby(rows, key=lambda row: row.system):
        yield code, list(events)


def _newest(events: Sequence[Any]) -> int:
    return max(int(event.sequence) for event in events)


def _folded(code: Code, events: Sequence[Any]) -> SystemStatus:
    current = SystemStatus(system=code, as_of=events[-1].on)
    for event in events:
        current = step(current, event)
    return current


def _right(row: Stored | None, events: Sequence[Any], folded: SystemStatus) -> bool:
    if row is None or row.fold in range(1, FOLD):
        return True
    return _same(row, _newest(events), events[-1].on, folded)


def _right_as_corrected(row: Stored, code: Code, events: Sequence[Any], newest: int) -> bool:
    if row.fold in range(1, FOLD):
        return True
    last = max(event.on for event in [*events, *as_corrected(events)])
    return _same(row, newest, last, status(events, code, last))


def _same(row: Stored, newest: int, last: date, folded: SystemStatus) -> bool:
    told = readable_status(row)
    return (
        told is not None
        and (row.through, row.fold, row.last_on) == (newest, FOLD, last)
        and told == replace(folded, as_of=last)
    )
