"""Real databases, made by the real migrations: SQLite files, and PostgreSQL for what is marked so."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.opening import open_database
from tests.postgresql import PostgreSQL

NewDatabase = Callable[[], Engine]
NewUrl = Callable[[], str]


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy from."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def new_database(request: pytest.FixtureRequest) -> Iterator[NewDatabase]:
    """Opens one more empty database each time it is called, of the kind that the test is run with."""
    kind = getattr(request, "param", "sqlite")
    with ExitStack() as opened:
        new_url = _in_postgresql(request, opened) if kind == "postgresql" else _in_files(request)

        def open_one() -> Engine:
            engine = open_database(new_url())
            opened.callback(engine.dispose)
            return engine

        yield open_one


def _in_files(request: pytest.FixtureRequest) -> NewUrl:
    empty: Path = request.getfixturevalue("empty_file")
    folder: Path = request.getfixturevalue("tmp_path")
    numbers = count()

    def new_url() -> str:
        file = folder / f"capdo-{next(numbers)}.db"
        shutil.copy(empty, file)
        return f"sqlite:///{file}"

    return new_url


def _in_postgresql(request: pytest.FixtureRequest, opened: ExitStack) -> NewUrl:
    server: PostgreSQL = request.getfixturevalue("postgresql")

    def new_url() -> str:
        url = server.migrated_database()
        opened.callback(server.give_back, url)
        return url

    return new_url


@pytest.fixture
def database(new_database: NewDatabase) -> Engine:
    """One empty database."""
    return new_database()
