"""The hash chain gives away what was changed, removed or moved, and where it begins."""

import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, text
from typer.testing import CliRunner, Result

from inventory.approvals.events import Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.verification import Fault, Verification
from inventory.cli import verification_commands
from inventory.cli.approval_commands import approval_app
from inventory.database.chains.following import Noted
from inventory.database.hash_chain import GENESIS, row_hash
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.model import Inventory
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, approved, event

pytestmark = pytest.mark.both_databases

FOLLOWED = verification_commands._verify_log
APPEND = """
import sys
from datetime import date, timedelta
from inventory.approvals.log import ApprovalLog
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.database.opening import open_database
engine = open_database(sys.argv[1])
log = ApprovalLog(engine, actor=sys.argv[2])
for day in range(15):
    on = date(2021, 1, 1) + timedelta(day)
    number = f"{sys.argv[2]}/QĐ-STC"
    log.append(ApprovalEvent(system="S", kind=EventKind.REGULATION_ISSUED, on=on, number=number))
engine.dispose()
"""


@pytest.fixture
def log(database: Engine) -> ApprovalLog:
    """A log of five events."""
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=(SYSTEM,)))
    log = ApprovalLog(database)
    log.append_new(approved())
    return log


def tamper(database: Engine, *statements: str) -> None:
    """What somebody with the database itself can do: go around this program and its triggers."""
    triggers = {
        "sqlite": [f"DROP TRIGGER approval_events_no_{what}" for what in ("update", "delete", "replace")],
        "postgresql": ["ALTER TABLE approval_events DISABLE TRIGGER USER"],
    }
    with database.begin() as connection:
        for trigger in triggers[database.name]:
            connection.execute(text(trigger))
        for statement in statements:
            connection.execute(text(statement))


def tamper_statuses(database: Engine) -> None:
    """Nothing tells any more where each system stands."""
    with database.begin() as connection:
        connection.execute(text("DELETE FROM current_statuses"))


def test_a_log_as_it_was_written(log: ApprovalLog) -> None:
    """Every event is good, and the head can be looked for later."""
    found = log.verify()
    assert (found.events, found.fault, len(found.head)) == (5, None, 64)
    log.append(event(K.PLAN_FULL, 7))
    later = log.verify(found.head)
    assert (later.events, later.fault) == (6, None)
    assert log.verify("0f" * 32).fault is Fault.HASH_UNKNOWN


@pytest.mark.parametrize(
    ("statement", "fault", "first"),
    [
        ("UPDATE approval_events SET level = 1 WHERE sequence = 3", Fault.CHANGED, 3),
        ("UPDATE approval_events SET actor = 'khác' WHERE sequence = 1", Fault.CHANGED, 1),
        ("UPDATE approval_events SET happened_on = '2023-06-02' WHERE sequence = 5", Fault.CHANGED, 5),
        ("UPDATE approval_events SET withdraws = 1 WHERE sequence = 2", Fault.CHANGED, 2),
        (
            "UPDATE approval_events SET recorded_at = '2020-01-01 00:00:00' WHERE sequence = 4",
            Fault.CHANGED,
            4,
        ),
        ("UPDATE approval_events SET happened_on = 'x' WHERE sequence = 2", Fault.CHANGED, 2),
        ("UPDATE approval_events SET note = x'00ff' WHERE sequence = 4", Fault.UNREADABLE, 4),
        ("DELETE FROM approval_events WHERE sequence = 1", Fault.NOT_NEXT, 2),
        ("DELETE FROM approval_events WHERE sequence IN (2, 3)", Fault.NOT_NEXT, 4),
        ("DELETE FROM approval_events WHERE sequence = 5", Fault.MISSING, 5),
        ("DELETE FROM approval_events", Fault.MISSING, 5),
        ("UPDATE approval_events SET sequence = 10 WHERE sequence = 2", Fault.NOT_NEXT, 3),
        (
            (
                "INSERT INTO approval_events SELECT 6, system, kind, happened_on, level, number, authority,"
                " result, until, actor, file, file_sha256, note, recorded_at, corrects, withdraws,"
                " corrected_on, source, previous_hash, hash FROM approval_events WHERE sequence = 5"
            ),
            Fault.CHANGED,
            6,
        ),
    ],
)
@pytest.mark.sqlite_only
def test_the_first_bad_row_is_told(log: ApprovalLog, statement: str, fault: Fault, first: int) -> None:
    """Whichever way the file was changed."""
    tamper(log.engine, statement)
    found = log.verify()
    assert (found.fault, found.sequence) == (fault, first)
    assert found.events < first


