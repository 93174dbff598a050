"""What is due at a moment becomes messages in the outbox, each thing once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from inventory.clock import Clock
from inventory.database.transactions import reading, writing
from inventory.model import Code
from scanner.differences.standing_at import findings_at
from scanner.messages.due.alarms import Awaited, alarms, unconfirmed
from scanner.messages.due.digest import changes_since, digest, digests_due, working_day
from scanner.messages.due.open_findings import open_findings
from scanner.messages.due.outgoing import put_draft
from scanner.messages.due.reminding import DueToUnit, reminder, reminders_due
from scanner.messages.due.situation import (
    Draft,
    DueDay,
    MessageRequest,
    Situation,
    deadlines_on,
    situation,
    waivers_of,
)
from scanner.messages.outbox.told import (
    MessageKind,
    Telling,
    forget,
    is_told,
    note,
    one_at_a_time,
    told_so_far,
)
from scanner.runs.tables import FINISHED, ObservationRow, RunRow

NOBODY = DueToUnit()


def drafts_due(database: Engine, moment: datetime, asked: MessageRequest) -> tuple[Draft, ...]:
    """Every message that is due and was not told; nothing is written.

    Raises:
        InventoryError: the database cannot be read.

    """
    waivers = waivers_of(database)
    with reading(database) as connection:
        now = situation(connection, moment, waivers, asked)
        urgent = tuple(alarms(now))
        today = _todays(moment)
        whole = not is_told(connection, asked.audience, today)
        if not (whole or _has_newcomers(now)):
            return urgent
        deadlines = deadlines_on(database, now, waivers)
        daily = tuple(_daily(now, deadlines, whole=whole))
    return (*urgent, *daily)


def prepare(database: Engine, clock: Clock, asked: MessageRequest) -> int:
    """Queue what is due, and note that it was told; how many messages were queued.

    Raises:
        InventoryError: the database cannot be read or written.

    """
    moment = clock()
    with reading(database) as connection:
        seen = {_todays(moment), Telling(MessageKind.LOOKED, "", newest_look(connection))}
        new = [told for told in seen if not is_told(connection, asked.audience, told)]
    if not new:  # asked every few seconds: neither a look nor a day has come since
        return 0
    drafts = drafts_due(database, moment, asked)
    with writing(database) as connection:
        one_at_a_time(connection)
        queued = sum(_queue(connection, draft, asked, moment) for draft in drafts)
        forget(connection, asked.audience, MessageKind.LOOKED)
        left = [told for told in seen if not is_told(connection, asked.audience, told)]
        note(connection, asked.audience, left, moment)
    return queued


def awaiting_confirmation(database: Engine, moment: datetime, asked: MessageRequest) -> tuple[Awaited, ...]:
    """What is to be looked at again before an alarm.

    Raises:
        InventoryError: the database cannot be read.

    """
    waivers = waivers_of(database)
    with reading(database) as connection:
        return tuple(unconfirmed(situation(connection, moment, waivers, asked)))


def newest_look(connection: Connection) -> str:
    """The newest look and the newest run that ended: while it is the same, nothing was seen since."""
    looks = select(ObservationRow.id, ObservationRow.finished_at).order_by(ObservationRow.id.desc())
    look = connection.execute(looks.limit(1)).first()
    run = connection.scalar(select(func.max(RunRow.id)).where(RunRow.state == FINISHED))
    return f"{look.id} {look.finished_at.isoformat()} {run}" if look else f"- {run}"


def _queue(connection: Connection, draft: Draft, asked: MessageRequest, moment: datetime) -> int:
    """Unless another process has told some of it meanwhile: then what is left is due the next time."""
    if any(is_told(connection, asked.audience, told) for told in draft.told):
        return 0
    return put_draft(connection, draft, asked, moment)


def _todays(moment: datetime) -> Telling:
    return Telling(MessageKind.DAY, "", working_day(moment).isoformat())


def _has_newcomers(now: Situation) -> bool:
    """Whether a unit never got a digest: its first one does not wait for tomorrow."""
    told = told_so_far(now.connection, now.asked.audience, MessageKind.DIGEST)
    systems = {system for codes in now.at.values() for system in codes}
    return any(unit not in told for unit in now.by_unit(systems))


def _daily(now: Situation, deadlines: Sequence[DueDay], *, whole: bool) -> Iterator[Draft]:
    """Digests; then, on a day that was not looked at yet, reminders of what no digest tells."""
    due = tuple(digests_due(now))
    if not (due or whole):
        return
    stands = findings_at(now.connection, now.end)
    findings = tuple(open_findings(stands, now.at, now.waived))
    reminded = dict(reminders_due(now, findings, deadlines))
    changed = changes_since(now, due)
    for one in due:
        yield digest(
            now,
            one,
            changed.get(one.unit, ()),
            [finding for finding in findings if finding.system in one.systems],
            _of(deadlines, one.systems),
            reminded.pop(one.unit, NOBODY).told,
        )
    if whole:
        yield from (reminder(now, unit, to_unit) for unit, to_unit in reminded.items())


def _of(deadlines: Iterable[DueDay], systems: Collection[Code]) -> list[DueDay]:
    return [deadline for deadline in deadlines if deadline.system in systems]
