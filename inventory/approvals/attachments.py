"""Whether the documents of what was recorded are still the same: the SHA-256 of each, worked out anew.

A document that isn't there, or can't be read, was not tested: only one whose content differs has changed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Protocol

from inventory.model import Code


class Documented(Protocol):
    """What was recorded with a document: an approval event, a self-assessment."""

    @property
    def sequence(self) -> int | None:
        """Its number in its log."""

    @property
    def system(self) -> Code:
        """The system that it is of."""

    @property
    def on(self) -> date:
        """The day that it is of."""

    @property
    def file(self) -> str | None:
        """Where the document lay."""

    @property
    def file_sha256(self) -> str | None:
        """What it was then."""


class AttachmentState(StrEnum):
    """What was found of a document."""

    SAME = "same"
    CHANGED = "changed"
    NOT_TESTED = "not_tested"


class Untested(StrEnum):
    """Why a document could not be tested."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    NO_HASH = "no_hash"  # the event names a file without its SHA-256
    OTHER = "other"  # under its name, in another folder, lies the document of another event


@dataclass(frozen=True)
class Attachment:
    """One event's document. ``path``: where it was looked at; ``reason``: only where it was not tested."""

    event: Documented
    state: AttachmentState
    path: Path | None = None
    reason: Untested | None = None


def attachments(events: Iterable[Documented], folder: Path) -> tuple[Attachment, ...]:
    """The documents that events name, each looked for below ``folder``; events without one are left out.

    A file is looked for by its whole recorded path, then by ever shorter endings of it, down to its name:
    documents move together with the folders they are kept in.
    """
    named = [event for event in events if event.file is not None]
    others: dict[str, set[Path]] = defaultdict(set)
    for event in named:
        others[_recorded_hash(event)].update(_places(event.file or ""))
    return tuple(_attachment(event, folder, others) for event in named)


def _attachment(event: Documented, folder: Path, others: Mapping[str, Collection[Path]]) -> Attachment:
    """``others``: by hash, where the documents that have it may lie."""
    recorded = _recorded_hash(event)
    if not recorded:
        return Attachment(event, AttachmentState.NOT_TESTED, reason=Untested.NO_HASH)
    try:
        path = next((place for place in _places(event.file or "") if (folder / place).is_file()), None)
        if path is None:
            return Attachment(event, AttachmentState.NOT_TESTED, reason=Untested.MISSING)
        actual = _sha256(folder / path)
    except OSError:
        return Attachment(event, AttachmentState.NOT_TESTED, reason=Untested.UNREADABLE)
    if actual == recorded:
        return Attachment(event, AttachmentState.SAME, folder / path)
    if path in others.get(actual, ()) and not _lies_where_recorded(folder / path, event.file or ""):
        return Attachment(event, AttachmentState.NOT_TESTED, folder / path, Untested.OTHER)
    return Attachment(event, AttachmentState.CHANGED, folder / path)


def _lies_where_recorded(file: Path, recorded: str) -> bool:
    """Whether a file's whole path ends as the recorded one, from whichever folder it is looked at."""
    whole = next(_places(recorded), Path())
    return file.resolve().parts[-len(whole.parts) :] == whole.parts


def _recorded_hash(event: Documented) -> str:
    return (event.file_sha256 or "").strip().lower()


def _places(recorded: str) -> Iterator[Path]:
    """A recorded path, of whichever system, and its endings: never one that leaves the folder."""
    path = PurePosixPath(recorded) if "/" in recorded else PureWindowsPath(recorded)
    parts = [part for part in path.parts if part not in (path.anchor, "..")]
    return (Path(*parts[start:]) for start in range(len(parts)))


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
