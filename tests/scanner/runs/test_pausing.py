"""scanner.runs.pausing: permitted hours end while a run goes on, and it waits or leaves the rest."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import count

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import Executable, create_engine, delete, func, select, update

from checks.facts import DnsFacts, NotTested
from checks.model import Reason
from inventory.clock import day_of
from inventory.database.rows import values
from inventory.database.store import InventoryStore
from inventory.database.tables import PermissionRow
from inventory.database.transactions import reading
from inventory.model import ScanPermission
from scanner import observe
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.probes import dns
from scanner.probes.context import ProbeContext
from scanner.runs import pausing, running
from scanner.runs.ongoing import batches
from scanner.runs.pausing import Pause
from scanner.runs.reader import ScanReader
from scanner.runs.standing.verification import CHAIN
from scanner.runs.tables import ObservationRow
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
        self.pauses: list[Pause] = []

    def __call__(self) -> datetime:
        """The moment."""
        return self.begin + next(self.passed) // 2 * timedelta(seconds=40)

    def wait(self, pause: Pause) -> None:
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


def carry_out(lab: Lab, database: Database, hours: Hours, *, wait: bool) -> Pause | None:
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
    assert pause == Pause(left=len(HOSTS) - run.done, until=opening, permissions=(NIGHT,))
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


NOON = datetime(2026, 6, 2, 5, 0, tzinfo=UTC)  # in Viet Nam
NIGHT_AFTER = datetime(2026, 6, 2, 16, 0, tzinfo=UTC)  # 23:00 in Viet Nam
Change = Callable[[Database], None]


def withdraw(database: Database, *systems: str) -> None:
    """Another process takes permissions away."""
    chosen = [PermissionRow.system.in_(systems)] if systems else []
    _elsewhere(database, delete(PermissionRow).where(*chosen))


def permit(database: Database, start: time, end: time) -> None:
    """Another process permits other hours."""
    hours = values({PermissionRow.hours_from: start, PermissionRow.hours_to: end})
    _elsewhere(database, update(PermissionRow).values(hours))


def _elsewhere(database: Database, statement: Executable) -> None:
    with create_engine(database.url).begin() as connection:
        connection.execute(statement)


def outside(lab: Lab, database: Database, at: datetime = NOON) -> int:
    """The number of a run that came to nothing, since it began outside the hours."""
    run = running.start(database, settings(lab, "web.csp"))
    assert running.carry_out(database, run, lambda _: None, clock=lambda: at) is not None
    return run.number


def resume(database: Database, number: int, at: datetime) -> list[Observation]:
    """What the rest of a run saw."""
    seen: list[Observation] = []
    running.carry_out(database, running.resume(database, number), seen.append, clock=lambda: at)
    return seen


def rows(database: Database) -> int:
    """How many observations are kept."""
    with reading(database) as connection:
        return connection.scalar(select(func.count(ObservationRow.id))) or 0


def test_what_a_run_did_not_come_to_is_an_attempt(lab: Lab, database: Database) -> None:
    """What stood before stands, not confirmed since for the hours, which are named."""
    first = running.start(database, settings(lab, "web.csp"))
    running.carry_out(database, first, lambda _: None, clock=lambda: LAST_MINUTE)
    number, reader = outside(lab, database), ScanReader(database)
    assert (reader.run(number).done, reader.observations(number)) == (0, ())
    for standing in reader.standing(day_of(NOON)):
        attempt = standing.confirmations["web.csp"].not_confirmed
        assert attempt is not None
        assert (attempt.at, attempt.reason) == (NOON, Reason.NOT_PERMITTED)
        assert "(22:00–05:00)" in attempt.detail
    assert rows(database) == 2 * len(HOSTS)


def test_the_look_takes_the_place_of_the_attempt(lab: Lab, database: Database) -> None:
    """Each endpoint is looked at once more in its hours; what is kept is what one look would leave."""
    number, reader = outside(lab, database), ScanReader(database)
    assert resume(database, number, NOON + timedelta(hours=1)) == []
    assert len(resume(database, number, NIGHT_AFTER)) == len(HOSTS)
    run, observations = reader.run(number), reader.observations(number)
    assert (run.done, len(observations), rows(database)) == (len(HOSTS), len(HOSTS), len(HOSTS))
    assert all(seen.tells and seen.started_at == NIGHT_AFTER for seen in observations)
    assert all(one.confirmations["web.csp"].not_confirmed is None for one in reader.standing(day_of(NOON)))
    with reading(database) as connection:
        assert CHAIN.verify(connection, everything=True).fault is None


def test_an_attempt_is_kept_once_a_day(lab: Lab, database: Database) -> None:
    """A run that is resumed every minute does not write every minute; on another day the attempt is newer."""
    number, reader = outside(lab, database), ScanReader(database)
    for at in (NOON + timedelta(minutes=1), NOON + timedelta(days=1)):
        assert resume(database, number, at) == []
        kept = {one.finished_at for one in reader.standing(day_of(at))}
        assert kept == {NOON if day_of(at) == day_of(NOON) else at}
    assert rows(database) == len(HOSTS)


@pytest.mark.parametrize(
    ("change", "begun", "told"),
    [
        (withdraw, NOON, False),
        (lambda database: permit(database, time(11), time(13)), NOON, True),
        (lambda database: permit(database, time(23), time(5)), NIGHT_AFTER, True),
    ],
    ids=["withdrawn", "extended", "shortened"],
)
def test_a_permission_that_is_changed_while_a_run_waits_holds(
    lab: Lab,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    change: Change,
    begun: datetime,
    *,
    told: bool,
) -> None:
    """The run asks anew, also before the hour that it waits for; the hour itself may be another one."""
    monkeypatch.setattr(pausing, "ASKED_EVERY", 0.01)
    moment = [NOON]

    def changed(pause: Pause) -> None:
        if moment[0] > NOON:  # told again of the hour that it has become
            return
        assert pause.until == datetime(2026, 6, 2, 15, 0, tzinfo=UTC)
        change(database)
        if begun > NOON:
            moment[0] = pause.until - timedelta(seconds=0.02)

    def clock() -> datetime:
        if NOON < moment[0] < begun:
            moment[0] = min(moment[0] + timedelta(minutes=1), begun)
        return moment[0]

    run, seen = running.start(database, settings(lab, "web.csp")), list[Observation]()
    running.carry_out(database, run, seen.append, changed, clock)
    assert [one.tells for one in seen] == [told] * len(HOSTS)
    assert all(one.started_at == begun for one in seen)
    assert told or all(one.connections == {} for one in seen)


def test_a_permission_that_is_withdrawn_in_mid_run_holds(
    lab: Lab, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked for before every endpoint: those that come later are not touched."""
    monkeypatch.setattr(batches, "MOST", 1)
    seen: list[Observation] = []

    def progress(observation: Observation) -> None:
        seen.append(observation)
        withdraw(database)

    run = running.start(database, settings(lab, "web.csp").model_copy(update={"at_once": 1}))
    running.carry_out(database, run, progress, clock=lambda: NIGHT_AFTER)
    assert [one.tells for one in seen] == [True, False, False]
    assert all(one.connections == {} for one in seen[1:])


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], None]:
    """Lets something happen while looks wait for their turn at an address: their names are known by then."""
    probe = dns.probe
    monkeypatch.setattr(observe, "ASKED_AFTER", -1.0)

    def meanwhile(happens: Callable[[], None]) -> None:
        async def asked(host: str, context: ProbeContext, *, addresses_only: bool) -> DnsFacts | NotTested:
            names = await probe(host, context, addresses_only=addresses_only)
            happens()
            return names

        monkeypatch.setattr(dns, "probe", asked)

    return meanwhile


