"""Whom to write to: read from every form of file as any other column, kept where a file is silent."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.files.comparing.changes import ClearingRefusedError
from inventory.files.importing import import_into
from inventory.files.reading.inventory_file import read_inventory
from inventory.model import Organization
from tests.inventory.files.reading.workbooks import errors, workbook

HEADER = ("Mã tổ chức", "Tên tổ chức", "Đầu mối liên hệ", "Email liên hệ", "Điện thoại", "Ghi chú")
ROW = ("SO", "Sở", "Nguyễn Văn A", "antt@so.gov.vn", "0254 385 1234", "Dòng 1\nDòng 2")


def imported(engine: Engine, path: Path, *rows: tuple[object, ...]) -> Organization:
    """The organization after one more file."""
    workbook(path, {"Tổ chức": rows})
    import_into(engine, lambda known: read_inventory(path, known=known))
    return InventoryStore(engine).load().organizations[0]


def test_a_missing_column_keeps_and_a_blank_cell_is_asked_about(database: Engine, tmp_path: Path) -> None:
    """As of every other column."""
    path = tmp_path / "x.xlsx"
    body = imported(database, path, HEADER, ROW)
    told = (body.contact_name, body.contact_email, body.contact_phone, body.notes)
    assert told == ROW[2:]
    assert imported(database, path, HEADER[:2], ROW[:2]) == body
    with pytest.raises(ClearingRefusedError, match=r"Thư điện tử đầu mối .Contact e-mail., stored: antt@so"):
        imported(database, path, HEADER[:4], (*ROW[:3], None))


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        (3, "a@so.gov.vn; b@so.gov.vn", "is not an e-mail address: write one"),
        (3, "Nguyễn Văn A", "is not an e-mail address"),
        (4, 2543851234, "is a number, without a leading zero: write it as text"),
        (2, "a" * 301, "is longer than 300 characters"),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(tmp_path: Path, column: int, cell: object, why: str) -> None:
    """One line that says what to write."""
    row = tuple(cell if place == column else value for place, value in enumerate(ROW))
    (told,) = map(str, errors(workbook(tmp_path / "x.xlsx", {"Tổ chức": (HEADER, row)})))
    assert why in told
    assert told.startswith(f"Tổ chức, row 2, column “{HEADER[column]}”")
