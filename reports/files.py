"""Writing a report whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from reports.errors import ReportError


def require_writable(path: Path) -> None:
    """Tell that a file cannot be written before the work that fills it, not after.

    Raises:
        ReportError: the file cannot be written.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        tempfile.TemporaryFile(dir=path.parent).close()
    except OSError as error:
        raise ReportError(f"cannot write {path}: {error.strerror}") from error


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file by way of a temporary one beside it, so that nobody reads half a report.

    Raises:
        ReportError: the file cannot be written.

    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file by way of a temporary one beside it.

    Raises:
        ReportError: the file cannot be written.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
            temporary.write(data)
        _put_in_place(Path(temporary.name), path)
    except OSError as error:
        raise ReportError(f"cannot write {path}: {error.strerror}") from error


def _put_in_place(written: Path, path: Path) -> None:
    try:
        written.chmod(0o644)  # a temporary file is its owner's alone
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)
