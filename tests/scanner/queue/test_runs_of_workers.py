"""Runs that workers carry out: as runs of one process, at once, and gently."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, text

from inventory.clock import now
from inventory.database.store import InventoryStore
from inventory.database.transactions import reading
from scanner.errors import ScannerError
from scanner.planning.typed_audits import TypedTarget
from scanner.queue import audits
from scanner.queue.audits import by_workers
from scanner.queue.tables import QueuedLookRow
from scanner.queue.taking_back import take_back
from scanner.runs import running
from scanner.runs.reader import ScanReader
from tests.inventory.conftest import NewDatabase
from tests.scanner.queue.servers import WebServers, web_servers
from tests.scanner.queue.working import at_work

HOSTS, ADDRESSES = 24, 5


@pytest.fixture
def database(new_database: NewDatabase) -> Engine:
    """An empty database of PostgreSQL."""
    return new_database()


@pytest.fixture(scope="module")
def servers() -> Iterator[WebServers]:
    """Some names on fewer addresses."""
    with web_servers(HOSTS, ADDRESSES) as running_servers:
        yield running_servers


pytestmark = pytest.mark.postgresql_only


def filled(database: Engine, servers: WebServers) -> Engine:
    """The database with the servers as its inventory."""
    InventoryStore(database).apply(servers.inventory)
    return database


def test_two_workers_give_each_endpoint_one_result(database: Engine, servers: WebServers) -> None:
    """Once each, seen, never more than three connections to an address; nothing is left in the queue."""
    servers.met.clear()
    with at_work(filled(database, servers)), at_work(database):
        run = running.start(database, servers.settings())
        seen: list[str] = []
        assert running.carry_out(database, run, lambda one: seen.append(one.target.host)) is None
    assert sorted(seen) == sorted(servers.host(number) for number in range(HOSTS))
    observed = ScanReader(database).observations(run.number)
    assert len(observed) == HOSTS
    assert all(one.tells for one in observed)
    assert set(servers.most.values()) <= {1, 2, 3}
    assert len(servers.met) == ADDRESSES
    assert left_in_the_queue(database) == (0, 0)
    assert ScanReader(database).run(run.number).finished_at is not None


def left_in_the_queue(database: Engine) -> tuple[int, int]:
    """How many looks and jobs there are."""
    take_back(database)
    with reading(database) as connection:
        jobs = connection.scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0
        return connection.scalar(select(func.count(QueuedLookRow.id))) or 0, jobs


def test_a_look_at_one_system_overtakes_a_full_run(database: Engine) -> None:
    """It has begun within two seconds while a worker of one job at once is busy for longer."""
    with web_servers(12, 6, delay=1.0) as slow, at_work(filled(database, slow), concurrency=1):
        full = running.start(database, slow.settings())
        whole = threading.Thread(target=lambda: running.carry_out(database, full, lambda _: None))
        whole.start()
        wait_until_begun(database)
        began = datetime.now(UTC)
        urgent = running.start(database, slow.settings("S11"))
        assert running.carry_out(database, urgent, lambda _: None) is None
        (seen,) = ScanReader(database).observations(urgent.number)
        assert ScanReader(database).run(full.number).done < 12
        assert seen.started_at - began < timedelta(seconds=30)
        whole.join(120)
    assert ScanReader(database).run(full.number).done == 12


def test_a_run_is_made_by_the_workers_of_its_vantage(database: Engine, servers: WebServers) -> None:
    """Those alone: what they see is kept as theirs, and there is nobody else to make it."""
    with at_work(filled(database, servers), vantage="wan"):
        run = running.start(database, servers.settings("S1", "S2").model_copy(update={"vantage": "wan"}))
        assert running.carry_out(database, run, lambda _: None) is None
    reader = ScanReader(database)
    assert reader.standing() == ()
    assert [one.target.host for one in reader.standing(vantage="wan")] == [servers.host(1), servers.host(2)]
    assert left_in_the_queue(database) == (0, 0)


def wait_until_begun(database: Engine) -> None:
    """Wait for a worker to have begun a look."""
    begun = select(func.count(QueuedLookRow.begun_at))
    end = time.monotonic() + 120
    while time.monotonic() < end:
        with reading(database) as connection:
            if connection.scalar(begun):
                return
        time.sleep(0.05)
    raise AssertionError("no worker has begun a look")


def test_an_audit_is_made_by_a_worker_of_its_vantage(database: Engine, servers: WebServers) -> None:
    """As the targets were typed, in their order; nothing is recorded, and nothing left behind."""
    typed = [
        TypedTarget(text=f"{servers.host(one)}:{servers.closed_port}", http_port=servers.port)
        for one in (3, 1)
    ]
    url = database.url.render_as_string(hide_password=False)
    endpoints = [target.planned(url, now()) for target in typed]
    with at_work(filled(database, servers), vantage="wan"):
        seen = by_workers(url, servers.settings(queue=False), typed, endpoints, "wan")
    assert [one.target.host for one in seen] == [servers.host(3), servers.host(1)]
    assert all(one.tells and one.run is None for one in seen)
    assert ScanReader(database).runs() == ()
    assert left_in_the_queue(database) == (0, 0)


def test_without_a_worker_an_audit_says_so(
    database: Engine, servers: WebServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, with what starts one."""
    monkeypatch.setattr(audits, "BEGUN_WITHIN", 0.0)
    monkeypatch.setattr(audits, "LOOKED_FOR_EVERY", 0.0)
    target = TypedTarget(text="h1.test")
    url = database.url.render_as_string(hide_password=False)
    with pytest.raises(
        ScannerError, match=r"no worker of vantage internet .*capdo worker --vantage internet`\Z"
    ):
        by_workers(url, servers.settings(), [target], [target.planned(url, now())], None)
    assert left_in_the_queue(database) == (0, 0)
