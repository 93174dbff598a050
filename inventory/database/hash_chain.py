"""The log as a chain: each row's hash covers the row and the hash of the row before it.

A row's content is JSON with sorted keys, without blanks, in ASCII (compare RFC 8785); what has no value
(null, false) is left out, so that a column added later leaves the hashes of older rows as they are.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from json.encoder import encode_basestring_ascii

GENESIS = "0" * 64  # what the first row has for the hash before it
HASH, PREVIOUS = "hash", "previous_hash"
ROW_FORMS = 50  # sets of columns
_canonical: Callable[[object], str] = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


class RowForm:
    """How rows with some columns are hashed. ``names``: the columns that take part, in their order."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.names = tuple(sorted(name for name in columns if name != HASH))
        self._begun = [f"{encode_basestring_ascii(name)}:" for name in self.names]

    def hash(self, values: Iterable[object]) -> str:
        """The SHA-256 of a row in hexadecimal, its values as ``names``; what follows them takes no part.

        Most values are text: the encoder of whole objects costs several times as much.
        """
        members = [
            begun + (encode_basestring_ascii(value) if type(value) is str else _told(value))
            for begun, value in zip(self._begun, values, strict=False)
            if value is not None and value is not False
        ]
        return hashlib.sha256(f"{{{','.join(members)}}}".encode("ascii")).hexdigest()


def row_hash(row: Mapping[str, object]) -> str:
    """The SHA-256 of a row by column, in hexadecimal; its own ``hash`` takes no part."""
    form = _form(tuple(row))
    return form.hash([row[name] for name in form.names])


_form = lru_cache(maxsize=ROW_FORMS)(RowForm)


def chained(row: Mapping[str, object], previous: str) -> dict[str, object]:
    """The row with its place in the chain."""
    linked = {**row, PREVIOUS: previous}
    return {**linked, HASH: row_hash(linked)}


def _told(value: object) -> str:
    return str(value) if type(value) is int else _canonical(_plain(value))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
