"""Real SQLite files, made by the real migrations."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.opening import open_database

NewDatabase = Callable[[], Engine]


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy from."""
    file = tmp_path_factory.mktemp("database") / "empty.db"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture
def new_database(empty_file: Path, tmp_path: Path) -> Iterator[NewDatabase]:
    """Opens one more empty database each time it is called."""
    numbers = count()
    opened: list[Engine] = []

    def open_one() -> Engine:
        file = tmp_path / f"capdo-{next(numbers)}.db"
        shutil.copy(empty_file, file)
        opened.append(open_database(f"sqlite:///{file}"))
        return opened[-1]

    yield open_one
    for engine in opened:
        engine.dispose()


@pytest.fixture
def database(new_database: NewDatabase) -> Engine:
    """One empty database."""
    return new_database()
