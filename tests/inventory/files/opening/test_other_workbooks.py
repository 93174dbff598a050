"""XLS and ODS: read in a process of its own, and no file ends more than that."""

from datetime import date, time
from pathlib import Path

import pytest
import xlwt

from inventory.files.opening.sheets import open_sheets
from inventory.files.reading.raw import Merged
from inventory.files.reading.result import UnreadableError
from tests.inventory.files.opening.workbook_files import ods
from tests.inventory.files.reading import workbooks

HEADER = ("Mã tổ chức", "Tên tổ chức", "Có hiệu lực từ")
ROW = ("SO", "Sở Nội vụ", date(2025, 7, 1))
BOMB = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
    'table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/></table:table-row>'
)


def xls(path: Path, *rows: tuple[object, ...], merged: bool = False) -> Path:
    """A sheet of the old format."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell, day if isinstance(cell, date) else xlwt.Style.default_style)
    if merged:
        sheet.write_merge(len(rows), len(rows) + 1, 0, 0, "gộp")
    made.save(str(path))
    return path


def test_an_inventory_is_read_from_every_format(tmp_path: Path) -> None:
    """The same cells give the same organizations."""
    files = [
        xls(tmp_path / "a.xls", HEADER, ROW),
        ods(tmp_path / "a.ods", (HEADER, ROW)),
        workbooks.workbook(tmp_path / "a.xlsx", {"Sheet1": (HEADER, ROW)}),
    ]
    read = [workbooks.read(file).inventory.organizations for file in files]
    assert read[0] == read[1] == read[2]
    assert read[0][0].valid_from == date(2025, 7, 1)


def test_cells_keep_their_kinds(tmp_path: Path) -> None:
    """Days, times, numbers and texts; a row keeps its number below blank ones."""
    path = ods(tmp_path / "a.ods", (("a", 3, None), (None,), (time(22, 0), date(2025, 7, 1), "b")))
    (sheet,) = open_sheets(path)
    assert [row.number for row in sheet.rows] == [1, 3]
    assert sheet.rows[0].cells == ("a", 3.0, None)
    assert sheet.rows[1].cells == (time(22, 0), date(2025, 7, 1), "b")


def test_merged_cells_of_the_old_format_are_known(tmp_path: Path) -> None:
    """As of XLSX."""
    (sheet,) = open_sheets(xls(tmp_path / "a.xls", HEADER, merged=True))
    assert sheet.merged == (Merged(1, 2, 1, 3),)


def test_what_is_saved_as_xls_is_read_by_its_content(tmp_path: Path) -> None:
    """Programs give that name to text and to XLSX as often."""
    text = tmp_path / "text.xls"
    text.write_text("\t".join(map(str, HEADER[:2])) + "\nSO\tSở\n", encoding="utf-8")
    workbook = workbooks.workbook(tmp_path / "b.xlsx", {"Sheet1": (HEADER, ROW)}).rename(tmp_path / "b.xls")
    assert [len(workbooks.read(path).inventory.organizations) for path in (text, workbook)] == [1, 1]
    text.write_text("<html><table></table></html>", encoding="utf-8")
    assert "is a web page under a workbook's name" in workbooks.only_error(text)


@pytest.mark.parametrize(("rows", "columns"), [(90_000, 1_000), (1_000_000, 1_000), (2_000_000_000, 1)])
def test_a_bomb_is_refused(tmp_path: Path, rows: int, columns: int) -> None:
    """A few bytes that stand for more cells than there is memory."""
    path = ods(tmp_path / "a.ods", (HEADER, ROW), BOMB.format(rows=rows, columns=columns))
    with pytest.raises(UnreadableError):
        open_sheets(path)


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_truncated_file_is_refused(tmp_path: Path, kind: str, part: float) -> None:
    """Wherever it breaks off; nothing but one clear line."""
    whole = xls(tmp_path / "w.xls", HEADER, ROW) if kind == "xls" else ods(tmp_path / "w.ods", (HEADER, ROW))
    content = whole.read_bytes()
    path = tmp_path / f"x.{kind}"
    path.write_bytes(content[: int(len(content) * part)])
    assert "in Excel" in workbooks.only_error(path)
