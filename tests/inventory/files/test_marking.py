"""The copy of a workbook with comments where it is wrong."""

from pathlib import Path

import openpyxl
import pytest

from inventory.errors import InventoryError
from inventory.files.marking import write_marked
from inventory.files.reading.inventory_file import read_file
from inventory.files.reading.result import ImportRefusedError
from tests.inventory.files.reading import workbooks
from tests.inventory.files.reading.workbooks import ORGANIZATIONS

HEADER = ("Mã hệ thống", "Tên hệ thống", "Chủ quản", "Cấp độ")


def _errors(path: Path) -> ImportRefusedError:
    with pytest.raises(ImportRefusedError) as refused:
        read_file(path)
    return refused.value


def test_wrong_cells_have_comments(tmp_path: Path) -> None:
    """In Vietnamese, below title rows too; the other cells and the file itself stay as they are."""
    rows = (("DANH MỤC",), HEADER, ("IOC", "A", "SO", "cao"), ("LGSP", None, "SOO", 3))
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Tổ chức": ORGANIZATIONS, "Hệ thống": rows})
    before = path.read_bytes()
    write_marked(path, tmp_path / "marked.xlsx", _errors(path).errors, "vi")
    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx")["Hệ thống"]
    comments = {cell.coordinate: cell.comment.text for row in sheet.rows for cell in row if cell.comment}
    assert set(comments) == {"D3", "B4", "C4"}
    assert comments["D3"].startswith("'cao' không phải cấp độ")
    assert (sheet["A3"].value, path.read_bytes()) == ("IOC", before)


def test_a_text_file_becomes_a_workbook(tmp_path: Path) -> None:
    """Its cells, none of them a formula, with the same comments."""
    path = tmp_path / "systems.csv"
    path.write_text("code,name,owner,level\nIOC,=1+1,SO,cao\n", encoding="utf-8")
    write_marked(path, tmp_path / "marked.xlsx", _errors(path).errors, "en")
    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[0]
    assert "is not a security level" in sheet["D2"].comment.text
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


def test_a_code_that_is_wrong_itself_is_told_once(tmp_path: Path) -> None:
    """The row is known by it already."""
    sheets = {
        "Tổ chức": workbooks.ORGANIZATIONS,
        "Điểm truy cập": (("Mã hệ thống", "Tên miền"), ("A", "a.brvt.test"), ("B", "b.brvt.test")),
    }
    path = workbooks.workbook(tmp_path / "x.xlsx", sheets)
    assert "– dòng 2 (A); 3 (B)" in _errors(path).told("vi")


def test_what_has_no_cells_has_no_copy(tmp_path: Path) -> None:
    """One clear line."""
    path = tmp_path / "x.yaml"
    path.write_text("systems: 3", encoding="utf-8")
    with pytest.raises(InventoryError, match=r"no copy|không ghi được"):
        write_marked(tmp_path / "absent.xlsx", tmp_path / "m.xlsx", (), "vi")


def test_errors_are_told_by_kind(tmp_path: Path) -> None:
    """A line for each kind in a column, with its rows and values."""
    rows = (HEADER, ("A", "A", "SO", "cao"), ("B", "B", "SO", "thấp"), ("C", "", "SO", 9))
    path = workbooks.systems(tmp_path / "x.xlsx", *rows)
    told = _errors(path).told("vi").splitlines()
    assert told[0].endswith("4 chỗ cần sửa, chưa lưu gì")
    cells = "dòng 2 (A: 'cao'); 3 (B: 'thấp'); 4 (C: '9')"
    assert f"  3 dòng: Hệ thống, cột “Cấp độ”: … không phải cấp độ: ghi từ 1 đến 5 – {cells}" in told
    assert "errors, nothing was imported" in _errors(path).told("en")
