"""One ZIP of a dossier: what is in it, its hashes, and what is named because it is not."""

import hashlib
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from inventory.approvals.attachments import AttachmentState, Untested
from inventory.approvals.events import ApprovalEvent
from reports.papers.bundle import SUMS, Bundle, bundle_of
from tests.reports.papers.province import DOSSIER, PLACE, case_of, system, text

PDF = b"%PDF-1.7 signed"
FORMS = {
    1: ["01"],
    2: ["01"],
    3: ["02", "04", "05", "06"],
    4: ["02", "03", "04", "05", "06"],
    5: ["02", "03", "04", "07"],
    None: [],
}


def packed(level: int | None, folder: Path, *events: ApprovalEvent, **changes: Any) -> Bundle:
    """The dossier of a system of a level, its documents in a folder."""
    return bundle_of(case_of(system(level, "X"), events=events or DOSSIER, **changes), folder, PLACE)


def with_file(event: ApprovalEvent, name: str, content: bytes = PDF) -> ApprovalEvent:
    """An event with a document."""
    return event.model_copy(update={"file": name, "file_sha256": hashlib.sha256(content).hexdigest()})


@pytest.mark.parametrize("level", FORMS)
def test_the_forms_of_the_level_are_in_it(level: int | None, tmp_path: Path) -> None:
    """With the explanations and the hashes, each a whole document."""
    bundle = packed(level, tmp_path)
    named = [f"mau-{number}.docx" for number in FORMS[level]]
    assert bundle.names == (*named, "thuyet-minh.docx", SUMS)
    with zipfile.ZipFile(BytesIO(bundle.content)) as archive:
        assert tuple(archive.namelist()) == bundle.names
        assert all("cần bổ sung: địa danh" not in text(archive.read(name)) for name in named)
    assert bundle.blanks


def test_the_national_list_goes_the_way_of_level_5(tmp_path: Path) -> None:
    """With form 07 in place of 05 and 06."""
    assert "mau-07.docx" in packed(3, tmp_path, is_listed=True).names


def test_the_hashes_are_what_sha256sum_reads(tmp_path: Path) -> None:
    """Every file but the list itself, unpacked anywhere, names with blanks and diacritics too."""
    (tmp_path / "QĐ 77, quy chế.pdf").write_bytes(PDF)
    bundle = packed(3, tmp_path, with_file(DOSSIER[1], "Hồ sơ/QĐ 77, quy chế.pdf"))
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(BytesIO(bundle.content)) as archive:
        archive.extractall(folder)
    told = subprocess.run(
        ["sha256sum", "--check", "--strict", SUMS], cwd=folder, capture_output=True, text=True, check=True
    )
    assert told.stdout.count(": OK") == len(bundle.names) - 1
    assert (folder / "bang-chung" / "0001-regulation-issued-QĐ-77-quy-chế.pdf").read_bytes() == PDF


def test_the_same_dossier_gives_the_same_file(tmp_path: Path) -> None:
    """Byte by byte: whoever gets it twice sees that nothing changed."""
    assert packed(3, tmp_path).content == packed(3, tmp_path).content


def test_a_document_that_is_not_as_recorded_is_named_and_left_out(tmp_path: Path) -> None:
    """One missing, one changed, one without a hash."""
    (tmp_path / "changed.pdf").write_bytes(b"other")
    (tmp_path / "bare.pdf").write_bytes(PDF)
    bundle = packed(
        3,
        tmp_path,
        with_file(DOSSIER[0], "missing.pdf"),
        with_file(DOSSIER[1], "changed.pdf"),
        DOSSIER[2].model_copy(update={"file": "bare.pdf"}),
    )
    assert [(one.state, one.reason) for one in bundle.documents] == [
        (AttachmentState.NOT_TESTED, Untested.MISSING),
        (AttachmentState.CHANGED, None),
        (AttachmentState.NOT_TESTED, Untested.NO_HASH),
    ]
    assert not any("bang-chung" in name for name in bundle.names)
    assert not bundle.is_whole


@pytest.mark.parametrize(
    ("recorded", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Hồ sơ\\a.pdf", "a.pdf"),
        ("a\nb.pdf", "a-b.pdf"),
        ("x/" + "d" * 200 + ".pdf", "d" * 80 + ".pdf"),
        ("=cmd|' .pdf", "-cmd-.pdf"),
    ],
)
def test_no_name_leaves_the_folder(recorded: str, name: str, tmp_path: Path) -> None:
    """Nor breaks a line of the hashes, nor is too long for a disk."""
    last = recorded.replace("\\", "/").rpartition("/")[2]
    (tmp_path / last).write_bytes(PDF)
    bundle = packed(2, tmp_path, with_file(DOSSIER[1], recorded))
    assert f"bang-chung/0001-regulation-issued-{name}" in bundle.names


def test_two_documents_of_one_name_stay_two(tmp_path: Path) -> None:
    """By the numbers of their events."""
    for folder, content in (("a", b"1"), ("b", b"2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "qd.pdf").write_bytes(content)
    events = (with_file(DOSSIER[1], "a/qd.pdf", b"1"), with_file(DOSSIER[2], "b/qd.pdf", b"2"))
    names = packed(2, tmp_path, *events).names
    assert sum(name.endswith("qd.pdf") for name in names) == 2
