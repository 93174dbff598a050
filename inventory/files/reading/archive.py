"""Whether an XLSX file is safe to open: no password, not truncated, not a bomb."""

import zipfile
import zlib
from pathlib import Path

from inventory.files.reading.result import UnreadableError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: the container of old and of encrypted Office files
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4
ZIP = b"PK"
MOST_MEMBERS = 1_000
MOST_BYTES = 50 * 1024 * 1024  # of all members, unpacked
MOST_RATIO = 200  # unpacked to packed; sheets of repeated text reach about 50
SMALL = 1024 * 1024  # bytes of a member that need no ratio check
CHUNK = 1024 * 1024

TOO_LARGE = (
    "unpacks to more than an inventory can need: it may be a zip bomb; copy the data into a new workbook"
)


def check_archive(path: Path, largest: int = MOST_BYTES) -> None:
    """Refuse what openpyxl should never see; ``largest``: bytes of all members, unpacked.

    Raises:
        UnreadableError: not an XLSX file, protected, damaged, or too large once unpacked.

    """
    _check_signature(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist(), largest)
            for member in archive.infolist():
                _check_actual(archive, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise UnreadableError("is truncated or damaged: save it again in Excel, or copy it anew") from error


def _check_signature(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(len(OLE))
        if start == OLE and ENCRYPTED in file.read():
            raise UnreadableError("is protected by a password: remove the password in Excel and save it")
    if start == OLE:
        raise UnreadableError("is in the old XLS format: save it as XLSX in Excel")
    if not start.startswith(ZIP):
        raise UnreadableError("is not an XLSX file: save it as XLSX in Excel")


def _check_declared(members: list[zipfile.ZipInfo], largest: int) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > largest or any(map(_is_dense, members)):
        raise UnreadableError(TOO_LARGE)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableError("is protected by a password: remove the password and save it again")


def _is_dense(member: zipfile.ZipInfo) -> bool:
    return member.file_size > max(SMALL, MOST_RATIO * member.compress_size)


def _check_actual(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack and forget: the sizes in the directory are only claims, and the checksum shows damage."""
    unpacked = 0
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            unpacked += len(chunk)
            if unpacked > member.file_size:
                raise UnreadableError(TOO_LARGE)
