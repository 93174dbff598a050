"""inventory.database.location: where the database is, and whether there is one, without opening it."""

import subprocess
import sys
from pathlib import Path

import pytest

from inventory.database.location import DEFAULT_FILE, VARIABLE, is_there, location


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: nothing in it, and the variable unset."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_what_is_given_comes_first_then_the_variable_then_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty variable is one that names nothing."""
    assert location() == "sqlite:///capdo.db"
    monkeypatch.setenv(VARIABLE, "")
    assert location() == "sqlite:///capdo.db"
    monkeypatch.setenv(VARIABLE, "sqlite:///variable.db")
    assert location() == "sqlite:///variable.db"
    assert location("sqlite:///given.db") == "sqlite:///given.db"


def test_there_is_one_when_it_was_named_or_lies_here(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An audit asks before it opens one, since opening would make it."""
    assert not is_there()
    monkeypatch.setenv(VARIABLE, "")
    assert not is_there()
    monkeypatch.setenv(VARIABLE, "sqlite:///variable.db")
    assert is_there()
    monkeypatch.delenv(VARIABLE)
    (empty_folder / DEFAULT_FILE).touch()
    assert is_there()
    assert is_there("sqlite:///given.db")


def test_asking_does_not_load_sqlalchemy() -> None:
    """An audit without a database does not pay for its modules."""
    code = (
        "import sys, scanner.planning.known_host; from inventory.database.location import is_there;"
        " assert not is_there(); assert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
