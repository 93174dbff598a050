"""A copy of the database that an earlier capdo made, and the commands of this one on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.opening import open_database
from tests.cli.conftest import Here, here
from tests.cli.running import Ended
from tests.compatibility.stored import unpacked

__all__ = ["here"]
OnIt = Callable[..., Ended]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a copy, which nobody has opened yet."""
    file = tmp_path / "capdo.db"
    file.write_bytes(unpacked("capdo.db.xz"))
    return f"sqlite:///{file}"


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    """The copy, opened by this version: the migrations since then have run."""
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def on_it(url: str, here: Here) -> OnIt:
    """``capdo`` with these arguments and the copy as its database."""
    return lambda *arguments: here(*arguments, "--database", url)
