"""Whether an XLSX file is safe to open: no password, not truncated, not a bomb."""

import zipfile
import zlib
from pathlib import Path

from inventory.faults import FaultKind
from inventory.files.reading.result import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: the container of old and of encrypted Office files
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
ZIP = b"PK"
MOST_MEMBERS = 1_000
MOST_BYTES = 50 * 1024 * 1024  # of all members, unpacked
MOST_RATIO = 200  # unpacked to packed; sheets of repeated text reach about 50
SMALL = 1024 * 1024  # bytes of a member that need no ratio check
CHUNK = 1024 * 1024

TOO_LARGE = FaultKind(
    vi="giải nén ra nhiều hơn mức một danh mục cần: có thể là tệp độc hại; chép dữ liệu sang tệp mới",
    en="unpacks to more than an inventory can need: it may be a zip bomb; copy the data into a new workbook",
)
DAMAGED = FaultKind(
    vi="bị cắt cụt hoặc hỏng: lưu lại trong Excel, hoặc chép lại tệp",
    en="is truncated or damaged: save it again in Excel, or copy it anew",
)
PROTECTED = FaultKind(
    vi="được đặt mật khẩu: bỏ mật khẩu trong Excel rồi lưu lại",
    en="is protected by a password: remove the password in Excel and save it",
)
OLD_FORMAT = FaultKind(
    vi="là định dạng XLS cũ: đổi đuôi tên tệp thành .xls, hoặc lưu thành XLSX trong Excel",
    en="is in the old XLS format: end its name in .xls, or save it as XLSX in Excel",
)
NO_XLSX = FaultKind(
    vi="không phải tệp XLSX: lưu thành XLSX trong Excel", en="is not an XLSX file: save it as XLSX in Excel"
)


def check_archive(path: Path, largest: int = MOST_BYTES) -> None:
    """Refuse what openpyxl should never see; ``largest``: bytes of all members, unpacked.

    Raises:
        UnreadableError: not an XLSX file, protected, damaged, or too large once unpacked.

    """
    _check_signature(path)
    check_members(path, largest)


def check_members(path: Path, largest: int = MOST_BYTES) -> None:
    """Refuse an archive that is damaged, or too large once unpacked: of XLSX, XLSB and ODS alike.

    Raises:
        UnreadableError: it is.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist(), largest)
            for member in archive.infolist():
                _check_actual(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(DAMAGED()) from error


def _check_signature(path: Path) -> None:
    check_password(path)
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if start == OLE:
        raise UnreadableError(OLD_FORMAT())
    if not start.startswith(ZIP):
        raise UnreadableError(NO_XLSX())


def check_password(path: Path) -> None:
    """Refuse an Office file in its container for encrypted ones.

    Raises:
        UnreadableError: it is one.

    """
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE and ENCRYPTED in file.read():
            raise UnreadableError(PROTECTED())


def _check_declared(members: list[zipfile.ZipInfo], largest: int) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > largest or any(map(_is_dense, members)):
        raise UnreadableError(TOO_LARGE())
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError(PROTECTED())


def _is_dense(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(SMALL, MOST_RATIO * member.compress_size)


def _check_actual(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack and forget: the sizes in the directory are only claims, and the checksum shows damage."""
    unpacked = 0
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > member.file_size:
                raise UnreadableError(TOO_LARGE())
