"""Writing a report whole or not at all."""

from pathlib import Path

from inventory.files import writing
from inventory.wording.phrases import os_reason
from reports.errors import ReportError


def require_writable(path: Path) -> None:
    """Tell that a file cannot be written before the work that fills it, not after.

    Raises:
        ReportError: the file cannot be written.

    """
    try:
        writing.require_writable(path)
    except OSError as error:
        raise ReportError("cannot write {path}: {reason}", path=path, reason=os_reason(error)) from error


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 file so that nobody reads half a report (``inventory.files.writing``).

    Raises:
        ReportError: the file cannot be written.

    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        ReportError: the file cannot be written.

    """
    try:
        writing.put(path, data)
    except OSError as error:
        raise ReportError("cannot write {path}: {reason}", path=path, reason=os_reason(error)) from error
