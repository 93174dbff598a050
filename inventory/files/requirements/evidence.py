"""Files of evidence that a workbook names: hashed when it is read, as far as they lie beside it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inventory.requirements.model import SelfAssessment


@dataclass(frozen=True)
class Hashed:
    """Self-assessments with the hashes of their evidence; ``missing``: the files that were not found."""

    said: tuple[SelfAssessment, ...]
    missing: tuple[str, ...]


def hashed(told: Iterable[SelfAssessment], folder: Path) -> Hashed:
    """Give each that names a file without a hash the SHA-256 that the file has now."""
    said, missing = [], []
    for one in told:
        if one.file is None or one.file_sha256 is not None:
            said.append(one)
            continue
        digest = _sha256(folder / one.file)
        if digest is None:
            missing.append(one.file)
        said.append(one.model_copy(update={"file_sha256": digest}))
    return Hashed(tuple(said), tuple(dict.fromkeys(missing)))


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
