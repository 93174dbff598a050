"""Where the header stands and what it means."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.reading import is_mau_08
from inventory.files.mau08.sheets.grid import grids_in
from inventory.files.mau08.sheets.header import FormHeader, find_header
from inventory.files.mau08.sheets.headings import meaning
from inventory.files.opening.sheets import open_sheets
from inventory.files.reading.result import ImportRefusedError
from inventory.files.template import write_template
from tests.inventory.files.mau08.forms import SYSTEM, TITLES, Rows, form, read, sheet


def header(path: Path) -> FormHeader:
    """The header of the one sheet."""
    (grid,) = grids_in(open_sheets(path))
    found = find_header(grid)
    assert found is not None
    return found


@pytest.mark.parametrize(("field", "heading"), HEADINGS.items())
@pytest.mark.parametrize("form_of_unicode", ["NFC", "NFD"])
def test_the_official_headings(field: Field, heading: str, form_of_unicode: Literal["NFC", "NFD"]) -> None:
    """Composed and decomposed, in capitals, and in full."""
    text = unicodedata.normalize(form_of_unicode, heading)
    spelled = text.upper().replace("HTTT", "hệ thống thông tin").replace("ANM", "an ninh mạng")
    assert (meaning(text), meaning(text.upper()), meaning(spelled)) == (field, field, field)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tên hệ thống thông tin (ghi đầy đủ)", Field.NAME),
        ("Cơ quan chủ quản", Field.OWNER),
        ("Quy chế bảo đảm ATTT", Field.REGULATION),
        ("Đã triển khai đầy đủ phương án bảo đảm an toàn thông tin", Field.PLAN),
        ("Dự kiến thời gian phê duyệt hồ sơ đề xuất cấp độ", Field.APPROVAL_EXPECTED),
        ("Thời gian dự kiến triển khai đầy đủ PA bảo đảm ATTT", Field.PLAN_EXPECTED),
        ("Số, ngày QĐ phê duyệt", Field.DECISION),
        ("Ngày phê duyệt", Field.DECISION_DATE),
        ("Ngày đưa vào vận hành", Field.OPERATION),
        ("Địa chỉ truy cập (URL)", Field.URLS),
        ("Ghi chú", None),
        ("Danh sách hệ thống thông tin", None),
    ],
)
def test_look_alikes(heading: str, field: Field | None) -> None:
    """Headings of agencies' own lists, and of what is no column of the form."""
    assert meaning(heading) is field


def test_below_title_rows(tmp_path: Path) -> None:
    """The header is found wherever it stands."""
    found = header(form(tmp_path / "f.xlsx"))
    assert (found.first, found.last) == (len(TITLES) + 1, len(TITLES) + 1)
    assert [column.field for column in found.columns] == list(HEADINGS)


def test_two_rows_with_merged_cells(tmp_path: Path) -> None:
    """Cells merged downwards, and a heading over one column for each value."""
    top = [
        "STT",
        "Tên HTTT",
        "Chủ quản HTTT",
        "Cấp độ đề xuất",
        "Tình trạng phê duyệt cấp độ",
        None,
        "Ghi chú",
    ]
    sub = [None, None, None, None, "Đã thẩm định", "Đã được phê duyệt", None]
    system = [1, "Kho dữ liệu", "UBND tỉnh", 3, "x", None, None]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2"]
    found = header(sheet(tmp_path / "f.xlsx", [top, sub, system], merged))
    assert (found.first, found.last) == (1, 2)
    options = [(column.field, column.option) for column in found.columns[4:]]
    assert options == [(Field.STATUS, "Đã thẩm định"), (Field.STATUS, "Đã được phê duyệt"), (None, None)]


def test_a_group_heading_above(tmp_path: Path) -> None:
    """A title that spans columns is not one of them."""
    top = ["Thông tin chung", None, None, "Phê duyệt", None]
    sub = ["Tên HTTT", "Chủ quản", "Cấp độ", "Tình trạng phê duyệt", "Số QĐ"]
    found = header(sheet(tmp_path / "f.xlsx", [top, sub, ["A", "B", 3, None, None]], ["A1:C1", "D1:E1"]))
    assert found.fields == {Field.NAME, Field.OWNER, Field.LEVEL, Field.STATUS, Field.DECISION}


def test_a_row_of_data_is_no_second_header_row(tmp_path: Path) -> None:
    """Values of the form below its headings belong to a system."""
    assert header(form(tmp_path / "f.xlsx", status="Đã được phê duyệt")).last == len(TITLES) + 1


def test_columns_that_mean_the_same_are_refused(tmp_path: Path) -> None:
    """Nobody knows which of two levels is right."""
    rows: Rows = [["Tên HTTT", "Chủ quản", "Cấp độ đề xuất", "Cấp độ", "Tình trạng"], ["A", "B", 2, 3, "-"]]
    with pytest.raises(ImportRefusedError, match=r"C1 and D1.*keep one"):
        read(sheet(tmp_path / "f.xlsx", rows))


def test_the_form_is_told_from_an_inventory(tmp_path: Path) -> None:
    """The template of inventories is none, nor is a list of systems, nor a broken file."""
    write_template(tmp_path / "template.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    plain = sheet(
        tmp_path / "plain.xlsx", [["Tên HTTT", "Chủ quản", "Đơn vị vận hành", "Cấp độ"], ["A", "B", "C", 3]]
    )
    assert is_mau_08(form(tmp_path / "f.xlsx"))
    assert not any(map(is_mau_08, (tmp_path / "template.xlsx", tmp_path / "broken.xlsx", plain, tmp_path)))


def test_without_a_header(tmp_path: Path) -> None:
    """The message names what a header needs."""
    with pytest.raises(ImportRefusedError, match="has no header of Mẫu 08"):
        read(sheet(tmp_path / "f.xlsx", [["Tên", "Số"], ["A", 1]]))


@given(st.text(max_size=80))
def test_any_heading_is_read(text: str) -> None:
    """Whatever is typed: a field or none, never an error."""
    assert meaning(text) in {*Field, None}


def test_a_known_form_is_stored_whole(tmp_path: Path) -> None:
    """The plain case: one system, found by its name, its level updated."""
    result = read(form(tmp_path / "f.xlsx"))
    (system,) = result.file.inventory.systems
    assert (system.code, system.proposed_level, result.unsure, result.new) == ("QLVB", 3, (), frozenset())
    assert SYSTEM[Field.NAME] == system.name
