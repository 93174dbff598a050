"""The log as a chain: each row's hash covers the row and the hash of the row before it.

A row's content is JSON with sorted keys, without blanks, in ASCII (compare RFC 8785); what has no value
(null, false) is left out, so that a column added later leaves the hashes of older rows as they are.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

GENESIS = "0" * 64  # what the first row has for the hash before it
HASH, PREVIOUS = "hash", "previous_hash"
PLAIN = (str, int)  # what JSON writes as it is
_canonical: Callable[[object], str] = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def row_hash(row: Mapping[str, object]) -> str:
    """The SHA-256 of a row by column, in hexadecimal; its own ``hash`` takes no part."""
    content = {
        name: value if type(value) in PLAIN else _plain(value)
        for name, value in row.items()
        if value is not None and value is not False and name != HASH
    }
    return hashlib.sha256(_canonical(content).encode("ascii")).hexdigest()


def chained(row: Mapping[str, object], previous: str) -> dict[str, object]:
    """The row with its place in the chain."""
    linked = {**row, PREVIOUS: previous}
    return {**linked, HASH: row_hash(linked)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
