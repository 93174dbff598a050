"""Files are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from inventory.errors import InventoryError


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file; see ``whole_file``."""
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that replaces one when all is written, its folder made when it is missing.

    A failure leaves the old file as it was.

    Raises:
        InventoryError: the file can't be written.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InventoryError(f"{path}: can't be written ({error.strerror}): choose another place") from error