def test_a_permission_that_is_withdrawn_while_a_look_waits_holds(
    lab: Lab, database: Database, waiting: Callable[[Callable[[], None]], None]
) -> None:
    """Nobody is connected to but the resolver, and every check says why."""
    waiting(lambda: withdraw(database))
    seen: list[Observation] = []
    run = running.start(database, settings(lab, "web.csp"))
    assert running.carry_out(database, run, seen.append, clock=lambda: NIGHT_AFTER) is None
    assert [one.tells for one in seen] == [False] * len(HOSTS)
    assert all({*one.connections} <= {"dns"} for one in seen)
    assert {verdict.reason for one in seen for verdict in one.verdicts} == {Reason.NOT_PERMITTED}


@pytest.mark.parametrize("wait", [False, True])
def test_hours_that_end_while_a_look_waits_come_again(
    lab: Lab, database: Database, waiting: Callable[[Callable[[], None]], None], *, wait: bool
) -> None:
    """The endpoint is looked at in the next hours, or left to them."""
    moment = [NIGHT_AFTER]

    def later(pause: Pause) -> None:
        waiting(lambda: None)
        moment[0] = pause.until

    waiting(lambda: moment.__setitem__(0, NOON + timedelta(days=1)))
    run, seen = running.start(database, settings(lab, "web.csp")), list[Observation]()
    pause = running.carry_out(database, run, seen.append, later if wait else None, lambda: moment[0])
    assert [one.tells for one in seen] == ([True] * len(HOSTS) if wait else [])
    assert wait or (pause is not None and pause.left == len(HOSTS))
    assert ScanReader(database).run(run.number).done == len(seen)
