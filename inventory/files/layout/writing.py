"""Files are written whole or not at all."""

import os
import tempfile
from pathlib import Path

from inventory.errors import InventoryError


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file, making its folder when it is missing; a failure leaves the old file as it was.

    Raises:
        InventoryError: the file can't be written.

    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InventoryError(f"{path}: can't be written ({error.strerror}): choose another place") from error
