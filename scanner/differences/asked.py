"""Between what: two runs or days, one of them and now, or the last two looks at each endpoint."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from inventory.clock import Clock, end_of, now, today
from inventory.model import Code
from inventory.safe_text import quoted
from scanner.differences.change import Change
from scanner.differences.comparing import changes, changes_at, in_order, systems_at
from scanner.differences.looks import seen_twice, together
from scanner.differences.standing_at import TICK
from scanner.errors import ScannerError
from scanner.runs.tables import ObservationRow, RunRow


@dataclass(frozen=True)
class Comparison:
    """What changed from one moment to a later one; None: nothing was looked at. Moments are UTC.

    Of the last two looks, ``begin`` is the earliest that counts, ``end`` the newest.
    """

    begin: datetime | None
    end: datetime
    changes: tuple[Change, ...]


def compared(
    connection: Connection,
    ends: Sequence[str] = (),
    systems: Collection[Code] | None = None,
    clock: Clock = now,
) -> Comparison:
    """What changed.

    Args:
        connection: the database, within one transaction.
        ends: the number of a run or a day as YYYY-MM-DD, and the later one; without that, up to all that is
            known by the end of today; without any, the last two looks at each endpoint.
        systems: the only ones to tell of; None: all.
        clock: tells today.

    Raises:
        ScannerError: there is no such run, it is no day, a day to come, or the first is not the earlier one.

    """
    if not ends:
        return _last_looks(connection, systems, clock)
    first, *later = ends
    begin = _moment(connection, first, clock)
    end = _moment(connection, later[0], clock) if later else end_of(today(clock))
    if begin >= end:
        raise ScannerError(
            f"{first} is not earlier than {' '.join(later) or 'today'}: name the earlier first"
        )
    return Comparison(begin, end, changes(connection, begin, end, systems=systems))


def _last_looks(connection: Connection, systems: Collection[Code] | None, clock: Clock) -> Comparison:
    day = today(clock)
    end, at = end_of(day), systems_at(connection, day, systems)
    seen = {key: times for key, times in seen_twice(connection, end).items() if key in at}
    found = [
        change
        for begin, keys in together(seen)
        for change in changes_at(connection, begin, end, {key: at[key] for key in keys}, only=True)
    ]
    begin = min((times.earlier or times.last for times in seen.values()), default=None)
    last = max((times.last for times in seen.values()), default=end)
    return Comparison(begin, last, in_order(found))


def _moment(connection: Connection, name: str, clock: Clock) -> datetime:
    """After everything that a run saw, or at the end of a day."""
    return _after_run(connection, int(name)) if name.isdecimal() else end_of(_day(name, clock))


def _after_run(connection: Connection, run: int) -> datetime:
    seen = select(func.max(ObservationRow.finished_at)).where(ObservationRow.run_id == run)
    started = connection.scalar(select(RunRow.started_at).where(RunRow.id == run))
    if started is None:
        raise ScannerError(f"there is no run {run}: `capdo scan list` shows them all")
    return (connection.scalar(seen) or started) + TICK


def _day(text: str, clock: Clock) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ScannerError(f"{quoted(text)} is no run and no day: write it as 12 or as 2026-05-31") from None
    if day > today(clock):
        raise ScannerError(f"{day} is in the future: nothing is known of it yet (today is {today(clock)})")
    return day
