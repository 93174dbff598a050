"""Where each system stands now, kept beside the log as events are appended.

The log alone is the truth: a row that is missing, older than the log or of older rules is folded afresh.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from inventory.approvals.corrections import as_corrected, is_correction
from inventory.approvals.event_rows import recorded_of
from inventory.approvals.events import ApprovalEvent, by_system
from inventory.approvals.replay import SystemStatus, status, step
from inventory.database.rows import rows_of, values
from inventory.database.tables import ApprovalEventRow, CurrentStatusRow
from inventory.model import Code

FOLD = 2  # raise it when the same events come to mean another status
STORED = select(
    CurrentStatusRow.system,
    CurrentStatusRow.through,
    CurrentStatusRow.last_on,
    CurrentStatusRow.fold,
    CurrentStatusRow.status,
)
_FORM = TypeAdapter(SystemStatus)


class Stored(NamedTuple):
    """A row of the table, as ``STORED`` selects it."""

    system: Code
    through: int
    last_on: date
    fold: int
    status: str


def project(
    connection: Connection, new: Sequence[ApprovalEvent], known: Mapping[Code, Sequence[ApprovalEvent]]
) -> None:
    """Bring the rows of the systems with new events up to date; ``known``: these systems' earlier events."""
    told = by_system(new)
    stored = _stored(connection, told.keys())
    rows = [_row(stored.get(code), known[code], theirs) for code, theirs in told.items()]
    outdated = delete(CurrentStatusRow).where(CurrentStatusRow.system == bindparam("system_"))
    connection.execute(outdated, [{"system_": code} for code in told])
    connection.execute(insert(CurrentStatusRow), rows)


def current(
    connection: Connection, day: date, only: Collection[Code] | None = None
) -> dict[Code, SystemStatus]:
    """The status of every system with an event, or of some, on a day that no event lies after: today."""
    newest = select(ApprovalEventRow.system, func.max(ApprovalEventRow.sequence))
    found = rows_of(connection, newest.group_by(ApprovalEventRow.system), ApprovalEventRow.system, only)
    through = {system: int(last) for system, last in found}
    stored = _stored(connection, only)
    fresh = {
        code: replace(folded, as_of=day)
        for code, row in stored.items()
        if row.last_on <= day and (folded := _folded(row, through.get(code))) is not None
    }
    stale = recorded_of(connection, through.keys() - fresh.keys())
    return {**fresh, **{code: status(events, code, day) for code, events in stale.items()}}


def wrongly_projected(connection: Connection) -> int | None:
    """The newest event of a system whose row is not what its events give; None: every row is right."""
    for row in connection.execute(STORED.order_by(CurrentStatusRow.system)):
        stored = Stored(*row)
        events = recorded_of(connection, {stored.system})[stored.system]
        through = max((event.sequence or 0 for event in events), default=0)
        if _holds(stored, through) and stored.status != _dumped(events, stored.last_on):
            return through
    return None


def _stored(connection: Connection, only: Collection[Code] | None) -> dict[Code, Stored]:
    rows = rows_of(connection, STORED, CurrentStatusRow.system, only)
    return {stored.system: stored for stored in (Stored(*row) for row in rows)}


def _dumped(events: Sequence[ApprovalEvent], day: date) -> str:
    return _FORM.dump_json(status(events, events[0].system, day)).decode()


def _holds(stored: Stored, through: int | None) -> bool:
    return stored.through == through and stored.fold == FOLD


def _folded(stored: Stored, through: int | None) -> SystemStatus | None:
    """The status that a row keeps; None where it can't be believed, or not read."""
    try:
        return _FORM.validate_json(stored.status) if _holds(stored, through) else None
    except ValidationError:
        return None


def _row(
    stored: Stored | None, earlier: Sequence[ApprovalEvent], new: Sequence[ApprovalEvent]
) -> dict[str, object]:
    through = max((event.sequence or 0 for event in earlier), default=0)
    folded = None if stored is None or not _goes_on(stored, new) else _folded(stored, through)
    if folded is not None:
        last_on = new[-1].on
        for event in new:
            folded = step(folded, event)
    else:
        events = [*earlier, *new]
        last_on = max(event.on for event in [*events, *as_corrected(events)])
        folded = status(events, new[0].system, last_on)
    return values(
        {
            CurrentStatusRow.system: new[0].system,
            CurrentStatusRow.through: new[-1].sequence,
            CurrentStatusRow.last_on: last_on,
            CurrentStatusRow.fold: FOLD,
            CurrentStatusRow.status: _FORM.dump_json(replace(folded, as_of=last_on)).decode(),
        }
    )


def _goes_on(stored: Stored, new: Sequence[ApprovalEvent]) -> bool:
    """Whether the events come after all that is folded in, so that they can be folded in one by one."""
    days = [stored.last_on, *(event.on for event in new)]
    return days == sorted(days) and not any(map(is_correction, new))
