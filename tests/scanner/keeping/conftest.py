"""Databases with something in them, in both kinds of store."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checks.model import Outcome
from inventory.database.opening import opened_database
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, System
from tests.inventory.conftest import database, empty_file, new_database
from tests.postgresql import PostgreSQL
from tests.scanner.runs.standing.looking import CHECKS, HOSTS, Seen, recorded, verdict

__all__ = ["database", "empty_file", "new_database"]
NewStore = Callable[[], str]  # the URL of an empty database
SQLITE, POSTGRESQL = "sqlite", "postgresql"


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> NewStore:
    """Makes one more empty database, of each kind."""
    if request.param == POSTGRESQL:
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


@pytest.fixture
def store(new_store: NewStore) -> str:
    """A database with something in it."""
    url = new_store()
    fill(url)
    return url
