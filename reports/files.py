"""Writing a report whole or not at all."""

import tempfile
from pathlib import Path

from reports.errors import ReportError


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
        written = Path(temporary.name)
        written.chmod(0o644)  # a temporary file is its owner's alone
        written.replace(path)
    except OSError as error:
        raise ReportError(f"cannot write {path}: {error.strerror}") from error
