"""What is no sound XLSX file is refused before openpyxl sees it, with one clear line."""

import os
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from inventory.files.opening.archive import MOST_BYTES, OLE, check_archive
from inventory.files.reading.result import ImportRefusedError, UnreadableError
from tests.inventory.files.reading import workbooks


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A workbook that imports."""
    sheets = {"Tổ chức": workbooks.ORGANIZATIONS, "Hệ thống": workbooks.SYSTEMS}
    return workbooks.workbook(tmp_path / "good.xlsx", sheets)


def _bomb(path: Path, megabytes: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/a.xml", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(2**20))
    return path


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (OLE + bytes(512), "old XLS format"),
        (b"Ma,Ten\nA,B\n", "is not an XLSX file"),
        (b"", "is not an XLSX file"),
        (b"PK\x03\x04" + bytes(100), "truncated or damaged"),
    ],
)
def test_what_is_no_workbook_is_told_apart(tmp_path: Path, content: bytes, message: str) -> None:
    """Each case says what to do."""
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert message in workbooks.only_error(path)


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_is_refused(tmp_path: Path, good: Path, part: float) -> None:
    """Wherever it breaks off."""
    content = good.read_bytes()
    path = tmp_path / "x.xlsx"
    path.write_bytes(content[: int(len(content) * part)])
    assert "truncated or damaged" in workbooks.only_error(path)


def test_a_flipped_byte_is_refused(tmp_path: Path, good: Path) -> None:
    """The archive's checksums are checked."""
    content = bytearray(good.read_bytes())
    with zipfile.ZipFile(good) as archive:
        offset = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[offset + 80] ^= 0xFF
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert "truncated or damaged" in workbooks.only_error(path)


def test_a_zip_bomb_is_refused_unpacked(tmp_path: Path) -> None:
    """A small file that claims to hold more than any inventory; nothing is unpacked."""
    path = _bomb(tmp_path / "x.xlsx", MOST_BYTES // 2**20 + 10)
    tracemalloc.start()
    message = workbooks.only_error(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "zip bomb" in message
    assert peak < 5 * 2**20


def test_a_dense_member_is_refused(tmp_path: Path) -> None:
    """Below the total, but packed as no real sheet is."""
    assert "zip bomb" in workbooks.only_error(_bomb(tmp_path / "x.xlsx", 20))


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The size in the directory is only a claim; the unpacked bytes are counted."""
    path = _bomb(tmp_path / "x.xlsx", 80)
    content = bytearray(path.read_bytes())
    directory = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, directory + 24, 1000)
    path.write_bytes(content)
    tracemalloc.start()
    with pytest.raises(UnreadableError):
        check_archive(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5 * 2**20


def test_an_archive_of_many_members_is_refused(tmp_path: Path) -> None:
    """A real workbook has some dozens."""
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1_200):
            archive.writestr(f"{number}.xml", b"")
    assert "zip bomb" in workbooks.only_error(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".yaml", ".json"])
def test_a_huge_file_is_refused_at_once(tmp_path: Path, suffix: str) -> None:
    """200 MB of nothing: told by its size alone, before a byte is read."""
    path = tmp_path / f"x{suffix}"
    path.touch()
    os.truncate(path, 200 * 2**20)
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(ImportRefusedError, match="is 200 MB large; the limit is 20 MB"):
        workbooks.read(path)
    assert time.process_time() - started < 5
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_entities_are_never_unfolded(tmp_path: Path, good: Path) -> None:
    """Billion laughs inside a sheet: defusedxml refuses it."""
    lines = "".join(
        f'<!ENTITY {name} "{f"&{previous};" * 10}">'
        for previous, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    bomb = f'<!DOCTYPE x [<!ENTITY a "ha">{lines}]><worksheet>&j;</worksheet>'.encode()
    path = workbooks.with_member(good, tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml", bomb)
    assert "is not a workbook that can be read" in workbooks.only_error(path)


@pytest.mark.parametrize(
    "member", ["xl/workbook.xml", "xl/worksheets/sheet2.xml", "[Content_Types].xml", "xl/styles.xml"]
)
@pytest.mark.parametrize(
    "content", [b"", b"<a>", b"<?xml version='1.0' encoding='no-such'?><a/>", b"\xff\xfe\x00"]
)
def test_broken_xml_is_refused(tmp_path: Path, good: Path, member: str, content: bytes) -> None:
    """Whatever openpyxl raises, one clear line comes out."""
    path = workbooks.with_member(good, tmp_path / "x.xlsx", member, content)
    message = workbooks.only_error(path)
    assert "can be read" in message or "has no rows" in message
