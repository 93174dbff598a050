"""``capdo inventory import`` of a form, on a real database."""

from datetime import date
from pathlib import Path

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.log import ApprovalLog
from inventory.cli.inventory_commands import inventory_app
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.mau08.form import Field
from tests.inventory.files.mau08.forms import SYSTEM, form, sheet

app = Typer()
app.add_typer(inventory_app, name="inventory")
CODE = "STC-HTQLVB"


@pytest.fixture(autouse=True)
def a_wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell has one line."""
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """An empty database."""
    return f"sqlite:///{tmp_path / 'capdo.db'}"


def run(path: Path, url: str, *options: str) -> Result:
    """The import's result."""
    arguments = ["inventory", "import", str(path), "--database", url, *options]
    return CliRunner().invoke(app, arguments)


def stored(url: str) -> list[str]:
    """The codes of the stored systems."""
    engine = open_database(url)
    try:
        return [system.code for system in InventoryStore(engine).load().systems]
    finally:
        engine.dispose()


def two_systems(path: Path) -> Path:
    """One that is sure, one in doubt."""
    return form(path, SYSTEM, {**SYSTEM, Field.NAME: "Khác", Field.LEVEL: "9"})


def test_a_dry_run_shows_and_stores_nothing(tmp_path: Path, url: str) -> None:
    """The columns, the day, what is new, and the rows in doubt."""
    result = run(two_systems(tmp_path / "f.xlsx"), url, "--dry-run")
    assert result.exit_code == 0
    for text in ("Chủ quản HTTT", "14/12/2025", CODE, "'9' không phải cấp độ", "chưa lưu gì"):
        assert text in result.output
    assert stored(url) == []


def test_rows_in_doubt_stop_the_import(tmp_path: Path, url: str) -> None:
    """Nothing is stored, and the error lists them."""
    result = run(two_systems(tmp_path / "f.xlsx"), url)
    assert isinstance(result.exception, InventoryError)
    assert "'9' không phải cấp độ" in str(result.exception)
    assert stored(url) == []


def test_skip_unsure_stores_the_others(tmp_path: Path, url: str) -> None:
    """The rows left out are listed all the same; a second time nothing changes."""
    path = two_systems(tmp_path / "f.xlsx")
    first, second = (run(path, url, "--skip-unsure", "--in-operation-since", "2024-01-01") for _ in range(2))
    assert stored(url) == [CODE]
    assert "'9' không phải cấp độ" in first.output
    assert "1 hệ thống: 1 thêm" in first.output
    assert "1 hệ thống: 0 thêm, 0 cập nhật, 1 không đổi" in second.output


def test_what_the_life_cycle_refuses_is_listed(tmp_path: Path, url: str) -> None:
    """A row that the log's rules forbid is in doubt like any other: shown, skipped or stopping the import."""
    known, other = {**SYSTEM, Field.STATUS: "Đang dự thảo"}, {**SYSTEM, Field.NAME: "Khác"}
    engine = open_database(url)
    assert run(form(tmp_path / "first.xlsx", SYSTEM), url).exit_code == 0
    ended = ApprovalEvent(system=CODE, kind=EventKind.DECOMMISSIONED, on=date(2025, 6, 1))
    ApprovalLog(engine).append(ended)
    path = form(tmp_path / "second.xlsx", known, other)
    assert "[nothing-after-decommissioning]" in run(path, url, "--dry-run").output.replace("\n", "")
    stopped = run(path, url)
    assert isinstance(stopped.exception, InventoryError)
    assert "[nothing-after-decommissioning]" in str(stopped.exception)
    assert (stored(url), len(ApprovalLog(engine).events())) == ([CODE], 1)
    assert run(path, url, "--skip-unsure").exit_code == 0
    assert (stored(url), len(ApprovalLog(engine).events())) == ([CODE, "STC-K"], 1)
    engine.dispose()


def test_what_a_form_tells_is_recorded_by_the_log(tmp_path: Path, url: str) -> None:
    """Each event with actor, moment and source, in the hash chain."""
    path = form(tmp_path / "f.xlsx", status="Đang dự thảo", plan="Đã triển khai một số hạng mục")
    assert run(path, url).exit_code == 0
    engine = open_database(url)
    log = ApprovalLog(engine)
    assert {(one.source, bool(one.actor), one.recorded_at is None) for one in log.events()} == {
        (Source.IMPORT, True, False)
    }
    assert (log.verify().events, log.verify().fault) == (2, None)
    engine.dispose()


def test_systems_without_a_day_of_operation_are_told(tmp_path: Path, url: str) -> None:
    """No indicator counts them, which must not go unnoticed."""
    assert "1 hệ thống chưa có ngày đưa vào vận hành" in run(form(tmp_path / "f.xlsx"), url).output


def test_a_list_without_the_forms_columns_needs_the_option(tmp_path: Path, url: str) -> None:
    """A look-alike is read as a form when told so."""
    rows = [["Tên HTTT", "Chủ quản HTTT", "Đơn vị vận hành", "Cấp độ"], ["A", "UBND tỉnh", "Sở Y tế", "CĐ2"]]
    path = sheet(tmp_path / "f.xlsx", rows)
    assert isinstance(run(path, url).exception, InventoryError)
    assert run(path, url, "--mau-08").exit_code == 0
    assert stored(url) == ["SYT-a"]


def test_options_of_forms_with_another_file(tmp_path: Path, url: str) -> None:
    """They would do nothing: refused."""
    (tmp_path / "f.json").write_text("{}", encoding="utf-8")
    result = run(tmp_path / "f.json", url, "--as-of", "2026-01-01")
    assert "are for Mẫu 08" in str(result.exception)
