"""Commands that only read: a database that is there, also where nothing can be written."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from inventory.database import reading_only
from inventory.database.opening import open_database
from inventory.database.reading_only import is_absent, open_existing, opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory, Organization

BODY = Organization(code="A", name="Sở A")


def url_of(file: Path) -> str:
    """The URL of a file."""
    return f"sqlite:///{file}"


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a read-only medium tells it, to root too."""
    monkeypatch.setattr(reading_only, "is_writable", lambda _file: False)


def test_what_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    """A name mistyped, an empty file, another program's database: one line each, nothing changed."""
    absent, empty, foreign = (tmp_path / f"{name}.db" for name in ("absent", "empty", "foreign"))
    empty.touch()
    with sqlite3.connect(foreign) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    for file, said in (
        (absent, "there is no database"),
        (empty, "is empty"),
        (foreign, "no database of capdo"),
    ):
        before = file.read_bytes() if file.exists() else None
        with pytest.raises(InventoryError, match=said), opened_for_reading(url_of(file)):
            pass
        assert (file.read_bytes() if file.exists() else None) == before


def test_what_changes_a_database_makes_none(tmp_path: Path) -> None:
    """A name mistyped is told; of one that is there, all is as ``open_database`` has it."""
    url = url_of(tmp_path / "capdo.db")
    assert is_absent(url)
    with pytest.raises(InventoryError, match="there is no database"):
        open_existing(url)
    assert is_absent(url)
    open_database(url).dispose()
    assert not is_absent(url)
    engine = open_existing(url)
    assert InventoryStore(engine).load() == Inventory()
    engine.dispose()


@pytest.mark.usefixtures("unwritable")
def test_a_database_that_cannot_be_written_is_read_as_it_lies(empty_file: Path, tmp_path: Path) -> None:
    """Nothing is made beside it."""
    file = tmp_path / "capdo.db"
    shutil.copy(empty_file, file)
    with opened_for_reading(url_of(file)) as engine:
        assert InventoryStore(engine).load() == Inventory()
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.usefixtures("unwritable")
def test_what_is_still_in_its_write_ahead_log_is_read_too(empty_file: Path, tmp_path: Path) -> None:
    """From a copy: the medium stays as it is."""
    source, medium = tmp_path / "capdo.db", tmp_path / "medium"
    medium.mkdir()
    shutil.copy(empty_file, source)
    engine = open_database(url_of(source))
    InventoryStore(engine).apply(Inventory(organizations=(BODY,)))
    with engine.connect():
        for part in tmp_path.glob("capdo.db*"):
            shutil.copy(part, medium / part.name)
    before = {part.name: part.read_bytes() for part in medium.iterdir()}
    assert "capdo.db-wal" in before
    with opened_for_reading(url_of(medium / "capdo.db")) as copy:
        assert InventoryStore(copy).load().organizations == (BODY,)
    assert {part.name: part.read_bytes() for part in medium.iterdir()} == before
    engine.dispose()


@pytest.mark.usefixtures("unwritable")
def test_an_older_schema_is_read_from_a_copy(empty_file: Path, tmp_path: Path) -> None:
    """Which is brought up to date, and the medium is not."""
    file = tmp_path / "capdo.db"
    with sqlite3.connect(file) as old:
        old.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        old.execute("INSERT INTO alembic_version VALUES ('9999')")
    old.close()
    with pytest.raises(InventoryError, match="newer capdo"), opened_for_reading(url_of(file)):
        pass
    assert empty_file.exists()
