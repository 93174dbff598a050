"""The queue itself: what is asked of workers is made once, whatever is lost on the way."""

from pathlib import Path

import pytest
from procrastinate.jobs import Job
from sqlalchemy import Engine, text

from inventory.clock import now
from inventory.database.backup.making import back_up
from inventory.database.backup.restoring import restore
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from scanner.errors import ScannerError
from scanner.keeping.verifying import DUTIES, refuse_altered
from scanner.planning.plan import PlannedEndpoint
from scanner.queue.grouping import grouped
from scanner.queue.jobs import MOST_TAKEN_BACK, BackOff
from scanner.queue.looks import AddressGroup, AskedLook, HowAsked, QueuedLooks
from scanner.queue.right import RunRight
from scanner.queue.schema import ensure_queue, newest
from scanner.queue.tables import GIVEN_UP, PUT_OFF
from scanner.queue.taking_back import take_back
from scanner.runs import running
from tests.inventory.conftest import NewDatabase
from tests.scanner.fleet import EVERYTHING
from tests.scanner.queue.servers import WebServers

HOSTS, ADDRESSES = 3, 2


@pytest.fixture
def database(new_database: NewDatabase) -> Engine:
    """An empty database of PostgreSQL."""
    return new_database()


@pytest.fixture(scope="module")
def servers() -> WebServers:
    """Names that nobody is asked for."""
    return WebServers(HOSTS, ADDRESSES, 0.0, resolver=("127.0.0.1", 53))


def filled(database: Engine, servers: WebServers) -> Engine:
    """The database with the servers as its inventory."""
    InventoryStore(database).apply(servers.inventory)
    return database


pytestmark = pytest.mark.postgresql_only


def test_a_lost_workers_job_is_taken_back(database: Engine, servers: WebServers) -> None:
    """One that gives no sign of life is known by that; a job that fails too often is given up."""
    ensure_queue(filled(database, servers))
    looks = QueuedLooks(database)
    how = HowAsked(request=AskedLook(settings=servers.settings()), run=None)
    (look,) = looks.ask(how, [AddressGroup(keys=[("h1.test", 443, 80)])]).values()
    lose = text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    for _ in range(MOST_TAKEN_BACK):
        with writing(database) as connection:
            connection.execute(lose)
        assert take_back(database) == 1
    assert take_back(database) == 0
    assert looks.through([look]) == []
    with writing(database) as connection:
        connection.execute(lose)
    assert take_back(database) == 1
    (given_up,) = looks.through([look])
    assert (given_up.state, given_up.seen) == (GIVEN_UP, None)


def test_a_look_is_made_once(database: Engine, servers: WebServers) -> None:
    """Asked for again it is the same one, and whoever comes second with a result finds the first."""
    run = running.start(filled(database, servers), servers.settings("S1"))
    ensure_queue(database)
    looks = QueuedLooks(database)
    how = HowAsked(request=AskedLook(settings=run.settings), run=run.number)
    group = AddressGroup(keys=[run.endpoints[0].key])
    asked = looks.ask(how, [group])
    assert looks.ask(how, [group]) == asked
    (opened,) = looks.begun(asked.values())
    looks.made(opened.id, None)
    looks.made(opened.id, None)
    assert looks.begun(asked.values()) == []
    assert [one.state for one in looks.through(asked.values())] == [PUT_OFF]


def test_two_processes_never_carry_out_one_run(database: Engine, servers: WebServers) -> None:
    """The second one is told so; when the first one is gone, it may."""
    run = running.start(filled(database, servers), servers.settings())
    first = RunRight(database, run.number)
    assert first.take() is None
    with pytest.raises(ScannerError, match=f"run {run.number} is being carried out by another process"):
        running.carry_out(database, run, lambda _: None)
    first.release()
    second = RunRight(database, run.number)
    assert second.take() is None
    second.release()


def test_the_queue_is_upgraded_once(database: Engine) -> None:
    """By the migrations that are missing; one of a newer Procrastinate is refused."""
    ensure_queue(database)
    ensure_queue(database)
    with writing(database) as connection:
        connection.execute(text("COMMENT ON TABLE procrastinate_jobs IS '03.04.00_02'"))
    ensure_queue(database)
    with writing(database) as connection:
        assert connection.scalar(text("SELECT obj_description('procrastinate_jobs'::regclass)")) == newest()
        connection.execute(text("COMMENT ON TABLE procrastinate_jobs IS '99'"))
    with pytest.raises(InventoryError, match=r"newer Procrastinate \(99\): update capdo"):
        ensure_queue(database)


def test_what_is_left_of_a_queue_is_no_hindrance(database: Engine) -> None:
    """A backup without one, restored over it, takes the tables away and nothing else."""
    ensure_queue(database)
    with writing(database) as connection:
        names = connection.scalars(text("SELECT tablename FROM pg_tables WHERE tablename LIKE 'procrast%'"))
        for name in names.all():
            connection.execute(text(f"DROP TABLE {name} CASCADE"))
    ensure_queue(database)
    assert take_back(database) == 0


ADDRESSES_OF = {"a": ("1",), "b": ("2", "3"), "c": ("3", "4"), "d": ("4",), "e": (), "f": ()}


def test_hosts_that_share_addresses_are_one_job() -> None:
    """Also through others; one whose addresses nobody knows is alone."""
    endpoints = [PlannedEndpoint(host=host, permit=EVERYTHING) for host in ADDRESSES_OF]
    found = [([key[0] for key in group.keys], group.lock) for group in grouped(endpoints, ADDRESSES_OF)]
    assert found == [
        (["a"], "address 1"),
        (["b", "c", "d"], "address 2"),
        (["e"], None),
        (["f"], None),
    ]


def test_retries_come_later_and_later() -> None:
    """Up to a minute; the database's trouble is waited for, another fault given up after a while."""
    told: list[BaseException] = []
    job = Job(queue="q", lock=None, queueing_lock=None, task_name="t")

    def wait(attempts: int, error: Exception) -> float | None:
        decided = BackOff(told.append).get_retry_decision(exception=error, job=job.evolve(attempts=attempts))
        if decided is None or decided.retry_at is None:
            return None
        return round((decided.retry_at - now()).total_seconds())

    assert [wait(attempts, InventoryError("gone")) for attempts in (0, 1, 3, 6, 20)] == [1, 2, 8, 60, 60]
    assert told == []
    assert [wait(attempts, ValueError()) for attempts in (7, 8)] == [60, None]
    assert len(told) == 2


def test_a_backup_holds_the_queue_and_a_restored_one_asks_for_nothing(
    database: Engine, servers: WebServers, tmp_path: Path
) -> None:
    """While a run of workers goes on nothing is restored over it."""
    run = running.start(filled(database, servers), servers.settings())
    ensure_queue(database)
    how = HowAsked(request=AskedLook(settings=run.settings), run=run.number)
    QueuedLooks(database).ask(how, [AddressGroup(keys=[one.key for one in run.endpoints])])
    file, url = tmp_path / "backup", database.url.render_as_string(hide_password=False)
    saved = back_up(database, file, refuse_altered)
    assert (saved["queued_looks"], saved["procrastinate_jobs"]) == (HOSTS, 1)
    right = RunRight(database, run.number)
    right.take()
    with pytest.raises(InventoryError, match="a run of workers is being carried out"):
        restore(file, url, DUTIES, force=True)
    right.release()
    database.dispose()
    found = restore(file, url, DUTIES, force=True)
    assert (found["queued_looks"], found["procrastinate_jobs"]) == (0, 1)
    ensure_queue(database)
    assert take_back(database) == 0