def test_rows_that_changed_places(log: ApprovalLog) -> None:
    """Two rows with each other's number."""
    swap = "UPDATE approval_events SET sequence = {} WHERE sequence = {}"
    tamper(log.engine, swap.format(99, 2), swap.format(2, 3), swap.format(3, 99))
    found = log.verify()
    assert (found.fault, found.sequence, found.events) == (Fault.CHANGED, 2, 1)


@pytest.mark.sqlite_only  # which gives a row back as it was hashed
def test_a_row_with_a_new_hash_breaks_the_next(log: ApprovalLog) -> None:
    """Who recomputes one hash must recompute them all, and then the noted head is missing."""
    head = log.verify().head
    with log.engine.begin() as connection:
        query = text("SELECT * FROM approval_events WHERE sequence = 2")
        row = dict(connection.execute(query).mappings().one())
    days = {"happened_on": date.fromisoformat(row["happened_on"])}
    moment = datetime.fromisoformat(row["recorded_at"]).replace(tzinfo=UTC)
    forged = {**row, **days, "recorded_at": moment, "withdraws": False, "level": 5}
    forge = "UPDATE approval_events SET level = 5, hash = '{}' WHERE sequence = 2"
    tamper(log.engine, forge.format(row_hash(forged)))
    found = log.verify(head)
    assert (found.fault, found.sequence) == (Fault.NOT_NEXT, 3)


def test_a_tail_removed_with_its_head_lacks_the_noted_hash(log: ApprovalLog) -> None:
    """Who also rewrites the row that tells the end leaves a good chain, which the noted hash gives away."""
    noted = log.verify().head
    tamper(
        log.engine,
        "DELETE FROM approval_events WHERE sequence > 3",
        "UPDATE approval_head SET sequence = 3, hash = (SELECT hash FROM approval_events WHERE sequence = 3)",
    )
    assert (log.verify().fault, log.verify().system) == (Fault.STATUS, "S")
    tamper_statuses(log.engine)
    assert (log.verify().fault, log.verify().events) == (None, 3)
    assert log.verify(noted).fault is Fault.HASH_UNKNOWN


def test_a_head_that_was_removed(log: ApprovalLog, verify: Callable[..., Result]) -> None:
    """Is told in one line, and nothing is appended to such a log."""
    tamper(log.engine, "DELETE FROM approval_head")
    found = log.verify()
    assert (found.fault, found.sequence, found.events) == (Fault.MISSING, None, 5)
    bad = verify("--lang", "en")
    assert (bad.exit_code, "the row that tells its last event was removed; 5 events" in bad.stderr) == (
        1,
        True,
    )
    with pytest.raises(InventoryError, match="lost its head"):
        log.append(event(K.PLAN_FULL, 7))


def test_the_hash_is_of_canonical_json() -> None:
    """Sorted keys, no blanks, ASCII; what has no value is left out."""
    row = {"b": 1, "a": "Đ", "none": None, "no": False, "yes": True, "on": date(2023, 1, 2), "hash": "x"}
    moment = {"at": datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC)}
    written = '{"a":"\\u0110","at":"2023-01-02T03:04:05.000000+00:00","b":1,"on":"2023-01-02","yes":true}'
    assert row_hash({**row, **moment}) == hashlib.sha256(written.encode()).hexdigest()
    assert json.loads(written)["a"] == "Đ"


