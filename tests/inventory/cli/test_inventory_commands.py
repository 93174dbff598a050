"""``capdo inventory`` on the command line, each run against a real database file."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.cli.inventory_commands import inventory_app
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.importing import import_into
from inventory.files.reading.result import ImportedFile
from inventory.model import Endpoint, Inventory, Organization, System

Run = Callable[..., Result]
HOSTILE = "\x1b[31m[bold]đỏ[/bold]\x07"


@pytest.fixture(autouse=True)
def a_wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cell has one line."""
    monkeypatch.setenv("COLUMNS", "400")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'capdo.db'}"


@pytest.fixture
def run(url: str) -> Run:
    """Runs a command on that database."""

    def call(*arguments: str | Path) -> Result:
        return CliRunner().invoke(inventory_app, [*map(str, arguments), "--database", url])

    return call


def _load(url: str) -> Inventory:
    engine = open_database(url)
    try:
        return InventoryStore(engine).load()
    finally:
        engine.dispose()


def test_the_sample_is_imported(run: Run, url: str) -> None:
    """And told in numbers, in both languages; a second time nothing changes."""
    first, second = run("import", "--sample"), run("import", "--sample")
    assert "31 hệ thống: 31 thêm, 0 cập nhật, 0 không đổi" in first.stdout
    assert "31 hệ thống: 31 thêm" in first.stdout
    assert "31 hệ thống: 0 thêm, 0 cập nhật, 31 không đổi" in second.stdout
    assert len(_load(url).systems) == 31


def test_a_dry_run_stores_nothing(run: Run, url: str) -> None:
    """It tells what would change."""
    shown = run("import", "--sample", "--dry-run")
    assert "31 thêm" in shown.stdout
    assert "chưa lưu gì" in shown.stdout
    assert _load(url) == Inventory()


def test_a_dry_run_leaves_no_database_behind(tmp_path: Path) -> None:
    """Neither its file nor one beside it; where none could be made, it says so as ever."""
    for folder, is_made in ((tmp_path, True), (tmp_path / "none", False)):
        name = f"sqlite:///{folder / 'new.db'}"
        tried = CliRunner().invoke(inventory_app, ["import", "--sample", "--dry-run", "--database", name])
        assert (tried.exit_code == 0) is is_made
        assert ("31 thêm" in tried.stdout) is is_made
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x.xlsx", "x.yaml", "x.json", "csv"])
def test_an_export_validates_and_imports_elsewhere(run: Run, url: str, tmp_path: Path, name: str) -> None:
    """Into another database, with the same result."""
    run("import", "--sample")
    assert run("export", "--output", tmp_path / name).exit_code == 0
    checked = CliRunner().invoke(inventory_app, ["validate", str(tmp_path / name), "--lang", "en"])
    assert "Valid: 111 organizations, 31 systems, 39 endpoints" in checked.stdout
    other = f"sqlite:///{tmp_path / 'other.db'}"
    CliRunner().invoke(inventory_app, ["import", str(tmp_path / name), "--database", other])
    assert _load(other) == _load(url)


def test_the_template_is_written_once(run: Run, tmp_path: Path) -> None:
    """A second time would overwrite what somebody filled in."""
    path = tmp_path / "template.xlsx"
    runner = CliRunner()
    assert runner.invoke(inventory_app, ["template", "--output", str(path)]).exit_code == 0
    again = runner.invoke(inventory_app, ["template", "--output", str(path)])
    assert isinstance(again.exception, InventoryError)
    assert "exists already" in str(again.exception)
    shown = run("import", path).stdout
    assert "0 hệ thống: 0 thêm" in shown
    assert "Bỏ qua 6 dòng ví dụ" in shown


def test_the_template_is_a_workbook(tmp_path: Path) -> None:
    """Another suffix would mislead."""
    refused = CliRunner().invoke(inventory_app, ["template", "-o", str(tmp_path / "x.csv")])
    assert "end its name in .xlsx" in str(refused.exception)


def test_validating_with_a_database_knows_its_codes(run: Run, tmp_path: Path) -> None:
    """A list of endpoints alone names systems that are stored."""
    run("import", "--sample")
    path = tmp_path / "endpoints.csv"
    path.write_text("system,host\nIOC,ioc.brvt.test\n", encoding="utf-8")
    assert run("validate", path).exit_code == 0
    alone = CliRunner().invoke(inventory_app, ["validate", str(path), "--lang", "en"])
    assert "'IOC' is not a code" in str(alone.exception)


@pytest.mark.parametrize("is_named_by", ["option", "variable"])
def test_a_first_file_is_validated_before_its_database_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_named_by: str
) -> None:
    """What the import after it takes and stores is not refused, and nothing is made by looking."""
    folder, absent = tmp_path / "danh-muc", tmp_path / "moi.db"
    folder.mkdir()
    (folder / "organizations.csv").write_text("code,name\nSYT,Sở Y tế\n", encoding="utf-8")
    url = f"sqlite:///{absent}"
    named = ["--database", url] if is_named_by == "option" else []
    if is_named_by == "variable":
        monkeypatch.setenv("CAPDO_DATABASE_URL", url)
    validated = CliRunner().invoke(inventory_app, ["validate", str(folder), *named, "--lang", "en"])
    assert validated.exit_code == 0, validated.output
    assert "not there yet" in validated.stderr
    assert not absent.exists()
    assert CliRunner().invoke(inventory_app, ["import", str(folder), *named]).exit_code == 0
    again = CliRunner().invoke(inventory_app, ["validate", str(folder), *named])
    assert (again.exit_code, again.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [["import"], ["import", "x.xlsx", "--sample"]])
