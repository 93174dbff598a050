"""XLSX: what a person's workbook may look like, and every error of it at once."""

from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from inventory.files.reading.inventory_file import read_file
from inventory.files.reading.raw import MOST_COLUMNS, MOST_ROWS
from tests.inventory.files.reading import workbooks
from tests.inventory.files.reading.workbooks import ORGANIZATIONS, SYSTEMS

HEADER = ("Mã hệ thống", "Tên hệ thống", "Chủ quản")


def test_vietnamese_and_english_sheets_give_the_same(tmp_path: Path) -> None:
    """Names of sheets and columns in either language."""
    english = {
        "Organizations": (("Organization code", "Organization name"), ORGANIZATIONS[1]),
        "Systems": (("System code", "System name", "System owner"), SYSTEMS[1]),
    }
    vietnamese = {"Tổ chức": ORGANIZATIONS, "Hệ thống": SYSTEMS}
    first = workbooks.workbook(tmp_path / "vi.xlsx", vietnamese)
    second = workbooks.workbook(tmp_path / "en.xlsx", english)
    assert workbooks.read(first) == workbooks.read(second)


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    """Each with sheet, row and column as typed; in the order of the file."""
    path = workbooks.systems(
        tmp_path / "x.xlsx",
        ("Mã hệ thống", "Tên HTTT", "Chủ quản", "Cấp độ đề xuất", "Vận hành từ ngày", "Tên miền"),
        ("IOC", "A", "SO", 7, date(2030, 1, 1), "ioc.brvt.test"),
        ("LGSP", "B", "SƠ", "ba", "32/13/2020", "http://x.test/"),
        ("IOC", "C", "SO", 3, "2020-02-01", "bad host!"),
        ("a b", None, "SO", None, None, None),
    )
    assert [(error.row, error.column) for error in workbooks.errors(path)] == [
        (2, "Cấp độ đề xuất"),
        (2, "Vận hành từ ngày"),
        (3, "Chủ quản"),
        (3, "Cấp độ đề xuất"),
        (3, "Vận hành từ ngày"),
        (4, "Mã hệ thống"),
        (4, "Tên miền"),
        (5, "Mã hệ thống"),
        (5, "Tên HTTT"),
    ]
    assert {error.sheet for error in workbooks.errors(path)} == {"Hệ thống"}


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("Cấp độ", 7, "7' is not a security level: write 1 to 5"),
        ("Cấp độ", 0, "is not a security level"),
        ("Cấp độ", 2.5, "'2.5' is not a whole number"),
        ("Vận hành từ ngày", date(2026, 11, 22), "22/11/2026 is in the future"),
        ("Vận hành từ ngày", 450_775, "is not a date: format the cell as a date"),
        ("Vận hành từ ngày", "31-02-2023", "is not a day of the calendar"),
        ("Vận hành từ ngày", datetime(2023, 5, 31, 8, 30), "has a time of day"),  # noqa: DTZ001 - as Excel has it
        ("Là cổng/trang thông tin điện tử", "maybe", "is not one of: Có (Yes), Không (No)"),
        ("Đơn vị vận hành", "SOO", "did you mean 'SO'?"),
        ("Tên miền", "ftp://ioc.brvt.test/", "is not a web address: write https://"),
        ("Tên miền", "antt@ioc.brvt.test", "is not a web address"),
        ("Tên miền", "10.20.30.0/24", "looks like a range of addresses"),
        ("Tên miền", "ioc..brvt.test", "is not a host name"),
        ("Tên miền", "999.1.1.1", "looks like an address"),
        ("Số chủ thể dữ liệu cá nhân cơ bản", -1, "is not a whole number"),
        ("Ngừng vận hành từ ngày", "=TODAY()", "holds a formula: copy the cell and paste it as a value"),
    ],
)
def test_a_wrong_value_says_what_to_do(tmp_path: Path, column: str, value: object, message: str) -> None:
    """One line with the place, the value and the remedy."""
    path = workbooks.systems(tmp_path / "x.xlsx", (*HEADER, column), ("IOC", "A", "SO", value))
    error = workbooks.only_error(path)
    assert error.startswith(f"Hệ thống, row 2, column “{column}”: ")
    assert message in error


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("CẤP ĐỘ", "3", "proposed_level", 3),
        ("cấp độ đề xuất", 3.0, "proposed_level", 3),
        ("Vận hành từ ngày", "31/05/2023", "in_operation_since", date(2023, 5, 31)),
        ("Vận hành từ ngày", "31.5.2023", "in_operation_since", date(2023, 5, 31)),
        ("In operation  since", "2023-05-31", "in_operation_since", date(2023, 5, 31)),
        ("in_operation_since", date(2023, 5, 31), "in_operation_since", date(2023, 5, 31)),
        ("Vận hành từ ngày", 45_077, "in_operation_since", date(2023, 5, 31)),
        ("Vận hành từ ngày", "31/05/23", "in_operation_since", date(2023, 5, 31)),
        ("Ngày đưa vào sử dụng", "ngày 31 tháng 5 năm 2023", "in_operation_since", date(2023, 5, 31)),
        ("Vận hành từ ngày", "chưa có", "in_operation_since", None),
        ("Cấp độ", "III", "proposed_level", 3),
        ("Cấp độ", "Cấp 3", "proposed_level", 3),
        ("Cấp độ an toàn", "CĐ3", "proposed_level", 3),
        ("Số chủ thể dữ liệu cá nhân cơ bản", "1.200", "basic_data_subjects", 1200),
        ("Số chủ thể dữ liệu cá nhân cơ bản", "1,234,567", "basic_data_subjects", 1_234_567),
        ("Số chủ thể dữ liệu cá nhân cơ bản", "-", "basic_data_subjects", None),
        ("Đơn vị vận hành", "sở tài chính", "operator", "SO"),
        ("Đơn vị vận hành", "so", "operator", "SO"),
        ("Đơn vị vận hành", "–", "operator", None),
        ("Là cổng/trang thông tin điện tử", "x", "is_portal", True),
        ("Là cổng/trang thông tin điện tử", "CÓ", "is_portal", True),
        ("Is a portal", True, "is_portal", True),
        ("Portal", "yes", "is_portal", True),
        ("Portal", "Không", "is_portal", False),
        (
            "La\u0300 co\u0302\u0309ng/trang tho\u0302ng tin \u0111ie\u0323\u0302n tu\u031b\u0309",
            "có",
            "is_portal",
            True,
        ),
        ("Ma HTTT chu quan", None, "is_portal", False),
    ][:-1],
)
def test_values_and_names_are_read_leniently(
    tmp_path: Path, column: str, value: object, field: str, expected: object
) -> None:
    """Case, blanks, NFC or NFD, either language, text or cell."""
    path = workbooks.systems(tmp_path / "x.xlsx", (*HEADER, column), ("IOC", "A", "SO", value))
    (system,) = workbooks.read(path).inventory.systems
    assert getattr(system, field) == expected


