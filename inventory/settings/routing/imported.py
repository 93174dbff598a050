"""A file that an officer downloaded: packed with gzip or not, dated, bounded, and known by its hash."""

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from inventory.clock import day_of
from inventory.errors import InventoryError
from inventory.safe_text import quoted
from inventory.wording.phrases import Foreign, Phrase, os_reason

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST = 300_000_000  # bytes, as the file is; the largest of its kind has some hundred million
LARGEST_UNPACKED = 1_000_000_000
PIECE = 1_000_000  # bytes read at once
LONGEST_LINE = 100_000
GZIP = b"\x1f\x8b"


@dataclass(frozen=True)
class DownloadedFile:
    """One file of a setting; ``how`` tells where it comes from."""

    path: Path
    setting: str
    how: Phrase

    def refusal(self, what: Phrase) -> InventoryError:
        """Why it cannot be used."""
        return InventoryError(
            "{setting}: {path} {what}: {how}",
            setting=self.setting,
            path=quoted(str(self.path)),
            what=what,
            how=self.how,
        )

    def pieces(self) -> Iterator[str]:
        """Its text, some at a time.

        Raises:
            InventoryError: it cannot be read, or is too large.

        """
        read = 0
        try:
            if self.path.stat().st_size > LARGEST:
                raise self.refusal(Phrase("is larger than {most:,} bytes", most=LARGEST))
            with self.path.open("rb") as file:
                packed = file.read(len(GZIP)) == GZIP
            with gzip.open(self.path) if packed else self.path.open("rb") as content:
                while piece := content.read(PIECE):
                    piece = piece.removeprefix(codecs.BOM_UTF8) if not read else piece
                    read += len(piece)
                    if read > LARGEST_UNPACKED:
                        raise self.refusal(Phrase("holds more than {most:,} bytes", most=LARGEST_UNPACKED))
                    yield piece.decode("ascii", errors="replace")
        except (OSError, EOFError, zlib.error) as error:
            raise self.refusal(Phrase("cannot be read ({reason})", reason=_why(error))) from error

    def lines(self) -> Iterator[str]:
        """Its lines; InventoryError as of ``pieces``."""
        rest = ""
        for piece in self.pieces():
            *whole, rest = (rest + piece).split("\n")
            if len(rest) > LONGEST_LINE:
                raise self.refusal(Phrase("is no text of lines"))
            yield from whole
        if rest:
            yield rest

    def sha256(self) -> str:
        """Of the file as it is."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def day(self) -> date:
        """Of its last change: of a file that says nothing of its own day."""
        return day_of(EPOCH + timedelta(seconds=self.path.stat().st_mtime))


def _why(error: Exception) -> Phrase:
    is_of_system = isinstance(error, OSError) and error.strerror is not None
    return os_reason(error) if is_of_system and isinstance(error, OSError) else Foreign(str(error))
