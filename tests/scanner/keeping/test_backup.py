"""Backups: of one moment, verified, never over what is there; and back again, whole or not at all."""

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from inventory.database.backup import sqlite_copy
from inventory.database.backup.contents import Contents, contents, is_empty
from inventory.database.backup.making import back_up
from inventory.database.backup.restoring import restore
from inventory.database.opening import opened_database
from inventory.database.transactions import reading, writing
from inventory.errors import InventoryError
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.gathering.scope import Scope
from reports.html.page import render_html
from reports.json_report import render_json
from scanner.keeping.verifying import DUTIES, refuse_altered
from scanner.runs.lease import Lease
from tests.scanner.keeping.conftest import NewStore, looked
from tests.scanner.runs.standing.looking import HOSTS, recorded

DAY, MOMENT = date(2026, 1, 5), datetime(2026, 1, 5, 4, tzinfo=UTC)


def saved(url: str, file: Path, *, force: bool = False) -> Contents:
    """The backup of a database, as the command makes it."""
    with opened_database(url) as engine:
        return back_up(engine, file, refuse_altered, force=force)


def held(url: str) -> Contents:
    """What is in a database."""
    with opened_database(url) as engine, reading(engine) as connection:
        return contents(connection)


def pages(url: str) -> tuple[str, str]:
    """The report of a day, as JSON and as a page."""
    report = build_report(gather(url, "brvt-2023", DAY, MOMENT, Scope(None, None), brief=False))
    return render_json(report), render_html(report, "vi")


def test_yesterdays_backup_gives_yesterdays_report(store: str, new_store: NewStore, tmp_path: Path) -> None:
    """Byte for byte, into an empty database and, with force, into one that has gone on since."""
    before, file = pages(store), tmp_path / "backup"
    saved(store, file)
    with opened_database(store) as engine:
        recorded(engine, [looked(3, host) for host in HOSTS])
    assert pages(store) != before
    empty = new_store()
    for url, force in ((empty, False), (store, True)):
        found = restore(file, url, DUTIES, force=force)
        assert pages(url) == before
        assert found == held(url)
    with opened_database(store) as engine:  # it is a database to go on with
        recorded(engine, [looked(9)])
        with reading(engine) as connection:
            refuse_altered(connection, everything=True)


def test_what_is_there_is_not_replaced(store: str, tmp_path: Path) -> None:
    """A backup, a database that holds something: in one line, unless told to."""
    file = tmp_path / "backup"
    saved(store, file)
    content, before = file.read_bytes(), held(store)
    with pytest.raises(InventoryError, match=r"\Aexists already|exists already: [^\n]*--force[^\n]*\Z"):
        saved(store, file)
    with pytest.raises(InventoryError, match=r"\A[^\n]*is not empty \(systems: 1, runs: 4\)[^\n]*\Z"):
        restore(file, store, DUTIES)
    assert (file.read_bytes(), held(store)) == (content, before)
    assert saved(store, file, force=True) == before


def test_an_altered_database_leaves_the_backup_of_before(store: str, tmp_path: Path) -> None:
    """What can't be verified is refused: the good file is not replaced by it, not even with force."""
    file = tmp_path / "backup"
    saved(store, file)
    content = file.read_bytes()
    with opened_database(store) as engine, writing(engine) as connection:
        connection.execute(text("UPDATE verdicts SET outcome = 'pass' WHERE id = 1"))
    with pytest.raises(InventoryError, match=r"\Athe backup can't be verified: What scans saw[^\n]*\Z"):
        saved(store, file, force=True)
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_scan_goes_on_during_a_backup(store: str, new_store: NewStore, tmp_path: Path) -> None:
    """Each backup is of one moment and verifies, however many looks are recorded meanwhile."""
    ended = threading.Event()

    def scan() -> None:
        with opened_database(store) as engine:
            for day in range(10, 500):
                recorded(engine, [looked(day)])
                if ended.is_set():
                    return

    scanning = threading.Thread(target=scan)
    scanning.start()
    try:
        looks = [saved(store, tmp_path / f"{number}")["observations"] for number in range(3)]
    finally:
        ended.set()
        scanning.join()
    assert looks == sorted(looks)
    found = restore(tmp_path / "2", new_store(), DUTIES)
    assert found["observations"] == looks[-1]