def test_processes_that_append_together_keep_one_chain(tmp_path: Path) -> None:
    """Three processes at once: no event is lost, none shares its place with another."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(url)
    InventoryStore(engine).apply(Inventory(organizations=BODIES, systems=(SYSTEM,)))
    processes = [subprocess.Popen([sys.executable, "-c", APPEND, url, name]) for name in "abc"]
    assert [process.wait(timeout=240) for process in processes] == [0, 0, 0]
    log = ApprovalLog(engine)
    assert (log.verify().events, log.verify().fault) == (45, None)
    assert sorted(one.sequence or 0 for one in log.events()) == list(range(1, 46))
    assert {(one.actor, one.source) for one in log.events()} == {(name, Source.CLI) for name in "abc"}
    engine.dispose()


def test_events_from_before_are_chained(tmp_path: Path) -> None:
    """The migration chains what it finds, tells that its source is not known, and guards the table again."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    _at_revision(url, "0002")
    engine = open_database(url)
    log = ApprovalLog(engine)
    told = log.events()
    assert [(one.sequence, one.source, one.withdraws) for one in told] == [
        (1, Source.EARLIER, False),
        (3, Source.EARLIER, False),
    ]
    assert log.verify().events == 2
    log.append_new([event(K.REGULATION_ISSUED, 7)])
    assert (log.verify().events, log.verify().fault, log.events()[-1].sequence) == (3, None, 4)
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM approval_events"))
    engine.dispose()


def _at_revision(url: str, revision: str) -> None:
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", "inventory.database:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for statement in (
            "INSERT INTO organizations (code, name, kind) VALUES ('SO-TC', 'Sở', 'other')",
            "INSERT INTO systems (code, name, owner, is_portal) VALUES ('S', 'S', 'SO-TC', 1)",
            (
                "INSERT INTO approval_events (sequence, system, kind, happened_on, note, recorded_at)"
                " VALUES (1, 'S', 'drafting', '2023-01-01', 'đầu', '2023-01-02 03:04:05.000000')"
            ),
            (
                "INSERT INTO approval_events (sequence, system, kind, happened_on, level, recorded_at)"
                " VALUES (3, 'S', 'approved', '2023-02-01', 3, '2023-02-02 03:04:05.123456')"
            ),
        ):
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def verify(log: ApprovalLog) -> Callable[..., Result]:
    """The command, on the log's database."""
    url = log.engine.url.render_as_string()
    return lambda *more: CliRunner().invoke(approval_app, ["verify", "--database", url, *more])


def test_the_command_tells_a_good_log(log: ApprovalLog, verify: Callable[..., Result]) -> None:
    """With the hash to note, in both languages, and finds it again."""
    head = log.verify().head
    assert "Nhật ký nguyên vẹn: 5 sự kiện" in verify().stdout
    assert f"5 events; last hash {head}" in verify("--lang", "en").stdout
    assert verify("--expect", head).exit_code == 0
    assert verify("--expect", f" {head.upper()}").exit_code == 0
    assert isinstance(verify("--expect", "1234").exception, InventoryError)
    rewritten = verify("--expect", "1" * 64, "--lang", "en")
    assert (rewritten.exit_code, "written anew" in rewritten.stderr) == (1, True)


def test_the_command_tells_a_bad_row(log: ApprovalLog, verify: Callable[..., Result]) -> None:
    """On the error output, with exit status 1."""
    tamper(log.engine, "UPDATE approval_events SET level = 1 WHERE sequence = 3")
    bad = verify("--lang", "en")
    assert bad.exit_code == 1
    assert "the first 2 events are good; first bad row: event 3: its content was changed" in bad.stderr
    assert "sự kiện số 3: nội dung đã bị sửa" in verify().stderr


def ended(url: str, expect: str | None, noted: Noted | None) -> Verification:
    """Somebody ends the second process."""
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return FOLLOWED(url, expect, noted)


@pytest.mark.parametrize("follow", [FOLLOWED, ended])
def test_a_long_log_is_followed_by_a_second_process(
    log: ApprovalLog,
    verify: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    follow: Callable[..., Verification],
) -> None:
    """It is told as by one process, good and bad, also where the second one is ended."""
    monkeypatch.setattr(verification_commands, "LONG", 1)
    monkeypatch.setattr(verification_commands, "_verify_log", follow)
    assert f"5 events; last hash {log.verify().head}" in verify("--lang", "en").stdout
    tamper(log.engine, "UPDATE approval_events SET level = 1 WHERE sequence = 3")
    bad = verify("--lang", "en")
    assert (bad.exit_code, "first bad row: event 3: its content was changed" in bad.stderr) == (1, True)


def test_an_empty_log_is_good(database: Engine) -> None:
    """Its head is the beginning of every chain."""
    found = ApprovalLog(database).verify(GENESIS)
    assert (found.events, found.head, found.fault) == (0, GENESIS, None)