def test_an_unknown_column_gets_a_suggestion(tmp_path: Path) -> None:
    """A typing slip is told with the name that was meant."""
    path = workbooks.systems(tmp_path / "x.xlsx", (*HEADER, "Đơn vị chuyên tránh"), ("IOC", "A", "SO", "SO"))
    assert "did you mean 'Đơn vị chuyên trách'?" in workbooks.only_error(path)


def test_a_missing_key_column_is_told_once(tmp_path: Path) -> None:
    """Not once a row."""
    path = workbooks.systems(tmp_path / "x.xlsx", HEADER[1:], ("A", "SO"), ("B", "SO"))
    assert "Mã hệ thống (System code)”: is missing" in workbooks.only_error(path)


def test_a_missing_required_column_is_told_once(tmp_path: Path) -> None:
    """Named as the template names it."""
    path = workbooks.systems(tmp_path / "x.xlsx", HEADER[:2], ("A", "a"), ("B", "b"))
    error = workbooks.only_error(path)
    assert (
        error
        == "Hệ thống, row 1, column “Chủ quản hệ thống thông tin (System owner)”: is required: fill it in"
    )


def test_two_columns_of_one_meaning_are_refused(tmp_path: Path) -> None:
    """One would overwrite the other."""
    path = workbooks.systems(tmp_path / "x.xlsx", (*HEADER, "System owner"), ("IOC", "A", "SO", "SO"))
    assert "means the same as column 'Chủ quản'" in workbooks.only_error(path)


def test_values_under_no_name_are_refused(tmp_path: Path) -> None:
    """Data must not vanish silently; the column is told by its letter."""
    path = workbooks.systems(tmp_path / "x.xlsx", (*HEADER, None, "Cấp độ"), ("IOC", "A", "SO", "lost", 3))
    assert "column “D”: has values but no name" in workbooks.only_error(path)


def test_merged_cells_and_blank_rows_are_tolerated(tmp_path: Path) -> None:
    """As people leave them: a title row merged, blank rows between and after, formatted cells below."""
    path = workbooks.systems(
        tmp_path / "x.xlsx", HEADER, (None,) * 3, ("IOC", "A", "SO"), ("", " ", None), ("LGSP", "B", "SO")
    )
    made = openpyxl.load_workbook(path)
    made["Hệ thống"].merge_cells("A7:C9")
    made["Hệ thống"]["A1048576"].number_format = "@"
    made.save(path)
    assert [system.code for system in workbooks.read(path).inventory.systems] == ["IOC", "LGSP"]


