"""scanner.runs.running: permitted hours end while a run goes on, and it waits or leaves the rest."""

from datetime import UTC, datetime, time, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine as Database

from inventory.database.store import InventoryStore
from inventory.model import ScanPermission
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.runs import running
from scanner.runs.reader import ScanReader
from tests.scanner.runs.test_running import estate, settings

HOSTS = ("tot", "hien-dai", "trung-gian")
LAST_MINUTE = datetime(2026, 6, 1, 21, 59, tzinfo=UTC)  # 04:59 in Viet Nam
NIGHT = ScanPermission(families=("web",), hours_from=time(22), hours_to=time(5))


class Hours:
    """A clock that goes on by 40 seconds an endpoint, and to where a wait ends.

    It is asked twice for each: whether it may be looked at, and when the look begins.
    """

    def __init__(self, begin: datetime) -> None:
        self.begin = begin
        self.passed = count()
        self.pauses: list[running.Pause] = []

    def __call__(self) -> datetime:
        """The moment."""
        return self.begin + next(self.passed) // 2 * timedelta(seconds=40)

    def wait(self, pause: running.Pause) -> None:
        """Let the time pass."""
        self.pauses.append(pause)
        self.begin, self.passed = pause.until, count()


@pytest.fixture
def database(lab: Lab, database: Database) -> Database:
    """Three systems that may be looked at by night."""
    inventory = estate(lab, *HOSTS)
    systems = tuple(system.model_copy(update={"permission": NIGHT}) for system in inventory.systems)
    InventoryStore(database).apply(inventory.model_copy(update={"systems": systems}))
    return database


def carry_out(lab: Lab, database: Database, hours: Hours, *, wait: bool) -> running.Pause | None:
    """A run that begins in the last minute of the permitted hours."""
    run = running.start(database, settings(lab, "web"))
    seen: list[Observation] = []
    return running.carry_out(database, run, seen.append, hours.wait if wait else None, hours)


def test_nothing_is_begun_after_the_permitted_hours(lab: Lab, database: Database) -> None:
    """What is left stays with the run, which tells when it may go on and can be resumed."""
    pause = carry_out(lab, database, Hours(LAST_MINUTE), wait=False)
    reader = ScanReader(database)
    (run,) = reader.runs()
    assert pause is not None
    assert 0 < run.done < len(HOSTS)
    assert run.finished_at is None
    opening = datetime(2026, 6, 2, 15, 0, tzinfo=UTC)
    assert pause == running.Pause(left=len(HOSTS) - run.done, until=opening, permissions=(NIGHT,))
    assert all(seen.started_at.hour == LAST_MINUTE.hour for seen in reader.observations(run.id))
    assert len(running.resume(database, run.id).endpoints) == pause.left


def test_a_run_that_waits_looks_at_every_endpoint_in_its_hours(lab: Lab, database: Database) -> None:
    """It says what it waits for, and finishes in the next window."""
    hours = Hours(LAST_MINUTE)
    assert carry_out(lab, database, hours, wait=True) is None
    (pause,) = hours.pauses
    (run,) = ScanReader(database).runs()
    observations = ScanReader(database).observations(run.id)
    assert (run.done, run.finished_at is None) == (len(HOSTS), False)
    assert {seen.started_at.day for seen in observations} == {LAST_MINUTE.day, pause.until.day}
    refused = [one for seen in observations for one in seen.verdicts if one.reason == "not_permitted"]
    assert not refused
