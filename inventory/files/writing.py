"""Files are written whole or not at all; devices and links stay what they are."""

import errno
import os
import stat
import tempfile
from pathlib import Path

from inventory.errors import InventoryError
from inventory.safe_text import quoted
from inventory.wording.phrases import os_reason

DEVICES = (Path("/dev"), Path("/proc"))  # what is opened there is somebody's open file, a pipe or a device


def put(path: Path, content: bytes) -> None:
    """Replace a file, or write to a device or a pipe; a missing folder is made.

    A link stays a link: what it leads to is replaced. A failure leaves the old file as it was, and no other.

    Raises:
        OSError: the file can't be written.

    """
    if _is_stream(path):
        with path.open("ab", buffering=0) as stream:  # appended: a redirected output may have begun already
            _write_all(stream.fileno(), content)
        return
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    _replace(target, content)


def write_whole(path: Path, content: bytes) -> None:
    """``put``, told in one line when it fails.

    Raises:
        InventoryError: the file can't be written.

    """
    try:
        put(path, content)
    except OSError as error:
        raise InventoryError(
            "{path}: can't be written ({reason}): choose another place", path=path, reason=os_reason(error)
        ) from error


def require_writable(path: Path) -> None:
    """Find out that a file can't be written before the work that fills it, not after.

    Raises:
        OSError: the file can't be written.

    """
    if _is_stream(path):
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    tempfile.TemporaryFile(dir=target.parent).close()


def keep_edited(path: Path, *, force: bool) -> None:
    """Refuse to replace what people edit by hand. ``force``: they said that it may go.

    Raises:
        InventoryError: there is such a file already, or a folder that holds CSV files.

    """
    if _is_there(path) and not force:
        raise InventoryError(
            "{path}: exists already, and may have been edited by hand: choose another name, or replace it "
            "with --force",
            path=path,
        )


def keep_what_is_there(path: Path) -> None:
    """Refuse to replace any file: ``keep_edited`` of what is never replaced, as nobody could make it again.

    Raises:
        InventoryError: there is such a file already.

    """
    if _is_there(path):
        raise InventoryError(
            "{path}: exists already: choose another name, so that no data is lost", path=path
        )


def _is_there(path: Path) -> bool:
    try:
        return any(path.glob("*.csv")) if path.is_dir() else path.is_file() and not _is_stream(path)
    except OSError as error:
        raise InventoryError(
            "{path}: can't be written ({reason})", path=quoted(path), reason=os_reason(error)
        ) from error


def _is_stream(path: Path) -> bool:
    """Whether it is nothing that can be replaced: a device, a pipe, or an open file by its number."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(mode):
        return False
    return not stat.S_ISREG(mode) or any(path.absolute().is_relative_to(folder) for folder in DEVICES)


def _write_all(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".capdo-")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        written.chmod(0o644)  # a temporary file is its owner's alone
        written.replace(target)
    finally:
        written.unlink(missing_ok=True)
