"""Opening the database: where it is, what refuses to open, and what never leaks."""

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from inventory.database.opening import open_database
from inventory.errors import InventoryError


def pragma(engine: Engine, name: str) -> object:
    """The value of a setting on a new connection."""
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_sqlite_is_safe_to_share(database: Engine) -> None:
    """Readers don't block the writer, foreign keys hold, and a locked database is waited for."""
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "busy_timeout") == 30_000


def test_foreign_keys_hold(database: Engine) -> None:
    """A system of an unknown owner cannot be written, whoever tries."""
    insert = text("INSERT INTO systems (code, name, owner, is_portal) VALUES ('s', 's', 'nobody', false)")
    with pytest.raises(IntegrityError), database.begin() as connection:
        connection.execute(insert)


def test_the_default_is_a_file_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to set up: capdo.db appears where the command runs."""
    monkeypatch.delenv("CAPDO_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    open_database().dispose()
    assert (tmp_path / "capdo.db").is_file()


def test_the_environment_names_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CAPDO_DATABASE_URL is taken when no URL is given; an explicit URL wins."""
    monkeypatch.setenv("CAPDO_DATABASE_URL", f"sqlite:///{tmp_path / 'variable.db'}")
    open_database().dispose()
    open_database(f"sqlite:///{tmp_path / 'option.db'}").dispose()
    assert {file.name for file in tmp_path.glob("*.db")} == {"variable.db", "option.db"}


@pytest.mark.parametrize(
    "url",
    [
        "no url at all",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///x.db?mode=ro",
        "mysql://user:s3cret@host/db",
        "postgres://user:s3cret@host/db",
        "postgresql+asyncpg://user:s3cret@host/db",
        "postgresql://user:s3cret@host:port/db",
    ],
)
def test_a_bad_url_is_refused_without_its_password(url: str) -> None:
    """One line that says how to write it, and never the secret."""
    with pytest.raises(InventoryError, match="URL") as refused:
        open_database(url)
    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unreachable_server_is_one_line_without_the_password() -> None:
    """Whether the driver is missing or nobody answers, the message is short and keeps the secret."""
    with pytest.raises(InventoryError) as refused:
        open_database("postgresql://user:s3cret@127.0.0.1:1/db?connect_timeout=2")
    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The folder is not made silently: a mistyped path would hide the data."""
    with pytest.raises(InventoryError, match=r"folder .*missing does not exist"):
        open_database(f"sqlite:///{tmp_path / 'missing' / 'capdo.db'}")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """A path that is a folder is refused."""
    with pytest.raises(InventoryError, match="not a file that can be written"):
        open_database(f"sqlite:///{tmp_path}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write any file")
def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    """Before anything is done, not at the first write."""
    file = tmp_path / "capdo.db"
    file.touch(mode=0o400)
    with pytest.raises(InventoryError, match="not a file that can be written"):
        open_database(f"sqlite:///{file}")


def test_another_kind_of_file_is_left_alone(tmp_path: Path) -> None:
    """A file that SQLite does not know is refused and not changed."""
    file = tmp_path / "notes.txt"
    file.write_text("no database " * 100, encoding="ascii")
    with pytest.raises(InventoryError, match="file is not a database"):
        open_database(f"sqlite:///{file}")
    assert file.read_text(encoding="ascii") == "no database " * 100


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    """A table of the same name stops the migration, and nothing of it stays."""
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE systems (id)")
    other.close()
    with pytest.raises(InventoryError, match="already exists"):
        open_database(f"sqlite:///{file}")
    with sqlite3.connect(file) as other:
        tables = other.execute("SELECT name FROM sqlite_master").fetchall()
    other.close()
    assert tables == [("systems",)]
