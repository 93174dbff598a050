"""Where each system stands now, kept beside the log as events are appended.

The log alone is the truth: a row that is missing, older than the log or of older rules is folded afresh.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, String, bindparam, delete, func, insert, select, type_coerce
from sqlalchemy.orm import aliased

from inventory.approvals.corrections import as_corrected, is_correction
from inventory.approvals.event_rows import UNREADABLE, recorded_of
from inventory.approvals.events import ApprovalEvent, by_system
from inventory.approvals.replay import SystemStatus, folded, status
from inventory.approvals.status import changed
from inventory.database.rows import rows_of, values
from inventory.database.tables import ApprovalEventRow, CurrentStatusRow
from inventory.errors import InventoryError
from inventory.model import Code

FOLD = 3  # raise it when the same events come to mean another status
STORED = select(  # as the database keeps them: types could refuse what somebody put there
    CurrentStatusRow.system,
    type_coerce(CurrentStatusRow.through, String),
    type_coerce(CurrentStatusRow.last_on, String),
    type_coerce(CurrentStatusRow.fold, String),
    CurrentStatusRow.status,
)
_FORM = TypeAdapter(SystemStatus)


class Stored(NamedTuple):
    """A row of the table; None stands for what no program of ours wrote."""

    system: Code
    through: int | None
    last_on: date | None
    fold: int | None
    status: str


def project(
    connection: Connection, new: Sequence[ApprovalEvent], histories: Mapping[Code, Sequence[ApprovalEvent]]
) -> None:
    """Bring the rows of the systems with new events up to date; ``histories``: their earlier events."""
    new_by_system = by_system(new)
    stored = _stored(connection, new_by_system.keys())
    rows = [_row(stored.get(code), histories[code], new_events) for code, new_events in new_by_system.items()]
    _replace(connection, rows)
    _refresh(connection)


def _refresh(connection: Connection) -> None:
    """Fold those systems anew that were folded by older rules: once after an update."""
    old = set(connection.scalars(select(CurrentStatusRow.system).where(CurrentStatusRow.fold < FOLD)))
    histories = recorded_of(connection, old)
    _replace(connection, [_row(None, events, ()) for events in histories.values() if events])


def _replace(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        outdated = delete(CurrentStatusRow).where(CurrentStatusRow.system == bindparam("system_"))
        connection.execute(outdated, [{"system_": row[CurrentStatusRow.system.key]} for row in rows])
        connection.execute(insert(CurrentStatusRow), rows)


def current(
    connection: Connection, day: date, only: Collection[Code] | None = None
) -> dict[Code, SystemStatus]:
    """The status of every system with an event, or of some, on a day that no event lies after: today."""
    ends = _ends(connection, only)
    stored = _stored(connection, only)
    fresh = {
        code: changed(kept, as_of=day)
        for code, row in stored.items()
        if code in ends and _ends_at(row, *ends[code], day) and (kept := readable_status(row)) is not None
    }
    stale = recorded_of(connection, ends.keys() - fresh.keys())
    return {**fresh, **{code: status(events, code, day) for code, events in stale.items()}}


def _ends(connection: Connection, only: Collection[Code] | None) -> dict[Code, tuple[int, date]]:
    """The number of each system's newest event, and the last day on which something happened to it."""
    same = aliased(ApprovalEventRow)
    # The last day is the end of an index: to compare the days of every event takes twice as long as the rest.
    last_day = select(func.max(same.happened_on)).where(same.system == ApprovalEventRow.system)
    newest = select(
        ApprovalEventRow.system,
        func.max(ApprovalEventRow.sequence),
        last_day.correlate(ApprovalEventRow).scalar_subquery(),
    )
    rows = rows_of(connection, newest.group_by(ApprovalEventRow.system), ApprovalEventRow.system, only)
    try:
        return {system: (int(last), last_on) for system, last, last_on in rows}
    except (TypeError, ValueError):
        raise InventoryError(UNREADABLE) from None


def stored_rows(
    connection: Connection, only: Collection[Code] | None = None
) -> Iterator[tuple[Code, Stored]]:
    """The rows of the table by system, whatever somebody put into them."""
    for system, through, last_on, fold, kept in rows_of(connection, STORED, CurrentStatusRow.system, only):
        yield system, Stored(system, _number(through), _day(last_on), _number(fold), kept)


def readable_status(row: Stored) -> SystemStatus | None:
    """The status that a row keeps; None where it can't be read."""
    try:
        return _FORM.validate_json(row.status)
    except (ValidationError, TypeError):
        return None


def _stored(connection: Connection, only: Collection[Code] | None) -> dict[Code, Stored]:
    return dict(stored_rows(connection, only))


def _number(kept: object) -> int | None:
    return int(text) if (text := str(kept)).isdecimal() else None


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(str(kept))
    except ValueError:
        return None


def _ends_at(row: Stored, newest: int, last_on: date, day: date) -> bool:
    """Whether a row has everything folded in, by the rules of today, and nothing that lies ahead."""
    is_last = row.last_on is not None and last_on <= row.last_on <= day
    return is_last and row.through == newest and row.fold == FOLD


def _row(
    stored: Stored | None, earlier: Sequence[ApprovalEvent], new: Sequence[ApprovalEvent]
) -> dict[str, object]:
    standing = None
    if stored is not None and _reaches(stored, earlier) and _goes_on(stored, new):
        standing = readable_status(stored)
    if standing is not None:
        last_on = new[-1].on
        standing = folded(standing, new)
    else:
        events = [*earlier, *new]
        last_on = max(event.on for event in [*events, *as_corrected(events)])
        standing = status(events, events[0].system, last_on)
    return values(
        {
            CurrentStatusRow.system: standing.system,
            CurrentStatusRow.through: max(event.sequence or 0 for event in [*earlier, *new]),
            CurrentStatusRow.last_on: last_on,
            CurrentStatusRow.fold: FOLD,
            CurrentStatusRow.status: _FORM.dump_json(changed(standing, as_of=last_on)).decode(),
        }
    )


def _reaches(stored: Stored, earlier: Sequence[ApprovalEvent]) -> bool:
    """Whether a row has all earlier events folded in."""
    if not earlier or stored.last_on is None:
        return False
    last = max(event.on for event in earlier)
    return _ends_at(stored, max(event.sequence or 0 for event in earlier), last, stored.last_on)


def _goes_on(stored: Stored, new: Sequence[ApprovalEvent]) -> bool:
    """Whether the events come after all that is folded in, so that they can be folded in one by one."""
    days = [stored.last_on or date.max, *(event.on for event in new)]
    return days == sorted(days) and not any(map(is_correction, new))
