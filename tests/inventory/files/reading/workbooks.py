"""Small workbooks and the errors they give, for tests of the import."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from inventory.files.reading.inventory_file import read_inventory
from inventory.files.reading.result import CellError, ImportedFile, ImportRefusedError
from inventory.model import Inventory

TODAY = date(2026, 11, 21)
Rows = Sequence[Sequence[object]]
ORGANIZATIONS: Rows = (("Mã tổ chức", "Tên tổ chức"), ("SO", "Sở Tài chính"))
SYSTEMS: Rows = (("Mã hệ thống", "Tên hệ thống", "Chủ quản"), ("IOC", "Trung tâm điều hành", "SO"))


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook as a person would make it."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        worksheet = made.create_sheet(title)
        for row in rows:
            worksheet.append(list(row))
    made.save(path)
    return path


def systems(path: Path, *rows: Sequence[object]) -> Path:
    """A workbook with one organization, SO, and these rows of systems, the header first."""
    return workbook(path, {"Tổ chức": ORGANIZATIONS, "Hệ thống": rows})


def read(path: Path, known: Inventory | None = None) -> ImportedFile:
    """Read a file on a fixed day."""
    return read_inventory(path, today=TODAY, known=known)


def errors(path: Path, known: Inventory | None = None) -> tuple[CellError, ...]:
    """All that is wrong with a file."""
    with pytest.raises(ImportRefusedError) as refused:
        read(path, known)
    return refused.value.errors


def only_error(path: Path) -> str:
    """The one thing that is wrong with a file, as a person reads it."""
    (error,) = errors(path)
    return str(error)


def with_member(source: Path, target: Path, name: str, content: bytes) -> Path:
    """A copy of an XLSX file in which one member is replaced or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return target
