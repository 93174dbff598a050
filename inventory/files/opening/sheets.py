"""A file of rows and columns, by the format that its name tells."""

from collections.abc import Callable
from pathlib import Path

from inventory.faults import FaultKind
from inventory.files.opening.archive import OLE, ZIP
from inventory.files.opening.delimited import read_text
from inventory.files.opening.other_workbooks import read_other_workbook
from inventory.files.opening.workbook import read_xlsx
from inventory.files.reading.raw import RawSheet
from inventory.files.reading.result import UnreadableError

LARGEST_FILE = 20 * 1024 * 1024  # bytes
ABSENT = FaultKind(
    vi="không có, hoặc không phải là tệp: kiểm tra đường dẫn",
    en="does not exist, or is not a file: check the path",
)
TOO_LARGE = FaultKind(
    vi="lớn {size} MB; giới hạn là {limit} MB: bỏ bớt phần không phải dữ liệu danh mục",
    en="is {size} MB large; the limit is {limit} MB: remove what is no inventory data",
)
FORBIDDEN = FaultKind(
    vi="không đọc được ({reason}): kiểm tra quyền truy cập",
    en="can't be read ({reason}): check its permissions",
)
PAGE = FaultKind(
    vi="là trang web được đặt tên như bảng tính: mở bằng Excel rồi lưu thành XLSX",
    en="is a web page under a workbook's name: open it in Excel and save it as XLSX",
)
MACRO_FREE = (".xlsx", ".xlsm")
OTHERS = (".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".txt", ".tsv", ".lst")
SPREADSHEETS = (*MACRO_FREE, *OTHERS, *TEXTS)
START = 512  # bytes in which a web page shows itself


def open_sheets(path: Path) -> list[RawSheet]:
    """The sheets of a workbook, or the one of a text file.

    Raises:
        UnreadableError: not there, too large, damaged, or not what its name says.

    """
    reader = _reader(path)
    return within_bounds(path, reader)


def within_bounds(path: Path, reader: Callable[[Path], list[RawSheet]]) -> list[RawSheet]:
    """What a reader makes of a file that is there and not too large.

    Raises:
        UnreadableError: it isn't, or can't be read.

    """
    check_file(path)
    try:
        return reader(path)
    except OSError as error:
        raise UnreadableError(FORBIDDEN(reason=error.strerror)) from error


def check_file(path: Path) -> None:
    """Refuse what is no file, and one that is too large.

    Raises:
        UnreadableError: it is.

    """
    if not path.is_file():
        raise UnreadableError(ABSENT())
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise UnreadableError(TOO_LARGE(size=f"{size / 2**20:.0f}", limit=LARGEST_FILE // 2**20))


def _reader(path: Path) -> Callable[[Path], list[RawSheet]]:
    suffix = path.suffix.lower()
    if suffix in MACRO_FREE:
        return read_xlsx
    return _by_content if suffix == ".xls" else read_other_workbook if suffix in OTHERS else read_text


def _by_content(path: Path) -> list[RawSheet]:
    """What programs save as ``.xls`` is as often text, an XLSX file or a web page."""
    with path.open("rb") as file:
        start = file.read(START)
    if start.startswith(ZIP):
        return read_xlsx(path)
    if start.startswith(OLE[:4]):
        return read_other_workbook(path)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UnreadableError(PAGE())
    return read_text(path)
