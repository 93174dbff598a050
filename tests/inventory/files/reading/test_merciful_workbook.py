"""The template as officers fill it in: every row is stored, or told by its place."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.inventory_file import read_file
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.result import ImportRefusedError
from inventory.files.reading.row_kinds import RowKind
from inventory.model import Inventory, Organization, System
from tests.inventory.files.reading import workbooks
from tests.inventory.files.reading.workbooks import ORGANIZATIONS, SYSTEMS, Rows

TITLES = (("UBND TỈNH MINH HẢI",), ("DANH MỤC HỆ THỐNG THÔNG TIN (đến 30/9/2026)",), ())
COLUMNS = ("Mã hệ thống", "Tên hệ thống", "Chủ quản")
SO = Inventory(organizations=(Organization(code="SO", name="Sở Nội vụ"),))


def _read(tmp_path: Path, sheets: Mapping[str, Rows], **answers: object) -> ReadFile:
    path = workbooks.workbook(tmp_path / "x.xlsx", sheets)
    return read_file(path, today=workbooks.TODAY, answers=FileAnswers(**answers))  # type: ignore[arg-type]


def _systems(tmp_path: Path, *rows: Sequence[object], **answers: object) -> ReadFile:
    return _read(tmp_path, {"Tổ chức": ORGANIZATIONS, "Hệ thống": rows}, **answers)


def _kinds(read: ReadFile) -> list[tuple[int, RowKind]]:
    return [(row.row, row.kind) for row in read.left_out]


def test_titles_sections_and_totals_are_left_out_and_told(tmp_path: Path) -> None:
    """Above, between and below the rows of data; those keep their numbers."""
    read = _systems(
        tmp_path,
        *TITLES,
        COLUMNS,
        ("(1)", "(2)", "(3)"),
        ("I. KHỐI SỞ, NGÀNH",),
        ("IOC", "Trung tâm điều hành", "SO"),
        (None, "Tổng cộng: 1 hệ thống"),
        ("Người lập biểu", None, "Thủ trưởng đơn vị"),
    )
    assert [system.code for system in read.content.inventory.systems] == ["IOC"]
    assert _kinds(read) == [
        (1, RowKind.TITLE),
        (2, RowKind.TITLE),
        (5, RowKind.HEADER),
        (6, RowKind.SECTION),
        (8, RowKind.TOTAL),
        (9, RowKind.BELOW),
    ]


def test_a_section_merged_across_the_table_is_left_out(tmp_path: Path) -> None:
    """“III. CẤP XÃ” over all columns."""
    path = workbooks.systems(
        tmp_path / "x.xlsx", COLUMNS, ("III. CẤP XÃ",), ("IOC", "Trung tâm", "SO"), ("LGSP", "Trục", "SO")
    )
    made = openpyxl.load_workbook(path)
    made["Hệ thống"].merge_cells("A2:C2")
    made.save(path)
    read = read_file(path)
    assert len(read.content.inventory.systems) == 2
    assert _kinds(read) == [(2, RowKind.SECTION)]


@pytest.mark.parametrize("owner", ["Sở Tài chính", "sở tài chính", "SỞ TÀI CHÍNH", "so", "So", " SO "])
def test_a_body_is_known_by_its_name_or_code(tmp_path: Path, owner: str) -> None:
    """In any letters."""
    read = _systems(tmp_path, COLUMNS, ("IOC", "Trung tâm", owner))
    assert read.content.inventory.systems[0].owner == "SO"


def test_a_name_of_two_bodies_is_asked_about(tmp_path: Path) -> None:
    """Both are stored; which one is meant is not guessed."""
    organizations = (*ORGANIZATIONS, ("SO-2", "Sở Tài chính"))
    sheets = {"Tổ chức": organizations, "Hệ thống": (COLUMNS, ("IOC", "Trung tâm", "Sở Tài chính"))}
    (error,) = workbooks.errors(workbooks.workbook(tmp_path / "x.xlsx", sheets))
    assert "may be any of SO, SO-2" in error.message
    assert _read(tmp_path, {"Tổ chức": organizations}).content.inventory.organizations[1].code == "SO-2"


def test_codes_in_other_letters_are_those_that_are_stored(tmp_path: Path) -> None:
    """No twin of what is there."""
    stored = SO.model_copy(update={"systems": (System(code="IOC", name="Cũ", owner="SO"),)})
    path = tmp_path / "systems.csv"
    path.write_text("code,name,owner\nioc,Mới,so\n", encoding="utf-8")
    (system,) = read_file(path, known=stored).content.inventory.systems
    assert (system.code, system.name, system.owner) == ("IOC", "Mới", "SO")


@pytest.mark.parametrize(
    ("typed", "day", "asks"),
    [
        ("2021", date(2021, 1, 1), "names no day"),
        (2021, date(2021, 1, 1), "names no day"),
        ("7/2025", date(2025, 7, 1), "names no day"),
        ("tháng 7/2025", date(2025, 7, 1), "names no day"),
        ("Quý III/2023", date(2023, 7, 1), "names no day"),
        ("03/15/2021", date(2021, 3, 15), "month/day/year"),
        ("15/3/2021", date(2021, 3, 15), None),
        ("01/07/25", date(2025, 7, 1), None),
    ],
)
def test_days_that_leave_room_are_asked_about(
    tmp_path: Path, typed: object, day: date, asks: str | None
) -> None:
    """What was made of them is shown before it is stored."""
    read = _systems(tmp_path, (*COLUMNS, "Vận hành từ ngày"), ("IOC", "Trung tâm", "SO", typed))
    assert read.content.inventory.systems[0].in_operation_since == day
    assert [asks in str(reading) for reading in read.readings if asks] == ([True] if asks else [])
    assert read.proposes == bool(asks)


def test_a_column_of_american_days_is_read_as_one(tmp_path: Path) -> None:
    """One day that can't be otherwise tells them all, and each is shown."""
    rows = [("A", "A", "SO", "03/15/2021"), ("B", "B", "SO", "04/05/2021")]
    read = _systems(tmp_path, (*COLUMNS, "Vận hành từ ngày"), *rows)
    days = [system.in_operation_since for system in read.content.inventory.systems]
    assert days == [date(2021, 3, 15), date(2021, 4, 5)]
    assert len(read.readings) == 2


