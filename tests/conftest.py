"""What tests of several packages share: for each worker process one lab, and one migrated database."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from inventory.database import opening
from inventory.database.schema import upgrade
from scanner.lab.model import Lab
from scanner.lab.process import running_lab

# A busy machine is no failure: Hypothesis measures examples against the clock unless told otherwise.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands print as into a pipe, whatever terminal runs the tests."""
    monkeypatch.delenv("COLUMNS", raising=False)


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
