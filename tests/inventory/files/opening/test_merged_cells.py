"""Merged cells hold for every row of theirs, or are told."""

from pathlib import Path

import openpyxl
import pytest

from tests.inventory.files.reading.workbooks import errors, read, systems

HEADER = ("Mã hệ thống", "Tên hệ thống", "Chủ quản", "Đơn vị vận hành", "Tên miền")
ROWS = [(f"HT-{number}", f"Hệ thống {number}", "SO", None, f"ht{number}.brvt.test") for number in range(5)]
BEYOND_THE_ROWS = ("D6:D200000",)


def merged(tmp_path: Path, *ranges: str, **cells: str) -> Path:
    """Five systems in rows 2 to 6 with these cells set, and then these ranges merged."""
    path = systems(tmp_path / "x.xlsx", HEADER, *ROWS)
    workbook = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        workbook["Hệ thống"][cell] = value
    for cells_together in ranges:
        if cells_together in BEYOND_THE_ROWS:
            workbook["Hệ thống"].merged_cells.add(cells_together)  # no cell is written for its rows
        else:
            workbook["Hệ thống"].merge_cells(cells_together)
    workbook.save(path)
    return path


@pytest.mark.parametrize(
    ("ranges", "operators"),
    [
        (("D2:D6",), ["SO"] * 5),
        (("D3:D4",), [None, "SO", "SO", None, None]),
        (("D2:D3", "D5:D6"), ["SO", "SO", None, "SO", "SO"]),
        (("D6:D20000",), [None, None, None, None, "SO"]),
        (("D6:D200000",), [None, None, None, None, "SO"]),
    ],
)
def test_a_value_is_filled_down(tmp_path: Path, ranges: tuple[str, ...], operators: list[str | None]) -> None:
    """Every row of a range has what its first cell shows; rows without data do not matter."""
    path = merged(tmp_path, *ranges, **{one.partition(":")[0]: "SO" for one in ranges})
    assert [system.operator for system in read(path).inventory.systems] == operators


def test_a_required_column_is_filled_down(tmp_path: Path) -> None:
    """The owner of several systems, merged as officers do."""
    assert {system.owner for system in read(merged(tmp_path, "C2:C6")).inventory.systems} == {"SO"}


def test_an_empty_range_says_nothing(tmp_path: Path) -> None:
    """Formatting alone."""
    assert {system.operator for system in read(merged(tmp_path, "D2:D6")).inventory.systems} == {None}


@pytest.mark.parametrize("ranges", [("C3:D3",), ("B2:C4",)])
def test_cells_merged_across_columns_are_told(tmp_path: Path, ranges: tuple[str, ...]) -> None:
    """They may mean one value or several: each row is named."""
    told = [str(error) for error in errors(merged(tmp_path, *ranges))]
    assert all("merged with cells of other columns" in error for error in told)


def test_codes_that_are_merged_are_told(tmp_path: Path) -> None:
    """One code for two rows."""
    assert "the code is also in row 2" in str(errors(merged(tmp_path, "A2:A3"))[0])