def test_a_name_in_two_rows_is_refused_naming_both(tmp_path: Path) -> None:
    """By code and by name."""
    rows = (("IOC", "Một", "SO"), ("IOC", "Hai", "SO"), ("DVC", "một", "SO"))
    path = workbooks.systems(tmp_path / "x.xlsx", HEADER, *rows)
    code, name = map(str, workbooks.errors(path))
    assert code.startswith("Hệ thống, row 3, column “Mã hệ thống”")
    assert "also in row 2 of 'Hệ thống'" in code
    assert name.startswith("Hệ thống, row 4, column “Tên hệ thống”")
    assert "also in row 2 of 'Hệ thống'" in name


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    """A sheet with a known name and nothing in it."""
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Tổ chức": ORGANIZATIONS, "Hệ thống": ()})
    assert "sheet 'Hệ thống' is empty" in workbooks.only_error(path)


def test_a_workbook_with_headers_alone_is_refused(tmp_path: Path) -> None:
    """There is nothing to import."""
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Tổ chức": ORGANIZATIONS[:1], "Sheet2": ()})
    assert "has no rows" in workbooks.only_error(path)


def test_a_sheet_of_something_else_is_told(tmp_path: Path) -> None:
    """It is left out, and never silently."""
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Tổ chức": ORGANIZATIONS, "Nháp": (("a", "b"), (1, 2))})
    read = read_file(path)
    assert (read.unused, len(read.content.inventory.organizations)) == (("Nháp",), 1)


def test_a_sheet_that_may_be_two_is_refused(tmp_path: Path) -> None:
    """Its data would be left behind."""
    two = (("Mã", "Tên"), ("A", "B"))
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Tổ chức": ORGANIZATIONS, "Nháp": two})
    assert "sheet 'Nháp' is not known" in workbooks.only_error(path)


def test_a_sheet_of_another_name_is_known_by_its_columns(tmp_path: Path) -> None:
    """Excel calls the first sheet Sheet1."""
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Sheet1": ORGANIZATIONS, "Sheet2": SYSTEMS})
    assert len(workbooks.read(path).inventory.systems) == 1


def test_guide_sheets_hold_no_data(tmp_path: Path) -> None:
    """The template's instructions and lists are passed over."""
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Hướng dẫn": (("a",),), "Tổ chức": ORGANIZATIONS})
    assert len(workbooks.read(path).inventory.organizations) == 1


def test_times_and_lists_are_read_from_cells(tmp_path: Path) -> None:
    """A time cell, a time as people write it, a number where a list stands."""
    sheets = {
        "Tổ chức": ORGANIZATIONS,
        "Hệ thống": SYSTEMS,
        "Điểm truy cập": (("Mã hệ thống", "Host", "Cổng được phép mở"), ("IOC", "cổng.brvt.test", 443)),
        "Quyền rà quét": (
            ("System", "Families", "Hours from", "Hours to"),
            ("IOC", "TLS, web", time(22), "5h30"),
        ),
    }
    (system,) = workbooks.read(workbooks.workbook(tmp_path / "x.xlsx", sheets)).inventory.systems
    assert system.permission is not None
    assert (system.permission.families, system.permission.hours_from) == (("tls", "web"), time(22))
    assert system.permission.hours_to == time(5, 30)
    assert (system.endpoints[0].host, system.endpoints[0].allowed_ports) == ("xn--cng-qmz.brvt.test", (443,))


@pytest.mark.parametrize("text", ["a\x07b", "\x1b[31mred", "x\u202egpj.exe", "_x0000_"])
def test_control_characters_are_refused(tmp_path: Path, text: str) -> None:
    """Nothing that a terminal obeys gets into the inventory; the message shows it escaped."""
    path = tmp_path / "x.csv"
    path.write_text(f"organization code,organization name\nA,{text}\n", encoding="utf-8")
    if text == "_x0000_":
        path = workbooks.workbook(tmp_path / "x.xlsx", {"Tổ chức": (ORGANIZATIONS[0], ("A", text))})
    error = workbooks.only_error(path)
    assert "has the control character U+" in error
    assert error.isprintable()


def test_too_many_rows_and_columns_are_refused(tmp_path: Path) -> None:
    """Bounds that no inventory reaches."""
    wide = workbooks.systems(tmp_path / "wide.xlsx", (*HEADER, *range(MOST_COLUMNS)), ("IOC", "A", "SO"))
    assert any("more than 100 columns" in error.message for error in workbooks.errors(wide))
    path = tmp_path / "systems.csv"
    path.write_text("code,name,owner\n" + "A,a,SO\n" * MOST_ROWS, encoding="utf-8")
    assert "more than 20,000 rows" in workbooks.only_error(path)
