"""Single cells: levels, days, periods, documents, addresses."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.cells.addresses import read_addresses
from inventory.files.cells.typed_dates import EXCEL_EPOCH
from inventory.files.mau08.cells import (
    Citation,
    read_citation,
    read_day,
    read_level,
    read_period_end,
)
from inventory.files.reading.raw import Unusable
from inventory.words import WrongValueError

DECIDED = Citation("180/QĐ-UBND", date(2023, 6, 26))


@pytest.mark.parametrize(
    "cell",
    [
        3,
        3.0,
        "3",
        " 3 ",
        "Cấp độ 3",
        "CẤP ĐỘ 3",
        "cấp 3",
        "CĐ3",
        "CĐ 3",
        "Cấp độ: 3",
        "cap do 3",
        "III",
        "Cấp độ III",
        "Cấp 3",
        "Mức 3",
    ],
)
def test_a_level_however_it_is_written(cell: object) -> None:
    """Words, an abbreviation or the number alone."""
    assert read_level(cell) == 3


@pytest.mark.parametrize(
    "cell", ["6", "0", "VI", "3 (dự kiến)", "2 hoặc 3", 3.5, Unusable("holds a formula")]
)
def test_what_may_be_another_level_is_in_doubt(cell: object) -> None:
    """No level is guessed."""
    with pytest.raises(WrongValueError):
        read_level(cell)


@pytest.mark.parametrize(
    "cell",
    [
        date(2023, 6, 26),
        datetime(2023, 6, 26),  # noqa: DTZ001 - as a workbook gives days
        45103,
        "45103",
        "26/6/2023",
        "26/06/2023",
        "26-06-2023",
        "26.6.2023",
        "26/6/23",
        "2023-06-26",
        "ngày 26/6/2023",
        "Ngày 26 tháng 6 năm 2023",
        "26 tháng 06 năm 2023.",
    ],
)
def test_a_day_however_it_is_written(cell: object) -> None:
    """A date, Excel's serial number, or text, always the day first."""
    assert read_day(cell) == date(2023, 6, 26)


@pytest.mark.parametrize("cell", ["6/26/2023", "26/6/2", "6/2023", "hôm qua", 12, 1e9, True, "31/02/2023"])
def test_what_may_be_another_day_is_in_doubt(cell: object) -> None:
    """Two digits of a year, the month first, days that don't exist."""
    with pytest.raises(WrongValueError):
        read_day(cell)


@given(st.dates(min_value=date(1990, 1, 2), max_value=date(2099, 12, 31)))
def test_serial_numbers_are_excels(day: date) -> None:
    """ECMA-376 part 1, 18.17.4.1: days since 30/12/1899."""
    assert read_day((day - EXCEL_EPOCH).days) == day


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        ("Quý III/2026", date(2026, 9, 30)),
        ("quý 3 năm 2026", date(2026, 9, 30)),
        ("Q4/2026", date(2026, 12, 31)),
        ("Tháng 02/2028", date(2028, 2, 29)),
        ("12/2026", date(2026, 12, 31)),
        ("Năm 2026", date(2026, 12, 31)),
        (2026, date(2026, 12, 31)),
        ("15/8/2026", date(2026, 8, 15)),
        (46387, date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_its_last_day(cell: object, end: date) -> None:
    """As a deadline is read: a quarter by its last day."""
    assert read_period_end(cell) == end


@pytest.mark.parametrize("cell", ["Cuối năm", "Quý V/2026", "13/2026", "sớm nhất", "2026-2027"])
def test_a_period_without_an_end_is_in_doubt(cell: str) -> None:
    """Words that name no day."""
    with pytest.raises(WrongValueError):
        read_period_end(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "180/QĐ-UBND ngày 26/6/2023",
        "180/QĐ-UBND\n26/06/2023",
        "Số: 180/QĐ-UBND, ngày 26 tháng 6 năm 2023",
        "Quyết định số 180/QĐ-UBND ký ngày 26-6-2023.",
        "180 / QĐ - UBND (26/6/2023)",
        "ngày 26/6/2023, QĐ 180/QĐ-UBND",
    ],
)
def test_a_decision_in_one_cell(cell: str) -> None:
    """Number and day, on one line or two, in either order."""
    assert read_citation(cell) == DECIDED


