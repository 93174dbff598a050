"""Databases with something in them, in both kinds of store."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from checks.model import Outcome
from inventory.database.opening import opened_database
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, System
from tests.inventory.conftest import database, empty_file, new_database
from tests.postgresql import PostgreSQL, running_postgresql
from tests.scanner.runs.standing.looking import CHECKS, HOSTS, Seen, recorded, verdict

__all__ = ["database", "empty_file", "new_database"]
NewStore = Callable[[], str]  # the URL of an empty database
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A server for the tests of one worker process."""
    with running_postgresql() as server:
        yield server


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def kind(request: pytest.FixtureRequest) -> str:
    """Of store."""
    return str(request.param)


@pytest.fixture
def new_store(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> NewStore:
    """Makes one more empty database, of each kind."""
    if kind == POSTGRESQL:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        return server.new_database
    numbers = iter(range(100))
    return lambda: f"sqlite:///{tmp_path / f'{next(numbers)}.db'}"


def looked(day: int, host: str = HOSTS[0], outcome: Outcome = Outcome.FAIL) -> Seen:
    """A look that told the same of every check."""
    return Seen(host, day, tuple(verdict(check, outcome) for check in CHECKS))


def fill(url: str) -> None:
    """An inventory of one system, and four looks at its two hosts."""
    body = Organization(code="SYT", name="Sở Y tế")
    system = System(
        code="CTT",
        name="Cổng thông tin",
        owner="SYT",
        operator="SYT",
        in_operation_since=date(2020, 1, 1),
        endpoints=tuple(Endpoint(host=host) for host in HOSTS),
    )
    with opened_database(url) as engine:
        InventoryStore(engine).apply(Inventory(organizations=(body,), systems=(system,)))
        recorded(engine, [looked(day, host) for day in (1, 2) for host in HOSTS])


@pytest.fixture(scope="session")
def filled() -> dict[str, str]:
    """By kind, the URL of a database with something in it, to copy from; made when it is first asked for."""
    return {}


@pytest.fixture
def store(
    request: pytest.FixtureRequest,
    kind: str,
    filled: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
) -> str:
    """A database with something in it."""
    if kind == POSTGRESQL:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        if kind not in filled:
            filled[kind] = server.new_database()
            fill(filled[kind])
        return server.new_database(like=filled[kind])
    if kind not in filled:
        filled[kind] = f"sqlite:///{tmp_path_factory.mktemp('filled') / 'capdo.db'}"
        fill(filled[kind])
    file = tmp_path / "store.db"
    shutil.copyfile(filled[kind].removeprefix("sqlite:///"), file)
    return f"sqlite:///{file}"
