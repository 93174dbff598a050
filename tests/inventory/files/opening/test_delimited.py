"""CSV: comma, semicolon or tab, with or without BOM, recognised by name or columns."""

from pathlib import Path

import pytest

from inventory.model import Inventory, Organization
from tests.inventory.files.reading import workbooks

KNOWN = Inventory(organizations=(Organization(code="SO", name="Sở"),))
SYSTEMS = "Mã hệ thống,Tên hệ thống,Chủ quản,Cấp độ\nIOC,Trung tâm điều hành,SO,3\n"


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_dialect_gives_the_same(tmp_path: Path, encoding: str, separator: str, line_end: str) -> None:
    """As Excel writes it here, as Excel writes it there, and as other programs do."""
    text = SYSTEMS.replace(",", separator).replace("\n", line_end)
    (system,) = workbooks.read(_write(tmp_path / "x.csv", text, encoding), KNOWN).inventory.systems
    assert (system.code, system.name, system.proposed_level) == ("IOC", "Trung tâm điều hành", 3)


def test_lists_may_hold_the_other_separator(tmp_path: Path) -> None:
    """The header decides which one separates cells."""
    text = 'system,host,allowed_ports\nIOC,a.test,80; 443\nIOC,b.test,"80,443"\n'
    inventory = workbooks.read(_write(tmp_path / "systems-1.csv", SYSTEMS), KNOWN).inventory
    found = workbooks.read(_write(tmp_path / "x.csv", text), inventory).inventory.systems[0].endpoints
    assert [endpoint.allowed_ports for endpoint in found] == [(80, 443), (80, 443)]


def test_systems_may_name_one_endpoint(tmp_path: Path) -> None:
    """One row, one system, one host: what most people have."""
    text = "code,name,owner,host,https port\nIOC,A,SO,Cổng.Test.,8443\nLGSP,B,SO,,\n"
    first, second = workbooks.read(_write(tmp_path / "x.csv", text), KNOWN).inventory.systems
    assert (first.endpoints[0].host, first.endpoints[0].https_port) == ("xn--cng-qmz.test", 8443)
    assert second.endpoints == ()


def test_the_files_name_decides_before_its_columns(tmp_path: Path) -> None:
    """As an export names them."""
    path = _write(tmp_path / "organizations.csv", "code,name\nSO,Sở\n")
    assert len(workbooks.read(path).inventory.organizations) == 1


def test_an_apostrophe_guards_text_from_being_a_formula(tmp_path: Path) -> None:
    """It is taken off; other apostrophes stay."""
    path = _write(tmp_path / "organizations.csv", "code,name\nA,'=1+1\nB,''tis\nC,''=x\n")
    names = [item.name for item in workbooks.read(path).inventory.organizations]
    assert names == ["=1+1", "''tis", "'=x"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("code,name\n", "its kind can't be told"),
        ("code,name\nA,B\n", "its kind can't be told"),
        ("foo,bar\n1,2\n", "its kind can't be told"),
        ("code,name,owner\n", "has no rows"),
        ('code,name,owner\nA,"B,SO\n', "is not a CSV file that can be read"),
        ("code,name,owner\nA,=1+1,SO\n", "row 2, column “name”: holds a formula"),
        ("code,name,owner\nA,B,SO,80\n", "row 2: has more cells than there are columns"),
        ("code,name,owner\n\nA,B\x00,SO\n", "control character U+0000"),
    ],
)
def test_a_wrong_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    """What, where and what to do."""
    path = _write(tmp_path / "x.csv", text)
    (error,) = workbooks.errors(path, KNOWN)
    assert message in str(error)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_excel_calls_unicode_text_is_read(tmp_path: Path, encoding: str) -> None:
    """UTF-16 with tabs, with its mark or without."""
    path = _write(tmp_path / "x.txt", SYSTEMS.replace(",", "\t"), encoding)
    assert [one.name for one in workbooks.read(path, KNOWN).inventory.systems] == ["Trung tâm điều hành"]


def test_a_row_of_several_lines_counts_once(tmp_path: Path) -> None:
    """Row numbers are those that a spreadsheet shows."""
    text = 'code,name,owner\nA,"one\ntwo",SO\nB,C,NO\n'
    (error,) = workbooks.errors(_write(tmp_path / "x.csv", text), KNOWN)
    assert (error.sheet, error.row, error.column) == ("x.csv", 3, "owner")


def test_a_folder_is_read_as_one_inventory(tmp_path: Path) -> None:
    """Files refer to each other; an error names its file."""
    _write(tmp_path / "organizations.csv", "code,name\nSO,Sở\n")
    _write(tmp_path / "systems.csv", SYSTEMS)
    _write(tmp_path / "endpoints.csv", "system,host\nIOC,a.test\nIOX,b.test\n")
    (error,) = workbooks.errors(tmp_path)
    assert (error.sheet, error.row) == ("endpoints.csv", 3)
    assert "did you mean 'IOC'?" in error.message


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    """Perhaps the wrong folder."""
    assert "is a folder without CSV files" in workbooks.only_error(tmp_path)
