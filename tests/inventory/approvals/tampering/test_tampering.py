"""Every way of tampering that is known is found by ``approval verify``, or known to be beyond it."""

import json
import shutil
import sqlite3
from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from capdo import CHAINS, app
from inventory.approvals.log import ApprovalLog
from inventory.approvals.renaming.editing import Editing
from inventory.cli.approval_commands import approval_app
from inventory.cli.event_input import fingerprint
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, ScanPermission
from inventory.setting_keys import SettingKey
from scanner.runs.writer import ScanWriter
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import RevocationRequest
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, approved, event
from tests.inventory.approvals.tampering.cases import CASES, UNREAD, Case, Caught
from tests.inventory.approvals.tampering.forging import DATABASE, DECISIONS
from tests.scanner.waivers import estate

STATEMENT = "bien-ban.txt"
GOOD, BAD = (0,), (1,)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Path:
    """A folder with a database of everything that is covered, two decisions, and a statement."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / DECISIONS).mkdir()
    for name in "ab":
        (folder / DECISIONS / f"{name}.txt").write_text(f"Quyết định {name}", encoding="utf-8")
    shutil.copy(empty_file, folder / DATABASE)
    engine = open_database(f"sqlite:///{folder / DATABASE}")
    filled(engine, folder)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    assert verified(folder, "--statement", str(folder / STATEMENT)).exit_code == 0
    return folder


def filled(engine: Engine, folder: Path) -> None:
    """Systems, one of them renamed; a plan; an approval and a waiver that were revoked; a scan."""
    endpoints = (Endpoint(host=estate.A), Endpoint(host=estate.B, https_port=8443))
    permission = ScanPermission(families=("tls",), hours_from=time(22), hours_to=time(5))
    systems = (
        SYSTEM.model_copy(update={"endpoints": endpoints, "permission": permission}),
        SYSTEM.model_copy(update={"code": "T", "name": "T", "permission": permission}),
        SYSTEM.model_copy(update={"code": "R", "name": "R"}),
    )
    InventoryStore(engine).apply(Inventory(organizations=BODIES, systems=systems))
    InventoryStore(engine).change_setting(SettingKey.PLAN, "brvt-2023")
    with writing(engine) as connection:
        Editing(connection, "đặt lại mã").rename("R", "R-1")
    *before, decided = approved()
    named = {name: folder / DECISIONS / f"{name}.txt" for name in "ab"}
    told = {name: {"file": str(file), "file_sha256": fingerprint(file)} for name, file in named.items()}
    log = ApprovalLog(engine)
    for one in (
        *before,
        decided.model_copy(update=told["a"]),
        event(K.PLAN_PARTIAL, 7),
        event(K.PLAN_FULL, 8),
        event(K.REVOKED, 9, number="1/QĐ-UBND", authority="UBND tỉnh").model_copy(update=told["b"]),
    ):
        log.append(one)
    estate.scanned(
        engine,
        estate.observation(estate.verdict()),
        estate.observation(estate.verdict(), host=estate.B, https_port=8443),
    )
    ScanWriter(engine).finish(1)
    waivers = WaiverLog(engine, estate.clock)
    accepted = (estate.accepted_at(estate.KEY_A, estate.verdict()),)
    waivers.give(estate.request(system="S"), lambda _: accepted)
    waivers.revoke(RevocationRequest(number=1, reason="Đã thay", actor=None))
    waivers.give(estate.request(system="S"), lambda _: accepted)


def verified(folder: Path, *more: str) -> Result:
    """The command, as the composition root would have it."""
    command = ["verify", "--database", f"sqlite:///{folder / DATABASE}", "--lang", "en", *more]
    return CliRunner().invoke(approval_app, command, obj=CHAINS)


def status_of(folder: Path, *more: str) -> int:
    """The exit status; a refusal is 2, as the composition root makes it; anything else fails the test."""
    result = verified(folder, "--files", str(folder / DECISIONS), *more)
    if isinstance(result.exception, InventoryError):
        return 2
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code


@pytest.fixture(scope="module")
def unguarded(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without its triggers, which whoever tampers drops first."""
    folder = tmp_path_factory.mktemp("unguarded")
    shutil.copytree(whole, folder, dirs_exist_ok=True)
    with sqlite3.connect(folder / DATABASE) as opened:
        triggers = opened.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            opened.execute(f"DROP TRIGGER {name}")
    opened.close()
    return folder


