"""Reports by owner or by operating unit, of one body, and one for each."""

import errno
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer import Typer
from typer.testing import CliRunner

from inventory.acting import Acting
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files import writing
from inventory.model import Inventory, Organization, System
from reports.commands import report_app
from reports.errors import ReportError
from reports.gathering.scope import Scope
from reports.targets.commands import targets
from reports.writing import file_names

app = Typer()
app.add_typer(report_app, name="report")
app.command()(targets)
BODIES = (
    Organization(code="UBND", name="UBND tỉnh"),
    Organization(code="SYT", name="Sở Y tế", parent="UBND"),
    Organization(code="SNV", name="Sở Nội vụ", parent="UBND"),
)


def system(code: str, operator: str | None) -> System:
    """One of the province's, in operation."""
    day = date(2020, 1, 1)
    return System(code=code, name=f"HT {code}", owner="UBND", operator=operator, in_operation_since=day)


INVENTORY = Inventory(
    organizations=BODIES,
    systems=(system("a", "SYT"), system("b", "SYT"), system("c", "SNV"), system("d", None)),
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A province whose People's Committee owns everything."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(address)
    InventoryStore(engine).apply(INVENTORY)
    engine.dispose()
    return address


def refused(*arguments: object) -> str:
    """What a command says that must fail."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert isinstance(result.exception, ReportError | InventoryError)
    return str(result.exception)


def run(*arguments: object) -> str:
    """What a command prints, notices apart."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(url: str, folder: Path, *arguments: object) -> dict[str, Any]:
    """The report as JSON."""
    file = folder / "report.json"
    run("report", "json", "--output", file, "--database", url, "--plan", "brvt-2023", *arguments)
    report: dict[str, Any] = json.loads(file.read_text())
    return report


def ranking(report: dict[str, Any]) -> dict[str, int]:
    """How many systems each agency has."""
    return {line["organization"]["code"]: line["systems"] for line in report["agencies"]}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), {"SYT": 2, "SNV": 1, "UBND": 1}),
        (("--by", "operator"), {"SYT": 2, "SNV": 1, "UBND": 1}),
        (("--by", "owner"), {"UBND": 4}),
    ],
)
def test_by_owner_or_by_unit(
    url: str, tmp_path: Path, arguments: tuple[str, ...], expected: dict[str, int]
) -> None:
    """Ranking, pages, work list and deadlines go by the same bodies; the owner is told beside."""
    report = told(url, tmp_path, *arguments)
    assert ranking(report) == expected
    assert {page["organization"]["code"]: len(page["systems"]) for page in report["agency_pages"]} == expected
    assert {work["agency"]["code"] for work in report["work"]} == set(expected)
    due = [line for group in ("overdue", "soon", "later") for line in report["deadlines"][group]]
    assert {line["agency"]["code"] for line in due if line["system"]} <= set(expected)
    lines = [line for work in report["work"] for line in work["lines"]]
    assert {line["owner"]["code"] for line in lines} == {"UBND"}


@pytest.mark.parametrize(("code", "systems"), [("SYT", ["a", "b"]), ("SNV", ["c"]), ("UBND", list("abcd"))])
def test_one_body(url: str, tmp_path: Path, code: str, systems: list[str]) -> None:
    """Its systems and those of the bodies below it alone, in every figure."""
    report = told(url, tmp_path, "--organization", code)
    assert report["organization"]["code"] == code
    assert [one["code"] for one in report["systems"]] == systems
    assert report["targets"][0]["value"]["denominator"] == len(systems)
    assert sum(ranking(report).values()) == report["coverage"]["systems"] == len(systems)


