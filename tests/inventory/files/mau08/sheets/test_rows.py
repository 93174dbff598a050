"""Which rows are systems."""

from pathlib import Path

import pytest

from inventory.files.mau08.form import HEADINGS
from inventory.files.reading.row_kinds import RowKind
from inventory.model import Inventory
from tests.inventory.files.mau08.forms import TITLES, Rows, read, sheet

HEAD = list(HEADINGS.values())
FIRST = [1, "Kho dữ liệu", "UBND tỉnh", "Sở Tài chính", 3]
LAST = [2, "Thư viện điện tử", "UBND tỉnh", "Sở Tài chính", 2]


def rows_left_out(
    path: Path, *between: list[object], merged: tuple[str, ...] = ()
) -> list[tuple[int, RowKind]]:
    """The rows that are no system, when these stand between two systems."""
    read_form = read(sheet(path, [HEAD, FIRST, *between, LAST], merged), Inventory())
    assert len(read_form.file.inventory.systems) == 2
    assert read_form.unsure == ()
    return [(one.row, one.kind) for one in read_form.left_out]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["I", "Khối sở, ngành"], RowKind.SECTION),
        (["II. Khối huyện"], RowKind.SECTION),
        ([None, "Các đơn vị sự nghiệp"], RowKind.SECTION),
        (["A", "Cấp tỉnh"], RowKind.SECTION),
        (["Tổng cộng", None, None, None, "=COUNTA(B2:B9)"], RowKind.TOTAL),
        ([None, "Cộng (I)", None, None, 12], RowKind.TOTAL),
        ([f"({number})" for number in range(1, 13)], RowKind.HEADER),
        (list(range(1, 13)), RowKind.HEADER),
        (HEAD, RowKind.HEADER),
        ([7], RowKind.SPARE),
    ],
)
def test_rows_that_are_no_system(tmp_path: Path, row: list[object], kind: RowKind) -> None:
    """Sections, subtotals, column numbers, the header again, numbers prepared for more."""
    assert rows_left_out(tmp_path / "f.xlsx", row) == [(3, kind)]


def test_a_section_merged_over_the_table(tmp_path: Path) -> None:
    """Its text counts once."""
    assert rows_left_out(tmp_path / "f.xlsx", ["I. Khối sở"], merged=("A3:L3",)) == [(3, RowKind.SECTION)]


def test_blank_rows_and_rows_of_blanks(tmp_path: Path) -> None:
    """Trailing blanks in cells and rows say nothing."""
    assert rows_left_out(tmp_path / "f.xlsx", [], [" ", "\t", "  "]) == []


def test_what_stands_below_the_table(tmp_path: Path) -> None:
    """Place and day, signatures, recipients."""
    below = [
        [],
        [None] * 8 + ["…, ngày 14 tháng 12 năm 2025"],
        [None, "NGƯỜI LẬP BIỂU", *[None] * 6, "GIÁM ĐỐC"],
    ]
    read_form = read(sheet(tmp_path / "f.xlsx", [*TITLES, HEAD, FIRST, *below]), Inventory())
    assert [one.kind for one in read_form.left_out] == [RowKind.BELOW, RowKind.BELOW]
    assert (len(read_form.file.inventory.systems), read_form.unsure) == (1, ())


def test_a_name_that_begins_like_a_total(tmp_path: Path) -> None:
    """“Tổng đài” and “Cộng đồng” are systems, numbered or not."""
    rows: Rows = [HEAD[1:], ["Tổng đài CALLBOT", *FIRST[2:]], ["Cộng đồng số", *FIRST[2:]]]
    assert len(read(sheet(tmp_path / "f.xlsx", rows), Inventory()).file.inventory.systems) == 2


def test_an_owner_merged_over_several_systems(tmp_path: Path) -> None:
    """It is each one's owner."""
    second = [2, "Thư viện điện tử", None, None, 2]
    read_form = read(sheet(tmp_path / "f.xlsx", [HEAD, FIRST, second], ("C2:C3", "D2:D3")), Inventory())
    assert {(one.owner, one.operator) for one in read_form.file.inventory.systems} == {("UBND-T", "STC")}


def test_a_system_on_several_rows(tmp_path: Path) -> None:
    """A name merged downwards is one system, with the addresses of all its rows."""
    head = [*HEAD, "Địa chỉ truy cập"]
    rows: Rows = [head, [*FIRST, *[None] * 7, "https://a.brvt.test"], [*[None] * 12, "https://b.brvt.test"]]
    merged = tuple(f"{letter}2:{letter}3" for letter in "ABCDE")
    (system,) = read(sheet(tmp_path / "f.xlsx", rows, merged), Inventory()).file.inventory.systems
    assert [endpoint.host for endpoint in system.endpoints] == ["a.brvt.test", "b.brvt.test"]


def test_a_formula_that_counts_rows_is_a_number(tmp_path: Path) -> None:
    """=A2+1 is never run, and needs not be."""
    read_form = read(sheet(tmp_path / "f.xlsx", [HEAD, FIRST, ["=A2+1", *LAST[1:]]]), Inventory())
    assert (len(read_form.file.inventory.systems), read_form.unsure) == (2, ())


def test_a_formula_elsewhere_is_in_doubt(tmp_path: Path) -> None:
    """Its result is not in the file for sure."""
    read_form = read(sheet(tmp_path / "f.xlsx", [HEAD, [1, "=UPPER(C1)", *FIRST[2:]]]), Inventory())
    assert "formula" in str(read_form.unsure[0])
    assert read_form.file.inventory.systems == ()
