"""Where each system stands now, kept beside the log as events are appended.

The log alone is the truth: a row that is missing, older than the log or of older rules is folded afresh.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select

from inventory.approvals.corrections import as_corrected, is_correction
from inventory.approvals.event_rows import EVENTS, recorded_of
from inventory.approvals.events import ApprovalEvent, by_system
from inventory.approvals.replay import SystemStatus, status, step
from inventory.database.reading import rows_of
from inventory.database.tables import Base
from inventory.model import Code

STATUSES = Base.metadata.tables["current_statuses"]
FOLD = 2  # raise it when the same events come to mean another status
_FORM = TypeAdapter(SystemStatus)


def project(
    connection: Connection, new: Sequence[ApprovalEvent], known: Mapping[Code, Sequence[ApprovalEvent]]
) -> None:
    """Bring the rows of the systems with new events up to date; ``known``: these systems' earlier events."""
    told = by_system(new)
    stored = _stored(connection, told.keys())
    rows = [_row(stored.get(code), known[code], theirs) for code, theirs in told.items()]
    outdated = delete(STATUSES).where(STATUSES.c.system == bindparam("system_"))
    connection.execute(outdated, [{"system_": row["system"]} for row in rows])
    connection.execute(insert(STATUSES), rows)


def current(
    connection: Connection, day: date, only: Collection[Code] | None = None
) -> dict[Code, SystemStatus]:
    """The status of every system with an event, or of some, on a day that no event lies after: today."""
    newest = select(EVENTS.c.system, func.max(EVENTS.c.sequence).label("last")).group_by(EVENTS.c.system)
    found = rows_of(connection, newest, EVENTS.c.system, only)
    through = {row["system"]: int(row["last"]) for row in found}
    stored = _stored(connection, only)
    fresh = {
        code: replace(folded, as_of=day)
        for code, row in stored.items()
        if row["last_on"] <= day and (folded := _folded(row, through.get(code))) is not None
    }
    stale = recorded_of(connection, through.keys() - fresh.keys())
    return {**fresh, **{code: status(events, code, day) for code, events in stale.items()}}


def wrongly_projected(connection: Connection) -> int | None:
    """The newest event of a system whose row is not what its events give; None: every row is right."""
    for stored in connection.execute(select(STATUSES).order_by(STATUSES.c.system)).mappings():
        events = recorded_of(connection, {stored["system"]})[stored["system"]]
        through = max((event.sequence or 0 for event in events), default=0)
        if _holds(stored, through) and stored["status"] != _dumped(events, stored["last_on"]):
            return through
    return None


def _stored(connection: Connection, only: Collection[Code] | None) -> dict[Code, RowMapping]:
    rows = rows_of(connection, select(STATUSES), STATUSES.c.system, only)
    return {row["system"]: row for row in rows}


def _dumped(events: Sequence[ApprovalEvent], day: date) -> str:
    return _FORM.dump_json(status(events, events[0].system, day)).decode()


def _holds(row: RowMapping, through: int | None) -> bool:
    return bool(row["through"] == through and row["fold"] == FOLD)


def _folded(row: RowMapping, through: int | None) -> SystemStatus | None:
    """The status that a row keeps; None where it can't be believed, or not read."""
    try:
        return _FORM.validate_json(row["status"]) if _holds(row, through) else None
    except ValidationError:
        return None


def _row(
    stored: RowMapping | None, earlier: Sequence[ApprovalEvent], new: Sequence[ApprovalEvent]
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
    return {
        "system": new[0].system,
        "through": new[-1].sequence,
        "last_on": last_on,
        "fold": FOLD,
        "status": _FORM.dump_json(replace(folded, as_of=last_on)).decode(),
    }


def _goes_on(stored: RowMapping, new: Sequence[ApprovalEvent]) -> bool:
    """Whether the events come after all that is folded in, so that they can be folded in one by one."""
    days = [stored["last_on"], *(event.on for event in new)]
    return days == sorted(days) and not any(map(is_correction, new))