def test_days_of_both_orders_are_asked_about(tmp_path: Path) -> None:
    """The one that may be either is an error, unless it is said which."""
    rows = [("A", "A", "SO", "03/15/2021"), ("B", "B", "SO", "15/03/2021"), ("C", "C", "SO", "04/05/2021")]
    header = (*COLUMNS, "Vận hành từ ngày")
    (error,) = workbooks.errors(workbooks.systems(tmp_path / "x.xlsx", header, *rows))
    assert (error.row, "add --dates dmy or --dates mdy" in error.message) == (4, True)
    read = _systems(tmp_path, header, rows[1], rows[2], days="dmy")
    assert read.content.inventory.systems[1].in_operation_since == date(2021, 5, 4)


def test_days_of_a_text_file_that_may_be_either_are_told(tmp_path: Path) -> None:
    """An export of an American program has no days above 12 by chance: never silently."""
    path = tmp_path / "systems.csv"
    path.write_text("code,name,owner,in operation since\nA,A,SO,03/04/2021\n", encoding="utf-8")
    read = read_file(path, known=SO)
    assert ["03/04/2021" in told.vi for told in read.told] == [True]
    american = read_file(path, known=SO, answers=FileAnswers(days="mdy")).content.inventory.systems[0]
    assert american.in_operation_since == date(2021, 3, 4)


def test_columns_of_remarks_are_kept_in_the_notes(tmp_path: Path) -> None:
    """Each under its heading; another column that nobody knows is asked about."""
    header = (*COLUMNS, "STT", "Ghi chú", "Người phụ trách, ĐT", "Màu sắc")
    read = _systems(tmp_path, header, ("IOC", "A", "SO", 1, "Đang nâng cấp", "Anh Tuấn", "xanh"))
    notes = read.content.inventory.systems[0].notes
    assert notes == "Đang nâng cấp\nNgười phụ trách, ĐT: Anh Tuấn\nMàu sắc: xanh"
    assert ["'Màu sắc'" in str(reading) for reading in read.readings] == [True]


ENDPOINTS = ("Mã hệ thống", "Tên miền hoặc địa chỉ", "Cổng HTTPS", "Cổng được phép mở")


def _endpoints(tmp_path: Path, *rows: Sequence[object]) -> ReadFile:
    sheets = {"Tổ chức": ORGANIZATIONS, "Hệ thống": SYSTEMS, "Điểm truy cập": (ENDPOINTS, *rows)}
    return _read(tmp_path, sheets)


def test_addresses_are_taken_apart(tmp_path: Path) -> None:
    """Several in a cell, with ports; what says that there is none is left out."""
    read = _endpoints(
        tmp_path,
        ("IOC", "https://a.test/x; b.test", 443, "443/tcp"),
        ("ioc", "c.test:8443", 443, "80 443 8080"),
        ("IOC", "Mạng nội bộ", None, None),
        ("IOC", "d.test (đang xây dựng)", None, None),
    )
    (system,) = read.content.inventory.systems
    assert [endpoint.key[:2] for endpoint in system.endpoints] == [
        ("a.test", 443),
        ("b.test", 443),
        ("c.test", 8443),
        ("d.test", 443),
    ]
    assert system.endpoints[2].allowed_ports == (80, 443, 8080)
    assert _kinds(read) == [(4, RowKind.NO_ADDRESS)]
    assert ["đang xây dựng" in str(reading) for reading in read.readings] == [True]


def test_a_port_that_contradicts_its_column_is_told(tmp_path: Path) -> None:
    """One of the two is wrong."""
    sheets = {
        "Tổ chức": ORGANIZATIONS,
        "Hệ thống": SYSTEMS,
        "Điểm truy cập": (ENDPOINTS, ("IOC", "a.test:8443", 9443, None)),
    }
    (error,) = workbooks.errors(workbooks.workbook(tmp_path / "x.xlsx", sheets))
    assert "names port 8443, its column 9443" in error.message


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
ROWS = st.lists(
    st.tuples(st.sampled_from(["A", "b1", "", "x y"]), NAMES, st.sampled_from(["SO", ""])), max_size=8
)


@given(rows=ROWS, titles=st.lists(NAMES, max_size=3))
def test_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, rows: Rows, titles: list[str]
) -> None:
    """Stored, left out by its number, or an error at its number."""
    path = tmp_path_factory.mktemp("x") / "x.xlsx"
    table = [*((title,) for title in titles), COLUMNS, *rows]
    workbooks.workbook(path, {"Tổ chức": ORGANIZATIONS, "Hệ thống": table})
    numbers = {
        place for place, row in enumerate(table, start=1) if any(str(cell or "").strip() for cell in row)
    }
    read = _read_or_refused(path)
    if isinstance(read, ImportRefusedError):
        assert all(error.row in numbers for error in read.errors)
        return
    left = {row.row for row in read.left_out}
    assert len(numbers - left) == len(read.content.inventory.systems) + 1


def _read_or_refused(path: Path) -> ReadFile | ImportRefusedError:
    try:
        return read_file(path)
    except ImportRefusedError as refused:
        return refused
