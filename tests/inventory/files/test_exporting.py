"""An export gives back what was imported, in every format, and never holds a formula."""

import csv
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from inventory.errors import InventoryError
from inventory.files.exporting import write_inventory, write_xlsx
from inventory.files.layout.sheets import SHEETS
from inventory.files.opening.workbook import unescaped
from inventory.files.reading.inventory_file import read_inventory
from inventory.files.reading.result import ImportedFile
from inventory.files.template import write_template
from inventory.model import Inventory, Organization
from tests.inventory.importable import TODAY, imported_files

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FORMULA = Inventory(organizations=(Organization(code="A", name='=HYPERLINK("http://x.test")'),))


@pytest.mark.parametrize("name", ["x.xlsx", "x.yaml", "x.yml", "x.json", "x"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(file=imported_files())
def test_reading_gives_what_was_written(name: str, file: ImportedFile) -> None:
    """Every field of every model survives every format."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_inventory(file.inventory, file.events, path)
        assert read_inventory(path, today=TODAY) == file


def test_a_workbook_holds_text_where_a_formula_would_be(tmp_path: Path) -> None:
    """The cell is a string, marked so that editing keeps it one, and its text is unchanged."""
    write_inventory(FORMULA, (), tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["Tổ chức"]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", FORMULA.organizations[0].name, True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(file=imported_files())
def test_no_cell_of_a_csv_file_begins_as_a_formula_does(file: ImportedFile) -> None:
    """OWASP's list of first characters."""
    with TemporaryDirectory() as folder:
        write_inventory(file.inventory, file.events, Path(folder))
        for path in Path(folder).glob("*.csv"):
            with path.open(encoding="utf-8-sig", newline="") as lines:
                cells = [cell for row in csv.reader(lines) for cell in row]
            assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def test_a_csv_file_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    """Without a BOM Excel takes UTF-8 for the local code page."""
    write_inventory(FORMULA, (), tmp_path)
    assert (tmp_path / "systems.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    """The message lists what can be written; nothing is."""
    with pytest.raises(InventoryError, match=r"\.xlsx, \.yaml or \.json"):
        write_inventory(FORMULA, (), tmp_path / "x.docx")
    assert not list(tmp_path.iterdir())


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    """Cutting it off would lose data without a word."""
    inventory = Inventory(organizations=(Organization(code="A", name="A", web_page="x" * 40_000),))
    with pytest.raises(InventoryError, match="export to YAML or JSON"):
        write_inventory(inventory, (), tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_failed_export_keeps_the_old_file(tmp_path: Path) -> None:
    """The new file takes the old one's place only when it is whole."""
    path = tmp_path / "x.xlsx"
    path.mkdir()
    (path / "kept").write_text("kept")
    with pytest.raises(InventoryError, match="can't be written"):
        write_inventory(FORMULA, (), path)
    assert [entry.name for entry in tmp_path.rglob("*")] == ["x.xlsx", "kept"]


def test_an_exported_workbook_has_the_templates_drop_downs(tmp_path: Path) -> None:
    """It is edited and read again; the lists are no data."""
    write_inventory(FORMULA, (), tmp_path / "x.xlsx")
    write_template(tmp_path / "template.xlsx")
    exported, template = (openpyxl.load_workbook(tmp_path / name) for name in ("x.xlsx", "template.xlsx"))
    for sheet in SHEETS:
        offered, expected = (
            [str(one.sqref).split(":")[0] for one in book[sheet.vi].data_validations.dataValidation]
            for book in (exported, template)
        )
        assert offered == expected
    assert read_inventory(tmp_path / "x.xlsx", today=TODAY).inventory == FORMULA


def test_what_xml_reserves_is_text_in_a_workbook(tmp_path: Path) -> None:
    """Markup, blanks at the ends, what looks like an escape, and what XML can't hold."""
    for name in ("<a> & </sheetData>", "_x0041_", "a\x0bb", "dòng 1\ndòng 2"):
        inventory = Inventory(organizations=(Organization(code="A", name=name),))
        write_xlsx(inventory, (), tmp_path / "x.xlsx")
        with closing(openpyxl.load_workbook(tmp_path / "x.xlsx", read_only=True)) as workbook:
            assert unescaped(str(workbook["Tổ chức"]["B2"].value)) == name
