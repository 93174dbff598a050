"""Schedules in a database, as people keep them; what begins by them is in ``claiming``."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy import Engine as Database

from inventory.clock import Clock, now
from inventory.database.rows import ColumnValues, values
from inventory.database.transactions import reading, writing
from inventory.safe_text import quoted
from inventory.wording.phrases import Phrase
from inventory.words import suggestion
from scanner.errors import ScannerError
from scanner.runs.tables import RunRow
from scanner.schedules.cron import Cron
from scanner.schedules.schedule import Schedule
from scanner.schedules.tables import ScheduleRow, ScheduleRunRow
from scanner.settings import RunSettings

LONGEST_NAME = 60  # characters


class ScheduleStore:
    """The schedules of a database. Every question raises InventoryError when it cannot be read or written."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock

    def schedules(self) -> tuple[Schedule, ...]:
        """All of them, by name."""
        with reading(self._database) as connection:
            return tuple(sorted(schedules(connection), key=lambda one: one.name))

    def add(self, name: str, cron: Cron, settings: RunSettings) -> Schedule:
        """Add one, whose first run begins at the next moment of its cron expression.

        Raises:
            ScannerError: the name is taken, or no name.

        """
        _refuse_unusable_name(name)
        added: ColumnValues = {
            ScheduleRow.name: name,
            ScheduleRow.cron: cron.expression,
            ScheduleRow.timezone: cron.timezone,
            ScheduleRow.settings: settings.model_dump_json(),
            ScheduleRow.paused: False,
            ScheduleRow.due_at: cron.after(self._clock()),
            ScheduleRow.fault: "",
        }
        with writing(self._database) as connection:
            if any(schedules(connection, ScheduleRow.name == name)):
                raise ScannerError(
                    "there is a schedule {name} already: `capdo schedule remove` it first", name=quoted(name)
                )
            connection.execute(insert(ScheduleRow).values(values(added)))
            return _one(connection, name)

    def pause(self, name: str) -> Schedule:
        """Begin no run by it, and go on with none, until it is resumed.

        Raises:
            ScannerError: there is none of that name.

        """
        return self._change(name, {ScheduleRow.paused: True})

    def resume(self, name: str) -> Schedule:
        """Begin runs by it again, from its next moment on: those that passed meanwhile were not meant to be.

        Raises:
            ScannerError: there is none of that name.

        """
        with reading(self._database) as connection:
            schedule = _one(connection, name)
        due = schedule.next_due(self._clock()) if schedule.paused else schedule.due_at
        return self._change(name, {ScheduleRow.paused: False, ScheduleRow.due_at: due})

    def remove(self, name: str) -> None:
        """Forget it; its runs stay, and one that is unfinished can be resumed by hand.

        Raises:
            ScannerError: there is none of that name.

        """
        with writing(self._database) as connection:
            schedule = _one(connection, name)
            connection.execute(delete(ScheduleRunRow).where(ScheduleRunRow.schedule_id == schedule.id))
            connection.execute(delete(ScheduleRow).where(ScheduleRow.id == schedule.id))

    def _change(self, name: str, changed: ColumnValues) -> Schedule:
        with writing(self._database) as connection:
            schedule = _one(connection, name)
            connection.execute(
                update(ScheduleRow).where(ScheduleRow.id == schedule.id).values(values(changed))
            )
            return _one(connection, name)


def schedules(connection: Connection, *chosen: ColumnElement[bool]) -> Iterator[Schedule]:
    """The schedules, or those chosen."""
    for row in connection.execute(select(ScheduleRow.__table__).where(*chosen)).all():
        yield Schedule(
            id=row.id,
            name=row.name,
            cron=Cron(expression=row.cron, timezone=row.timezone),
            settings=RunSettings.model_validate_json(row.settings),
            paused=row.paused,
            due_at=row.due_at,
            waiting_until=row.waiting_until,
            fault=row.fault,
        )


def ended_since(connection: Connection, moment: datetime) -> int:
    """How many runs of schedules have ended since a moment."""
    ended = select(func.count()).join_from(ScheduleRunRow, RunRow, RunRow.id == ScheduleRunRow.run_id)
    return connection.execute(ended.where(RunRow.finished_at >= moment)).scalar_one()


def _one(connection: Connection, name: str) -> Schedule:
    for schedule in schedules(connection, ScheduleRow.name == name):
        return schedule
    known = list(connection.scalars(select(ScheduleRow.name)))
    hint = suggestion(name, known) or Phrase(" (`capdo schedule list` shows them all)")
    raise ScannerError("there is no schedule {name}{hint}", name=quoted(name), hint=hint)


def _refuse_unusable_name(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise ScannerError(
            "{name} is no name: write at most {most} characters on one line",
            name=quoted(name),
            most=LONGEST_NAME,
        )
