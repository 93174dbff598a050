"""A template of which the rows that are right are stored, and each of the others is told by name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.inventory_file import read_file
from inventory.files.reading.result import ImportRefusedError
from tests.inventory.files.reading import workbooks
from tests.inventory.files.reading.workbooks import ORGANIZATIONS

HEADER = ("Mã hệ thống", "Tên hệ thống", "Chủ quản", "Cấp độ")
SKIPPING = FileAnswers(skip_unsure=True)
GOOD = ("A", "Hệ thống A", "SO", 2)
BAD = ("B", "Hệ thống B", "SO", "cao")


def test_what_hangs_on_a_row_that_is_left_out_is_left_out_too(tmp_path: Path) -> None:
    """Its endpoints and its permission, each told; whatever else the file says is stored."""
    sheets = {
        "Tổ chức": ORGANIZATIONS,
        "Hệ thống": (HEADER, GOOD, BAD),
        "Điểm truy cập": (
            ("Mã hệ thống", "Tên miền hoặc địa chỉ"),
            ("A", "a.brvt.test"),
            ("B", "b.brvt.test"),
            ("A", "x y"),
        ),
        "Quyền rà quét": (("Mã hệ thống", "Nhóm kiểm tra được phép"), ("B", "tls"), ("A", "tls")),
    }
    path = workbooks.workbook(tmp_path / "x.xlsx", sheets)
    read = read_file(path, today=workbooks.TODAY, answers=SKIPPING)
    (system,) = read.content.inventory.systems
    assert system.permission is not None
    assert [endpoint.host for endpoint in system.endpoints] == ["a.brvt.test"]
    told = {(error.sheet, error.row, error.named) for error in read.unsure}
    assert told == {
        ("Hệ thống", 3, "B"),
        ("Điểm truy cập", 3, "B"),
        ("Điểm truy cập", 4, "A"),
        ("Quyền rà quét", 2, "B"),
    }


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (HEADER, (BAD,)),  # no system is left
        ((*HEADER[:2], "Cấp độ"), (("A", "Hệ thống A", 2),)),  # of the whole sheet
    ],
)
def test_a_file_of_which_nothing_could_be_stored_is_refused(
    tmp_path: Path, header: tuple[str, ...], rows: tuple[tuple[object, ...], ...]
) -> None:
    """As it is without the answer."""
    path = workbooks.workbook(tmp_path / "x.xlsx", {"Hệ thống": (header, *rows)})
    with pytest.raises(ImportRefusedError):
        read_file(path, today=workbooks.TODAY, answers=SKIPPING)


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_every_row_is_stored_or_told(tmp_path_factory: pytest.TempPathFactory, right: list[bool]) -> None:
    """Whichever are wrong, none is lost."""
    rows = [(f"S{place}", f"Hệ thống {place}", "SO", 2 if good else "?") for place, good in enumerate(right)]
    path = workbooks.systems(tmp_path_factory.mktemp("rows") / "x.xlsx", HEADER, *rows)
    read = read_file(path, today=workbooks.TODAY, answers=SKIPPING)
    stored = {system.code for system in read.content.inventory.systems}
    assert stored == {f"S{place}" for place, good in enumerate(right) if good}
    assert {error.named for error in read.unsure} == {row[0] for row in rows} - stored
