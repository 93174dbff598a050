"""What a chain keeps of a row: the SHA-256 of its columns and of the rows that belong to it.

Values are taken as the database keeps them, not as types that could refuse what somebody put there: whatever
a row holds has a digest, and another one than before.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, or_, select, type_coerce

from inventory.database.rows import streamed

AT_ONCE = 10_000  # rows fetched at a time
WITH_LATER = "later:"  # what a digest begins with that covers the parts' later columns
Covered = Sequence[ColumnElement[Any]]


@dataclass(frozen=True)
class SealedParts:
    """Rows of another table that belong to a sealed row: ``parent`` holds its key, ``key`` orders them.

    ``later``: columns that came after the chain and that few rows fill. A digest that covers them says so
    (``WITH_LATER``); it takes them from the rows that have any, each after the first of ``columns``.
    """

    parent: ColumnElement[Any]
    key: ColumnElement[Any]
    columns: Covered
    later: Covered = ()


@dataclass(frozen=True)
class SealedTable:
    """Rows that a chain covers.

    ``key``: the order of recording; ``subject``: the columns that name a row for good, also where it is
    written anew; ``columns``: what is covered, named one by one so that a later column changes no digest;
    ``when``: which rows are covered; None: all. ``emptied``: a covered column of bytes that may be emptied,
    and the column that then holds their SHA-256 instead.
    """

    name: str
    key: ColumnElement[Any]
    subject: Covered
    columns: Covered
    parts: SealedParts | None = None
    when: ColumnElement[bool] | None = None
    emptied: tuple[ColumnElement[Any], ColumnElement[Any]] | None = None


def digests(
    connection: Connection,
    table: SealedTable,
    *only: ColumnElement[bool],
    kept: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[tuple[str, str]]:
    """The subject and the digest of rows in the order of recording.

    Args:
        connection: within a transaction.
        table: what is covered.
        only: conditions on ``key``.
        kept: digests by subject, to be compared; each is made anew from the columns that it covers.

    """
    parts, later = _parts(connection, table, only), _later(connection, table, only)
    following = next(parts, None)
    width = len(table.subject)
    columns = (*table.subject, *table.columns, *(table.emptied[1:] if table.emptied else ()))
    for key, *values in _rows(connection, _covered(table, columns), table, only):
        while following is not None and following[0] < key:
            following = next(parts, None)
        own: Sequence[object] = ()
        if following is not None and following[0] == key:
            own, following = following[1], next(parts, None)
        named = subject(table, values[:width])
        covers_later = later is not None and kept.get(named, WITH_LATER).startswith(WITH_LATER)
        filled = later.get(key, ()) if later is not None and covers_later else None
        yield named, digest(_as_recorded(table, values[width:]), own, filled)


def digest(covered: Sequence[object], parts: Sequence[object], later: Sequence[object] | None = None) -> str:
    """The digest of a row, as ``digests`` makes it of what is stored.

    Args:
        covered: the values of its columns (``SealedTable.columns``).
        parts: those of each of its parts, in the order of their keys.
        later: those of the parts that fill a later column; None: their table has none.

    """
    told: list[object] = [covered, parts]
    if later is not None:
        told.append(later)
    form = WITH_LATER if later is not None else ""
    return form + hashlib.sha256(_encode(told).encode("ascii")).hexdigest()


def _as_recorded(table: SealedTable, values: list[Any]) -> list[Any]:
    """Bytes that were emptied as their digest, which is how they are covered anyway."""
    if table.emptied is None:
        return values
    *covered, digest = values
    place = next(index for index, column in enumerate(table.columns) if column is table.emptied[0])
    if digest is not None and not covered[place]:
        covered[place] = digest
    return covered


def subjects(connection: Connection, table: SealedTable) -> Iterator[str]:
    """What names each row of a table, in no order: an index tells it without the rows themselves."""
    query = select(*map(_raw, table.subject))
    chosen = query if table.when is None else query.where(table.when)
    for values in streamed(connection, chosen, AT_ONCE):
        yield subject(table, values)


def subject(table: SealedTable, values: Sequence[object]) -> str:
    """A row by its table and what identifies it."""
    return " ".join([table.name, *map(str, values)])


def _covered(table: SealedTable, columns: Covered) -> Select[*tuple[Any, ...]]:
    return select(*map(_raw, (table.key, *columns)))


def _rows(
    connection: Connection,
    query: Select[*tuple[Any, ...]],
    table: SealedTable,
    only: Sequence[ColumnElement[bool]],
) -> Iterator[Sequence[Any]]:
    conditions = [*only] if table.when is None else [table.when, *only]
    ordered = query.where(*conditions).order_by(table.key)
    yield from streamed(connection, ordered, AT_ONCE)


def _parts(
    connection: Connection, table: SealedTable, only: Sequence[ColumnElement[bool]]
) -> Iterator[tuple[Any, Sequence[object]]]:
    """The rows that belong to each row, by its key, in the order of the keys."""
    if table.parts is not None:
        yield from _parted(connection, table, table.parts, table.parts.columns, only)


def _later(
    connection: Connection, table: SealedTable, only: Sequence[ColumnElement[bool]]
) -> Mapping[Any, Sequence[object]] | None:
    """What the later columns of the parts hold, by the key of their row; None: there are no such columns."""
    if table.parts is None or not table.parts.later:
        return None
    parts = table.parts
    filled = or_(*(column.is_not(None) for column in parts.later))
    columns = (parts.columns[0], *parts.later)
    return dict(_parted(connection, table, parts, columns, only, filled))


def _parted(
    connection: Connection,
    table: SealedTable,
    parts: SealedParts,
    columns: Covered,
    only: Sequence[ColumnElement[bool]],
    *chosen: ColumnElement[bool],
) -> Iterator[tuple[Any, Sequence[object]]]:
    query = select(*map(_raw, (parts.parent, *columns))).order_by(parts.parent, parts.key).where(*chosen)
    if only:
        query = query.where(parts.parent.in_(select(table.key).where(*only)))
    found = streamed(connection, query, AT_ONCE)
    for parent, rows in groupby(found, key=itemgetter(0)):
        yield parent, [row[1:] for row in rows]


def _raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """As the driver gives it: SQLite's days and moments are text."""
    return type_coerce(column, String)


def _plain(value: object) -> object:
    """What JSON has no form for; most values are text and numbers."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else str(value)


_encode: Callable[[object], str] = json.JSONEncoder(separators=(",", ":"), default=_plain).encode