@pytest.mark.parametrize(
    ("cell", "document"),
    [
        ("180/QĐ-UBND", Citation("180/QĐ-UBND", None)),
        (
            "12/2023/QĐ-UBND (minh họa) ngày 5/1/2024",
            Citation("12/2023/QĐ-UBND (minh họa)", date(2024, 1, 5)),
        ),
        ("-", Citation(None, None)),
        ("Chưa có", Citation(None, None)),
        (None, Citation(None, None)),
        (45103, Citation(None, date(2023, 6, 26))),
    ],
)
def test_half_a_decision(cell: object, document: Citation) -> None:
    """What is missing is None, not made up."""
    assert read_citation(cell) == document


@pytest.mark.parametrize(
    "cell",
    [
        "180/QĐ-UBND ngày 26/6/2023 của UBND tỉnh A",
        "180/QĐ-UBND\nngày 26/06/2023\ndo UBND tỉnh A ban hành",
        "QĐ số 180/QĐ-UBND của UBND tỉnh A ngày 26/6/2023.",
    ],
)
def test_a_decision_with_its_body(cell: str) -> None:
    """As column 7 of the form asks: number, day, body."""
    assert read_citation(cell) == Citation("180/QĐ-UBND", date(2023, 6, 26), "UBND tỉnh A")


@pytest.mark.parametrize(
    ("cell", "document"),
    [
        ("… ngày 26/06/2023 của …", Citation(None, date(2023, 6, 26))),
        (
            "180/QĐ-UBND ngày … của Sở Văn hóa, Thể thao",
            Citation("180/QĐ-UBND", None, "Sở Văn hóa, Thể thao"),
        ),
    ],
)
def test_what_is_marked_as_blank_is_none(cell: str, document: Citation) -> None:
    """The marks that the form is written with."""
    assert read_citation(cell) == document


@pytest.mark.parametrize(
    "cell",
    [
        "Đang trình ký",
        "180/QĐ-UBND của UBND tỉnh (đã thu hồi)",
        "180/QĐ-UBND ngày 26/6/2023; 99/QĐ-UBND",
        "1/QĐ-A 1/1/2023 2/2/2023",
        "180/QĐ-UBND và phụ lục",
    ],
)
def test_more_than_a_decision_is_in_doubt(cell: str) -> None:
    """Two decisions, or words besides."""
    with pytest.raises(WrongValueError):
        read_citation(cell)


def test_addresses_of_one_cell() -> None:
    """Several, on lines or with commas, with and without scheme and port; each once; paths don't matter."""
    lines = "https://stc.brvt.test/trang\nhttp://stc.brvt.test:8080, stc.brvt.test"
    text = f"{lines}; https://a.brvt.test:8443 và 192.0.2.7"
    found = [(one.host, one.https_port, one.http_port) for one in read_addresses(text)]
    assert found == [
        ("stc.brvt.test", 443, 80),
        ("stc.brvt.test", 443, 8080),
        ("a.brvt.test", 8443, 80),
        ("192.0.2.7", 443, 80),
    ]


@pytest.mark.parametrize("text", ["Không", "-", "Nội bộ", "chưa có"])
def test_no_address(text: str) -> None:
    """Words for none."""
    assert read_addresses(text) == ()


@pytest.mark.parametrize(
    "text", ["đang cập nhật", "ftp://a.test", "https://a.test:0", "https://", "http://[::1"]
)
def test_what_is_no_address_is_in_doubt(text: str) -> None:
    """Remarks and broken addresses."""
    with pytest.raises(WrongValueError):
        read_addresses(text)
