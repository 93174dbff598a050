"""``capdo assessment``: what it records, shows and refuses."""

import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from inventory.cli.assessment.commands import assessment_app
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory, Organization, System


@pytest.fixture(autouse=True)
def estate(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database with the systems IOC (level 3) and LGSP (no level), named by the environment."""
    systems = (
        System(code="IOC", name="Trung tâm điều hành", owner="VP", proposed_level=3),
        System(code="LGSP", name="Nền tảng", owner="VP"),
    )
    office = Organization(code="VP", name="Văn phòng")
    InventoryStore(database).apply(Inventory(organizations=(office,), systems=systems))
    monkeypatch.setenv("CAPDO_DATABASE_URL", database.url.render_as_string())


def run(*arguments: str) -> Result:
    """One command."""
    return CliRunner().invoke(assessment_app, list(arguments))


def done(*arguments: str) -> str:
    """What a command that succeeds prints."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*arguments: str) -> str:
    """The message of a command that is refused."""
    result = run(*arguments)
    assert isinstance(result.exception, InventoryError), result.output
    return str(result.exception)


def told(*arguments: str) -> list[dict[str, Any]]:
    """What history tells as JSON."""
    found: list[dict[str, Any]] = json.loads(done("history", *arguments, "--format", "json"))
    return found


def test_what_is_recorded_is_told_with_its_evidence(tmp_path: Path) -> None:
    """The word may be Vietnamese; the hash is the file's."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    line = done(
        "record", "IOC", "7.2.3.4", "Đạt", "--date", "2026-03-01", "--evidence", str(tmp_path / "a.pdf")
    )
    assert line == "Đã ghi: IOC, 7.2.3.4, Đáp ứng, 01/03/2026 (#1)\n"
    (one,) = told("IOC", "7.2.3.4")
    assert (one["state"], one["file_sha256"]) == ("met", hashlib.sha256(b"x").hexdigest())
    assert told("IOC", "7.2.3.1") == told("IOC", "--as-of", "2026-02-28") == []


def test_a_mistake_is_corrected_or_taken_back() -> None:
    """By one more, which names it; history tells both."""
    done("record", "IOC", "7.2.3.4", "met")
    done("record", "IOC", "7.2.3.4", "not_met", "--corrects", "1")
    done("record", "IOC", "7.2.3.4", "--withdraw", "--corrects", "2")
    shown = done("history", "IOC", "--lang", "en")
    assert "corrects #1: Not met" in shown
    assert "withdraws #2" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("record", "IOC", "7.2.3.4"), "give a STATE, or --withdraw"),
        (("record", "IOC", "7.2.3.4", "met", "--withdraw"), "give a STATE, or --withdraw"),
        (("record", "IOC", "7.2.3.4", "xong"), "STATE: 'xong' is not one of: Đáp ứng (Met)"),
        (("record", "IOC", "7.2.3.4", "met", "--evidence", "khong-co"), "cannot be read"),
        (("record", "IOC", "x y", "met"), "requirement: "),
        (("template", "LGSP", "--output", "t.xlsx"), "system LGSP has no level yet"),
        (("template", "IOC", "--output", "t.csv"), "end its name in .xlsx"),
        (("requirements", "--catalogue", "x"), "no catalogue has the code 'x'"),
        (("use", "khong-co.csv"), "cannot read catalogue"),
        (("use", "tệp 1.csv"), "name one with --code"),
        (("history", "X"), "there is no system 'X'"),
    ],
)
def test_wrong_input_is_one_clear_error(arguments: tuple[str, ...], message: str) -> None:
    """What is wrong, and what to do."""
    assert message in refused(*arguments)


def filled(path: Path, **states: str) -> None:
    """A template with states in the rows of some requirements; ``C7_2`` stands for 7.2."""
    book = openpyxl.load_workbook(path)
    sheet = book["Tự đánh giá"]
    rows = {str(row[2].value): row for row in sheet.iter_rows(min_row=2)}
    for code, state in states.items():
        rows[code.removeprefix("C").replace("_", ".")][4].value = state
    book.save(path)


def test_a_template_is_filled_in_and_read_back_once(tmp_path: Path) -> None:
    """What was read is not recorded again; evidence that lies beside it is hashed."""
    file = tmp_path / "t.xlsx"
    assert "44 requirements of 1 systems" in done("template", "IOC", "-o", str(file), "--lang", "en")
    filled(file, C7_2_3_4="Đáp ứng", C7_2_3_1="Chưa đáp ứng")
    assert "2 self-assessments recorded, 0 known" in done("import", str(file), "--lang", "en")
    assert "0 self-assessments recorded, 2 known" in done("import", str(file), "--lang", "en")
    again = tmp_path / "t2.xlsx"
    done("template", "IOC", "-o", str(again))
    assert "0 self-assessments recorded, 2 known" in done("import", str(again), "--lang", "en")


def test_one_wrong_row_refuses_all_of_a_workbook(tmp_path: Path) -> None:
    """A state that is none, told by its cell; a rule that is not kept, told by the requirement."""
    file = tmp_path / "t.xlsx"
    done("template", "IOC", "-o", str(file))
    filled(file, C7_2_3_4="Đáp ứng", C7_2_3_1="xong")
    assert "column “Kết quả tự đánh giá”: 'xong' is not one of" in refused("import", str(file))
    filled(file, C7_2_3_1="Không áp dụng")
    assert "IOC 7.2.3.1: it does not apply: say why" in refused("import", str(file))
    assert told("IOC") == []


def test_an_inventory_is_not_read_as_self_assessments(tmp_path: Path) -> None:
    """Nor a workbook that answers nothing."""
    (tmp_path / "x.yaml").write_text("organizations: [{code: A, name: A}]", encoding="utf-8")
    assert "read it with capdo inventory import" in refused("import", str(tmp_path / "x.yaml"))
    done("template", "IOC", "-o", str(tmp_path / "t.xlsx"))
    assert "answers for no requirement" in refused("import", str(tmp_path / "t.xlsx"))


def test_a_catalogue_of_ones_own_is_gone_by_from_its_day(tmp_path: Path) -> None:
    """Its requirements are listed and can be answered for; earlier days keep what shipped."""
    (tmp_path / "tinh.csv").write_text("Mã,Yêu cầu,Cấp độ\nA.1,Một,3\nA.2,Hai,4\n", encoding="utf-8")
    shown = done("use", str(tmp_path / "tinh.csv"), "--title", "Bộ tiêu chí", "--date", "2026-03-01")
    assert shown == "Từ 01/03/2026 dùng danh mục tinh (Bộ tiêu chí), phiên bản 2026-03-01: 2 yêu cầu\n"
    assert [
        one["code"]
        for one in json.loads(done("requirements", "--level", "3", "--format", "json"))["requirements"]
    ] == ["A.1"]
    assert "tcvn-11930" in done("requirements", "--as-of", "2026-02-28")
    done("record", "IOC", "A.1", "met")
    assert told("IOC")[0]["catalogue"] == "tinh"
    assert "already" in done(
        "use", str(tmp_path / "tinh.csv"), "--title", "Bộ tiêu chí", "--date", "2026-03-01", "--lang", "en"
    )


def test_the_source_of_the_catalogue_is_told() -> None:
    """And that a newer standard was published, as far as it is known."""
    shown = done("requirements", "--level", "2")
    assert "Thông tư 12/2022/TT-BTTTT" in shown
    assert "TCVN 14423:2026 được công bố thay thế TCVN 11930:2017 (cần đối chiếu)" in shown


def test_lists_are_told_for_spreadsheets() -> None:
    """One line a row, with its headings; what a spreadsheet would run is text."""
    done("record", "IOC", "7.2.3.4", "met", "--note", "=1+1", "--date", "2026-03-01")
    for arguments, begins, row in (
        (("history", "IOC"), "Số,Tính đến", "1,01/03/2026,7.2.3.4,Đáp ứng"),
        (("requirements", "--level", "3"), "Mã,Yêu cầu", "7.2.3.4,"),
    ):
        headings, *rows = done(*arguments, "--format", "csv").removeprefix("\ufeff").splitlines()
        assert headings.startswith(begins)
        assert any(one.startswith(row) for one in rows)
        assert not any(",=1+1" in one for one in rows)
