"""Between what: two runs or days, one of them and now, or the last two looks at each endpoint."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from inventory.clock import Clock, end_of, now, today
from inventory.model import Code
from inventory.safe_text import quoted
from inventory.typed_days import WrongDayError, typed_day
from inventory.wording.phrases import Phrase
from scanner.differences.change import Change
from scanner.differences.comparing import changes, changes_at, in_order, systems_at
from scanner.differences.looks import seen_twice, together
from scanner.differences.standing_at import TICK
from scanner.errors import ScannerError
from scanner.runs.tables import ObservationRow, RunRow
from scanner.vantages.seen_from import main_of


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
    vantage: str | None = None,
) -> Comparison:
    """What changed.

    Args:
        connection: the database, within one transaction.
        ends: the number of a run or a day as ``typed_day`` reads it, and the later one; without that, up to
            all that is known by the end of today; without any, the last two looks at each endpoint.
        systems: the only ones to tell of; None: all.
        clock: tells today.
        vantage: from where it was seen; None: the main one.

    Raises:
        ScannerError: there is no such run, or it is of another vantage, it is no day, a day to come, or the
            first is not the earlier one.

    """
    seen_from = vantage or main_of(connection)
    if not ends:
        return _last_looks(connection, systems, clock, seen_from)
    first, *later = ends
    begin = _moment(connection, first, clock, seen_from)
    end = _moment(connection, later[0], clock, seen_from) if later else end_of(today(clock))
    if begin >= end:
        raise ScannerError(
            "{first} is not earlier than {later}: name the earlier first",
            first=first,
            later=" ".join(later) or Phrase("today"),
        )
    found = changes(connection, begin, end, systems=systems, vantage=seen_from)
    return Comparison(begin, end, found)


def _last_looks(
    connection: Connection, systems: Collection[Code] | None, clock: Clock, vantage: str
) -> Comparison:
    day = today(clock)
    end, at = end_of(day), systems_at(connection, day, systems)
    seen = {key: times for key, times in seen_twice(connection, end, vantage).items() if key in at}
    found = [
        change
        for begin, keys in together(seen)
        for change in changes_at(
            connection, begin, end, {key: at[key] for key in keys}, only=True, vantage=vantage
        )
    ]
    begin = min((times.earlier or times.last for times in seen.values()), default=None)
    last = max((times.last for times in seen.values()), default=end)
    return Comparison(begin, last, in_order(found))


def _moment(connection: Connection, name: str, clock: Clock, vantage: str) -> datetime:
    """After everything that a run saw, or at the end of a day."""
    return _after_run(connection, int(name), vantage) if name.isdecimal() else end_of(_day(name, clock))


def _after_run(connection: Connection, run: int, vantage: str) -> datetime:
    seen = select(func.max(ObservationRow.finished_at)).where(ObservationRow.run_id == run)
    known = connection.execute(select(RunRow.started_at, RunRow.vantage).where(RunRow.id == run)).first()
    if known is None:
        raise ScannerError("there is no run {run}: `capdo scan list` shows them all", run=run)
    if known.vantage != vantage:
        raise ScannerError(
            "run {run} looked from {vantage}, not from {asked}: add --vantage {vantage}",
            run=run,
            vantage=known.vantage,
            asked=vantage,
        )
    return (connection.scalar(seen) or known.started_at) + TICK


def _day(text: str, clock: Clock) -> date:
    try:
        day = typed_day(text)
    except WrongDayError:
        raise ScannerError(
            "{text} is no run and no day: write it as 12, as 31/05/2026 or as 2026-05-31", text=quoted(text)
        ) from None
    if day > today(clock):
        raise ScannerError(
            "{day} is in the future: nothing is known of it yet (today is {today})",
            day=day,
            today=today(clock),
        )
    return day