def test_an_import_needs_one_source(run: Run, arguments: list[str]) -> None:
    """A file or the sample."""
    assert "name either a file to import or --sample" in str(run(*arguments).exception)


def test_systems_and_organizations_are_listed(run: Run) -> None:
    """One a line, in either language."""
    run("import", "--sample")
    assert "Tên hệ thống thông tin" in run("list").stdout
    english = run("list", "--organizations", "--lang", "en").stdout
    assert "Organizations (111)" in english
    assert "Department" in english


@pytest.mark.parametrize(
    ("arguments", "there", "missing"),
    [
        (("--owner", "SO-NV"), "TTDT-NV", "IOC"),
        (("--operator", "SO-TTTT"), "IOC", "TTDT-NV"),
        (("--operator", "SO-TTTT", "--level", "3"), "IOC", "DL-MO"),
        (("--level", "2"), "DL-MO", "IOC"),
    ],
)
def test_systems_are_listed_by_body_and_level(
    run: Run, arguments: tuple[str, ...], there: str, missing: str
) -> None:
    """Alone or together; names of bodies, where it stands and its hosts are told."""
    run("import", "--sample")
    listed = run("list", *arguments).stdout
    assert f" {there} " in listed
    assert f" {missing} " not in listed


def test_a_body_that_is_not_there_is_told(run: Run) -> None:
    """With the code that was meant."""
    run("import", "--sample")
    assert "did you mean 'SO-NV'" in str(run("list", "--owner", "SONV").exception)


def test_one_system_is_shown_with_its_events(run: Run) -> None:
    """Card, endpoints, permission and history."""
    run("import", "--sample")
    shown = run("show", "IOC", "--lang", "en").stdout
    for text in ("tot.brvt.test", "tls; cert; web", "Level approved", "2022-06-08", "UBND-TINH"):
        assert text in shown
    assert "08/06/2022" in run("show", "IOC").stdout


def test_an_unknown_code_is_refused(run: Run) -> None:
    """With the code that may be meant."""
    run("import", "--sample")
    assert "did you mean 'IOC'?" in str(run("show", "IOD").exception)


def test_a_host_tells_whose_it_is(run: Run, url: str) -> None:
    """Of several systems each, with its bodies; of one, everything about it too."""
    body = Organization(code="SYT", name="Sở Y tế")
    shared_one, own_one = Endpoint(host="chung.brvt.test"), Endpoint(host="a.brvt.test", https_port=8443)
    systems = (
        System(code="A", name="Hệ thống A", owner="SYT", endpoints=(shared_one, own_one)),
        System(code="B", name="Hệ thống B", owner="SYT", endpoints=(shared_one,)),
    )
    engine = open_database(url)
    InventoryStore(engine).apply(Inventory(organizations=(body,), systems=systems))
    engine.dispose()
    shared = run("show", "https://Chung.brvt.test/").stdout
    assert all(
        words in shared for words in ("chung.brvt.test: hệ thống", "Hệ thống A", "Hệ thống B", "Sở Y tế")
    )
    own = run("show", "a.brvt.test").stdout
    assert all(words in own for words in ("Sở Y tế", "8443", "Hệ thống A"))
    assert "Hệ thống B" not in own


def test_items_are_taken_by_name(run: Run, url: str) -> None:
    """To be shown, renamed, merged and removed; each is told by its code."""
    run("import", "--sample")
    assert "IOC" in run("show", "trung tâm giám sát, điều hành đô thị thông minh (ioc) (MINH HỌA)").stdout
    renamed = run("rename", "so noi vu", "SNV", "--reason", "mã mới")
    assert "SO-NV → SNV" in renamed.stdout
    name = next(system.name for system in _load(url).systems if system.code == "DL-MO")
    assert "Removed: DL-MO" in run("remove", name, "--reason", "trùng", "--lang", "en").stdout


def test_hostile_text_comes_out_inert(run: Run, url: str) -> None:
    """Markup is shown as typed; control characters never reach the terminal."""
    system = System(code="X", name=HOSTILE, owner="A")
    event = ApprovalEvent(
        system="X", kind=EventKind.DRAFTING, on=date(2023, 1, 1), note=HOSTILE, number=HOSTILE
    )
    file = ImportedFile(
        Inventory(organizations=(Organization(code="A", name="A"),), systems=(system,)), (event,)
    )
    engine = open_database(url)
    import_into(engine, lambda _known: file)
    engine.dispose()
    for shown in (run("list").stdout, run("show", "X").stdout):
        assert "[bold]đỏ[/bold]" in shown
        assert "\x1b" not in shown
        assert "\x07" not in shown


def test_bad_input_ends_with_one_message_and_status_2(tmp_path: Path) -> None:
    """Through the real program: no traceback, every error, nothing stored."""
    path = tmp_path / "x.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (
        ("Mã hệ thống", "Tên hệ thống", "Chủ quản", "Cấp độ"),
        ("A", "A", "NO", 7),
        ("B", "=1+1", "NO", 3),
    ):
        sheet.append(row)
    workbook.save(path)
    program = [sys.executable, "-c", "from capdo import main; main()"]
    arguments = [
        "inventory",
        "import",
        str(path),
        "--database",
        f"sqlite:///{tmp_path / 'capdo.db'}",
    ]
    done = subprocess.run([*program, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "4 chỗ cần sửa, chưa lưu gì" in done.stderr
    assert "Sheet, dòng 2 (A), cột “Cấp độ”: '7' không phải cấp độ" in done.stderr
    assert _load(f"sqlite:///{tmp_path / 'capdo.db'}") == Inventory()