def tampered(unguarded: Path, folder: Path, case: Case) -> None:
    """A copy of the folder, after somebody was there."""
    shutil.copytree(unguarded, folder, dirs_exist_ok=True)
    for change in case.changes:
        if isinstance(change, str):
            with sqlite3.connect(folder / DATABASE) as opened:
                opened.execute("PRAGMA foreign_keys = OFF")
                opened.execute(change)
            opened.close()
        else:
            change(folder)


PLAIN_STATUS = {Caught.PLAIN: BAD, Caught.NOTHING_LEFT: (2, 3)}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_tampering_is_given_away(unguarded: Path, tmp_path: Path, case: Case) -> None:
    """By verify itself or by a statement; never by a traceback, and never told good where it is not."""
    tampered(unguarded, tmp_path, case)
    assert status_of(tmp_path) in PLAIN_STATUS.get(case.caught, GOOD)
    if case.caught is Caught.STATEMENT:
        assert status_of(tmp_path, "--against", str(tmp_path / STATEMENT)) == 1
    elif case.caught in (Caught.HARMLESS, Caught.BEYOND):
        assert status_of(tmp_path, "--against", str(tmp_path / STATEMENT)) == 0


def figures(folder: Path) -> list[object]:
    """Everything that a report and the indicators say on a day, but the moment at which it was made."""
    report, told = folder / "report.json", []
    for command in (["report", "json", "--output", str(report)], ["targets", "--format", "json"]):
        on_it = ["--as-of", "2026-06-01", "--database", f"sqlite:///{folder / DATABASE}"]
        result = CliRunner().invoke(app, [*command, *on_it])
        assert result.exit_code == 0, result.output
        told.append(
            json.loads(report.read_text(encoding="utf-8") if command[0] == "report" else result.stdout)
        )
    told[0].pop("generated_at", None)
    return told


@pytest.fixture(scope="module")
def untouched(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """The figures of a copy that nobody touched."""
    folder = tmp_path_factory.mktemp("untouched")
    shutil.copytree(whole, folder, dirs_exist_ok=True)
    return figures(folder)


@pytest.mark.parametrize("case", UNREAD, ids=[case.name for case in UNREAD])
def test_no_figure_depends_on_what_is_harmless(
    unguarded: Path, untouched: list[object], tmp_path: Path, case: Case
) -> None:
    """Word for word, whatever stands there."""
    tampered(unguarded, tmp_path, case)
    assert figures(tmp_path) == untouched


def test_the_figures_are_those_that_matter(unguarded: Path, untouched: list[object], tmp_path: Path) -> None:
    """What a scan found is among them: turned into passes, it is another report."""
    (case,) = (case for case in CASES if case.name == "failures become passes")
    assert estate.A in str(untouched)
    tampered(unguarded, tmp_path, case)
    with sqlite3.connect(tmp_path / DATABASE) as opened:
        opened.execute("UPDATE standing_verdicts SET outcome = 'pass'")
    opened.close()
    assert figures(tmp_path) != untouched


UNREADABLE = ("no date", "in words", "bytes", "no JSON", "a date", "head", "without events")
HOSTILE = [case for case in CASES if any(part in case.name for part in UNREADABLE)]


@pytest.mark.parametrize("case", HOSTILE, ids=[case.name for case in HOSTILE])
def test_other_commands_say_it_in_a_line(unguarded: Path, tmp_path: Path, case: Case) -> None:
    """What no program of ours wrote is no traceback of those that read it, or would append to it."""
    tampered(unguarded, tmp_path, case)
    database = f"sqlite:///{tmp_path / DATABASE}"
    for command in (
        ("status",),
        ("status", "--as-of", "2023-06-30"),
        ("history", "S"),
        ("record", "S", "decommissioned", "--date", "2023-12-01"),
    ):
        result = CliRunner().invoke(approval_app, [*command, "--database", database])
        assert isinstance(result.exception, InventoryError | None | SystemExit), result.exception


def test_nothing_is_told_of_what_nobody_touched(whole: Path, tmp_path: Path) -> None:
    """All of it good, with and without the statement; one is never written over."""
    shutil.copytree(whole, tmp_path, dirs_exist_ok=True)
    assert status_of(tmp_path, "--against", str(tmp_path / STATEMENT)) == 0
    again = verified(tmp_path, "--statement", str(tmp_path / STATEMENT))
    assert isinstance(again.exception, InventoryError)


def test_the_ways_are_many() -> None:
    """At least the 55 that were tried once, each with a name of its own."""
    assert len({case.name for case in CASES}) >= 55
