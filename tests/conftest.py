"""What tests of several packages share: for each worker process one lab, and one migrated database."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, Pool, event

from inventory.database import opening
from inventory.database.schema import upgrade
from inventory.wording import language
from scanner.lab.model import Lab
from scanner.lab.process import running_lab
from tests.compiled_once import CompiledOnce
from tests.postgresql import PostgreSQL, running_postgresql
from tests.running_order import longest_first

# A busy machine is no failure: Hypothesis measures examples against the clock unless told otherwise.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands print as into a pipe, whatever terminal runs the tests."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(autouse=True)
def no_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins where nobody chose a language; errors' own texts are English nevertheless."""
    monkeypatch.delenv("CAPDO_LANG", raising=False)
    language.begin()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The thirty servers and their name server, on loopback."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A SQLite file that does not exist yet is a copy of one that the real migrations made.

    They take a fifth of a second each time; ``tests/inventory/database`` runs them every time.
    """
    made = tmp_path_factory.mktemp("migrated") / "empty.db"

    def copied(engine: Engine) -> None:
        file = Path(engine.url.database or "")
        if engine.url.get_backend_name() == "sqlite" and file != made and not file.exists():
            if not made.exists():
                opening.open_database(f"sqlite:///{made}").dispose()
            shutil.copyfile(made, file)
        upgrade(engine)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opening, "upgrade", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> None:
    """A statement is compiled once in a test process, not again for each new database of the same kind."""
    compiled = CompiledOnce()

    @event.listens_for(Engine, "engine_connect")
    def shared(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)


@pytest.fixture(scope="session", autouse=True)
def nothing_outlives_the_machine() -> None:
    """SQLite waits for no disk in a test process: what a killed process wrote is kept even so."""

    @event.listens_for(Pool, "connect")
    def hurried(connection: object, _entry: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA synchronous = OFF")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest is begun with."""
    items[:] = longest_first(items)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked so runs with each kind of database that its fixtures can make.

    Not with Hypothesis: a database of PostgreSQL for each example takes minutes.
    """
    test = metafunc.definition
    is_for_both = test.get_closest_marker("both_databases") and not test.get_closest_marker("sqlite_only")
    is_many = getattr(metafunc.function, "is_hypothesis_test", False)
    if "new_database" not in metafunc.fixturenames:
        return
    if test.get_closest_marker("postgresql_only"):
        metafunc.parametrize("new_database", ["postgresql"], indirect=True)
    elif is_for_both and not is_many:
        metafunc.parametrize("new_database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A server for the tests of one worker process."""
    with running_postgresql() as server:
        yield server