def test_nothing_is_restored_under_a_running_scan(store: str, tmp_path: Path) -> None:
    """Its looks would go on into another run; once it has ended, or in the backup itself, nobody scans."""
    file, before = tmp_path / "backup", held(store)
    with opened_database(store) as engine:
        lease = Lease(engine)
        assert lease.take() is None
        saved(store, file)
        with pytest.raises(InventoryError, match="before a backup is restored"):
            restore(file, store, DUTIES, force=True)
        lease.release()
    assert restore(file, store, DUTIES, force=True) == before
    with opened_database(store) as engine:
        assert Lease(engine).holder() is None


@pytest.mark.parametrize("spoiled", [b"", b"junk" * 99, None])
def test_a_spoiled_backup_replaces_nothing(store: str, tmp_path: Path, spoiled: bytes | None) -> None:
    """Nothing, something else, or the first half of it: one line, and the database is as it was."""
    file, before = tmp_path / "backup", held(store)
    saved(store, file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if spoiled is None else spoiled)
    with pytest.raises(InventoryError, match=r"\A[^\n]+\Z"):
        restore(file, store, DUTIES, force=True)
    assert held(store) == before


def test_a_new_database_is_empty(new_store: NewStore) -> None:
    """Whatever its migrations put in."""
    assert is_empty(held(new_store()))


def test_a_restore_that_is_cut_short_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's copy is one transaction; a reader of before goes on reading what it read."""
    file, target = tmp_path / "file", tmp_path / "target"
    for path, rows in ((file, 5000), (target, 2)):
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript("PRAGMA journal_mode = WAL; CREATE TABLE t (x)")
            connection.executemany("INSERT INTO t VALUES (?)", [("x" * 500,)] * rows)
            connection.commit()
    with closing(sqlite3.connect(target, isolation_level=None)) as reader:
        counted = partial(reader.execute, "SELECT count(*) FROM t")
        reader.execute("BEGIN")
        assert counted().fetchone() == (2,)
        monkeypatch.setattr(sqlite_copy, "AT_ONCE", 100)
        monkeypatch.setattr(sqlite_copy, "_patience", lambda: cut_short)
        with pytest.raises(InterruptedError):
            sqlite_copy.copy_in(file, target)
        monkeypatch.undo()
        with closing(sqlite3.connect(target)) as fresh:
            assert fresh.execute("SELECT count(*) FROM t").fetchone() == (2,)
        sqlite_copy.copy_in(file, target)
        assert counted().fetchone() == (2,)
        reader.execute("COMMIT")
        assert counted().fetchone() == (5000,)


def cut_short(_status: int, left: int, _pages: int) -> None:
    """As by a signal, half way."""
    if left < 400:
        raise InterruptedError


def test_a_damaged_database_is_put_aside(tmp_path: Path) -> None:
    """It is what a backup is for: nothing of it is lost, and without force nothing happens."""
    url, file = f"sqlite:///{tmp_path / 'capdo.db'}", tmp_path / "backup"
    saved(url, file)
    (tmp_path / "capdo.db").write_bytes(b"not a database any more")
    with pytest.raises(InventoryError, match="not a database"):
        restore(file, url, DUTIES)
    assert is_empty(restore(file, url, DUTIES, force=True, clock=lambda: MOMENT))
    aside = tmp_path / "capdo.db.damaged-20260105T040000"
    assert aside.read_bytes() == b"not a database any more"


def test_a_backup_is_of_its_kind_of_database(new_store: NewStore, tmp_path: Path) -> None:
    """An archive of PostgreSQL is not put into a file, nor a file into a server."""
    url, file = new_store(), tmp_path / "backup"
    saved(url, file)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    if make_url(url).get_backend_name() == "sqlite":
        other = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    with pytest.raises(InventoryError, match=r"is a backup of \w+: name such a database"):
        restore(file, other, DUTIES)


def test_the_database_itself_is_no_backup(tmp_path: Path) -> None:
    """Neither to be written over, nor to be restored into itself."""
    file = tmp_path / "capdo.db"
    url = f"sqlite:///{file}"
    with opened_database(url) as engine, pytest.raises(InventoryError, match="the database itself"):
        back_up(engine, file, refuse_altered, force=True)
    with pytest.raises(InventoryError, match="the database itself"):
        restore(file, url, DUTIES, force=True)