def test_one_file_for_each(url: str, tmp_path: Path) -> None:
    """Named by code, and of that body's systems; what was written is printed."""
    folder = tmp_path / "each"
    for form in ("html", "xlsx", "docx", "json"):
        printed = run("report", form, "--each", folder, "--database", url, "--plan", "brvt-2023")
        assert printed.split() == [str(folder / f"{code}.{form}") for code in ("SNV", "SYT", "UBND")]
    page = (folder / "SYT.html").read_text()
    assert "Sở Y tế" in page
    assert "HT a" in page
    assert "HT c" not in page
    systems = load_workbook(folder / "SNV.xlsx")["Hệ thống"]
    assert [row[0].value for row in systems.iter_rows(min_row=2)] == ["c"]
    assert json.loads((folder / "UBND.json").read_text())["organization"]["code"] == "UBND"


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        (("SYT", "SNV"), ("SNV", "SYT")),
        (("SYT", "syt", "Syt"), ("SYT", "Syt-2", "syt-3")),
        (("A", "a", "A-2"), ("A", "A-2", "a-3")),  # the number may be another's code
        (("a-2", "A", "a"), ("A", "a-3", "a-2")),
    ],
)
def test_no_agency_has_the_file_of_another(codes: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Also where small and capital letters are one; the names are in the order of the codes."""
    assert file_names(codes) == dict(zip(sorted(codes), names, strict=True))


def test_bodies_that_differ_in_capitals_have_a_file_each(tmp_path: Path) -> None:
    """From the database to the folder."""
    address = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(address)
    bodies = (*BODIES, Organization(code="syt", name="Sở khác"))
    systems = (system("a", "SYT"), system("b", "syt"))
    InventoryStore(engine).apply(Inventory(organizations=bodies, systems=systems))
    engine.dispose()
    arguments = ("--by", "operator", "--database", address, "--plan", "brvt-2023")
    run("report", "json", "--each", tmp_path / "each", *arguments)
    told_of = {
        path.name: json.loads(path.read_text())["organization"]["code"]
        for path in (tmp_path / "each").iterdir()
    }
    assert told_of == {"SYT.json": "SYT", "syt-2.json": "syt"}


@pytest.mark.parametrize("form", ["html", "xlsx", "docx", "pdf", "json"])
def test_nothing_is_begun_where_one_file_cannot_be_written(url: str, tmp_path: Path, form: str) -> None:
    """The last of three is a folder: the first two are not written either."""
    (tmp_path / f"UBND.{form}").mkdir()
    at = ("--each", tmp_path, "--database", url, "--plan", "brvt-2023")
    assert f"UBND.{form}" in refused("report", form, *at)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"UBND.{form}", "capdo.db"]


def test_what_was_edited_by_hand_stays_with_all_the_others(url: str, tmp_path: Path) -> None:
    """One document of three is there: none is written without --force."""
    (tmp_path / "SYT.docx").write_text("edited")
    at = ("--each", tmp_path, "--database", url, "--plan", "brvt-2023")
    result = CliRunner().invoke(app, ["report", "docx", *map(str, at)])
    assert "SYT.docx" in str(result.exception)
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["SYT.docx"]
    assert len(run("report", "docx", "--force", *at).split()) == 3


def test_a_failure_names_the_body_and_leaves_no_part(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the second: the first is whole, of the second and third there is nothing."""
    put = writing.put

    def full(path: Path, data: bytes) -> None:
        if path.name == "SYT.html":
            raise OSError(errno.ENOSPC, "No space left on device")
        put(path, data)

    monkeypatch.setattr(writing, "put", full)
    folder = tmp_path / "each"
    error = refused("report", "html", "--each", folder, "--database", url, "--plan", "brvt-2023")
    assert "SYT (Sở Y tế)" in error
    assert "No space left" in error
    assert [path.name for path in folder.iterdir()] == ["SNV.html"]
    assert (folder / "SNV.html").read_text().endswith("</html>")


def test_what_it_cannot_do_is_told(url: str, tmp_path: Path) -> None:
    """No file, two at once, a body that is not there, one without a system."""
    file = tmp_path / "r.html"
    at = ("--database", url, "--plan", "brvt-2023")
    assert "--each DIR" in refused("report", "html", *at)
    assert "name one" in refused("report", "html", "--output", file, "--each", tmp_path, *at)
    assert "leave --organization out" in refused(
        "report", "html", "--each", tmp_path, "--organization", "SYT", *at
    )
    assert "did you mean 'SYT'" in refused("report", "html", "--output", file, "--organization", "SYTE", *at)
    lone = Inventory(organizations=(*BODIES, Organization(code="X", name="X")), systems=INVENTORY.systems)
    with pytest.raises(ReportError, match="has a system"):
        Scope(Acting.OWNER, "X").of(lone, date(2026, 1, 1))
    assert not file.exists()


def test_the_work_list_of_the_terminal(url: str) -> None:
    """By unit where one owner has nearly all."""
    table = run("targets", "--work", "--database", url, "--plan", "brvt-2023")
    assert "Sở Y tế: 2 hệ thống" in table
    assert "Sở Y tế" not in run(
        "targets", "--work", "--by", "owner", "--database", url, "--plan", "brvt-2023"
    )
