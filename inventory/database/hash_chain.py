"""The log as a chain: each row's hash covers the row and the hash of the row before it.

A row's content is JSON with sorted keys, without blanks, in ASCII (compare RFC 8785); what has no value
(null, false) is left out, so that a column added later leaves the hashes of older rows as they are.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from json.encoder import encode_basestring_ascii

GENESIS = "0" * 64  # what the first row has for the hash before it
HASH, PREVIOUS = "hash", "previous_hash"
ROW_FORMS = 50  # sets of columns
_canonical: Callable[[object], str] = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def row_hash(row: Mapping[str, object]) -> str:
    """The SHA-256 of a row by column, in hexadecimal; its own ``hash`` takes no part."""
    members: list[str] = []
    for name, begun in _members(tuple(row)):
        value = row[name]
        if type(value) is str:  # most are; the encoder of whole objects costs several times as much
            members.append(begun + encode_basestring_ascii(value))
        elif value is not None and value is not False:
            told = str(value) if type(value) is int else _canonical(_plain(value))
            members.append(begun + told)
    content = f"{{{','.join(members)}}}"
    return hashlib.sha256(content.encode("ascii")).hexdigest()


@lru_cache(maxsize=ROW_FORMS)
def _members(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The columns that are hashed, in order, each with what begins it in JSON."""
    return tuple((name, f"{encode_basestring_ascii(name)}:") for name in sorted(names) if name != HASH)


def chained(row: Mapping[str, object], previous: str) -> dict[str, object]:
    """The row with its place in the chain."""
    linked = {**row, PREVIOUS: previous}
    return {**linked, HASH: row_hash(linked)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
