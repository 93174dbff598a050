"""The template is explained, offers lists, and its own example rows import cleanly."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from inventory.files.exporting import write_json
from inventory.files.layout.sheets import SHEETS
from inventory.files.reading.inventory_file import read_file, read_inventory
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.result import ImportedFile
from inventory.files.template import EXAMPLE, EXAMPLE_EVENTS, write_template
from inventory.model import Inventory


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    """The template as a spreadsheet program sees it."""
    write_template(tmp_path / "template.xlsx")
    return openpyxl.load_workbook(tmp_path / "template.xlsx")


def test_the_examples_are_never_read(tmp_path: Path) -> None:
    """They are left out and counted; beside them, real rows are read, their endpoints and events too."""
    path = tmp_path / "template.xlsx"
    write_template(path)
    assert read_file(path) == ReadFile(ImportedFile(Inventory()), examples=6)
    workbook = openpyxl.load_workbook(path)
    workbook["Tổ chức"].append(["SO", "Sở Ví dụ"])
    workbook["Hệ thống"].append(["HT", "Hệ thống", "SO"])
    workbook["Điểm truy cập"].append(["HT", "ht.brvt.test"])
    workbook["Sự kiện"].append(["HT", "drafting", "01/02/2023", *[None] * 8, "Ví dụ về ghi chú"])
    workbook.save(path)
    inventory, events, *_ = read_inventory(path)
    (system,) = inventory.systems
    assert ([endpoint.host for endpoint in system.endpoints], len(events)) == (["ht.brvt.test"], 1)


def test_the_examples_are_right(tmp_path: Path) -> None:
    """What the template shows would be imported, if it were no example."""
    write_json(EXAMPLE, EXAMPLE_EVENTS, tmp_path / "examples.json")
    inventory, events, *_ = read_inventory(tmp_path / "examples.json")
    assert {item.code for item in inventory.organizations} == {item.code for item in EXAMPLE.organizations}
    assert (inventory.systems, events) == (EXAMPLE.systems, EXAMPLE_EVENTS)


def test_the_instructions_come_first(workbook: Workbook) -> None:
    """In Vietnamese, then in English."""
    guide = workbook.worksheets[0]
    texts = [str(cell.value) for (cell,) in guide.iter_rows() if cell.value]
    assert guide.title == "Hướng dẫn"
    assert texts[0].startswith("Danh mục hệ thống thông tin")
    assert "Inventory of information systems – how to fill it in" in texts


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.part)
def test_every_column_is_explained(workbook: Workbook, sheet: object) -> None:
    """The Vietnamese name in the cell, the English one and the rule in its note; the header stays in view."""
    (found,) = [one for one in SHEETS if one is sheet]
    worksheet = workbook[found.vi]
    for cell, column in zip(worksheet[1], found.columns, strict=True):
        assert cell.value == column.vi
        assert cell.comment is not None
        assert column.en in cell.comment.text
        assert column.help_vi in cell.comment.text
    assert worksheet.freeze_panes == "B2"


@pytest.mark.parametrize(
    ("sheet", "cells", "source"),
    [
        ("Tổ chức", "C2:C2000", "'Danh mục'!$A$1:$A$7"),
        ("Hệ thống", "C2:C2000", "'Tổ chức'!$A$2:$A$2000"),
        ("Hệ thống", "F2:F2000", '"1,2,3,4,5"'),
        ("Hệ thống", "I2:I2000", "'Danh mục'!$D$1:$D$2"),
        ("Điểm truy cập", "A2:A2000", "'Hệ thống'!$A$2:$A$2000"),
        ("Điểm truy cập", "E2:E2000", "'Danh mục'!$B$1:$B$4"),
        ("Sự kiện", "B2:B2000", "'Danh mục'!$C$1:$C$15"),
    ],
)
def test_closed_lists_are_drop_downs(workbook: Workbook, sheet: str, cells: str, source: str) -> None:
    """Kinds, owners, levels, yes and no, systems, roles and events."""
    validations = workbook[sheet].data_validations.dataValidation
    assert (cells, source) in [(str(found.sqref), found.formula1) for found in validations]


def test_blank_cells_keep_text_text_and_dates_dates(workbook: Workbook) -> None:
    """Excel would make a date of the code 3-4 and a number of 01."""
    systems = workbook["Hệ thống"]
    assert systems.column_dimensions["A"].number_format == "@"
    assert systems.column_dimensions["G"].number_format == "dd/mm/yyyy"


def test_the_examples_are_marked(workbook: Workbook) -> None:
    """By their names and by their colour."""
    cell = workbook["Hệ thống"]["B2"]
    assert str(cell.value).startswith("VÍ DỤ")
    assert cell.fill.fgColor.rgb == "00FFF2CC"
