"""Files are replaced whole; devices, pipes and links stay what they are."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from inventory.errors import InventoryError
from inventory.files.writing import keep_edited, put, require_writable, write_whole


def names(folder: Path) -> list[str]:
    """What is in a folder."""
    return [file.name for file in folder.iterdir()]


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    """The new content alone, readable by all, beside no temporary file; missing folders are made."""
    path = tmp_path / "new" / "a.txt"
    put(path, b"one")
    put(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o644
    assert names(path.parent) == ["a.txt"]


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing yet"])
def test_a_link_stays_a_link(tmp_path: Path, there: bool) -> None:  # noqa: FBT001 - a parameter
    """What it leads to gets the content."""
    target = tmp_path / "kept" / "real.txt"
    target.parent.mkdir()
    if there:
        target.write_bytes(b"old")
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    put(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_full_device_is_an_error_and_stays_a_device(tmp_path: Path) -> None:
    """Also by way of a link; nothing temporary is left beside it."""
    link = tmp_path / "full"
    link.symlink_to("/dev/full")
    for path in (Path("/dev/full"), link):
        with pytest.raises(InventoryError, match="No space left"):
            write_whole(path, b"x")
    assert names(tmp_path) == ["full"]
    put(Path("/dev/null"), b"x")
    assert Path("/dev/null").is_char_device()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """A named one, which has a reader."""
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    put(pipe, b"x" * 200_000)
    reader.join(timeout=60)
    assert read == [b"x" * 200_000]
    assert pipe.is_fifo()


@pytest.mark.parametrize("redirected", [True, False], ids=["to a file", "to a pipe"])
def test_standard_output_is_written_to(tmp_path: Path, redirected: bool) -> None:  # noqa: FBT001 - a parameter
    """Wherever it leads: a file that it goes to keeps what stood there before."""
    code = (
        "from pathlib import Path; from inventory.files.writing import put; put(Path('/dev/stdout'), b'two')"
    )
    output = tmp_path / "out"
    if redirected:
        with output.open("wb") as file:
            file.write(b"one ")
            file.flush()
            subprocess.run([sys.executable, "-c", code], check=True, stdout=file, timeout=60)
        assert output.read_bytes() == b"one two"
    else:
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)
        assert done.stdout == b"two"


def test_nothing_is_left_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old file is as it was, and there is no other."""
    path = tmp_path / "a.txt"
    put(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        put(path, b"new")
    assert (names(tmp_path), path.read_bytes()) == (["a.txt"], b"old")


@pytest.mark.parametrize("write", [lambda path: put(path, b"x"), require_writable], ids=["put", "asked"])
def test_a_folder_is_no_file(tmp_path: Path, write: object) -> None:
    """Told as such, before and when it is written."""
    assert callable(write)
    with pytest.raises(IsADirectoryError):
        write(tmp_path)
    circle = tmp_path / "circle"
    circle.symlink_to("circle")
    with pytest.raises(OSError, match="symbolic links"):
        write(circle)
    require_writable(Path("/dev/full"))


def test_what_people_edit_is_kept(tmp_path: Path) -> None:
    """A file, or a folder that holds CSV files; not another folder, a device or a pipe."""
    for path in (tmp_path / "none.docx", tmp_path, Path("/dev/stdout"), Path("/dev/null")):
        keep_edited(path, force=False)
    (tmp_path / "edited.docx").write_bytes(b"mine")
    keep_edited(tmp_path, force=False)
    (tmp_path / "systems.csv").write_bytes(b"mine")
    for path in (tmp_path / "edited.docx", tmp_path):
        with pytest.raises(InventoryError, match=r"exists already.*--force"):
            keep_edited(path, force=False)
        keep_edited(path, force=True)
