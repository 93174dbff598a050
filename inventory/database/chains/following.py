"""Whether what a chain covers is as it was recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, String, func, select, type_coerce

from inventory.database.chains.digests import SealedTable, digests, subjects
from inventory.database.chains.tables import ChainHeadRow, ChainLinkRow
from inventory.database.hash_chain import GENESIS, HASH, RowForm
from inventory.database.rows import columns_of

NEWEST = 5_000  # rows of a table whose content is read unless all are asked for
COLUMNS = {str(column.key): column for column in columns_of(ChainLinkRow)}
FORM = RowForm(COLUMNS)
ORDER = (*FORM.names, HASH)  # of a link's columns as they are read
_told = itemgetter(  # of a link: where it is, what it is of, and both hashes
    *(
        ORDER.index(column.key)
        for column in (
            ChainLinkRow.position,
            ChainLinkRow.subject,
            ChainLinkRow.content,
            ChainLinkRow.previous_hash,
            ChainLinkRow.hash,
        )
    )
)


class Fault(StrEnum):
    """What is wrong with a row."""

    CHANGED = "changed"  # its content is not that of its hash
    NOT_NEXT = "not-next"  # it does not follow the row before it: rows are missing, or were put elsewhere
    MISSING = "missing"  # the log ends before it; without a number: nothing tells where it ended
    UNREADABLE = "unreadable"  # it holds what no program of ours wrote
    STATUS = "status"  # the log is good, and what is kept beside it of the event's system is not
    HASH_UNKNOWN = "hash-unknown"  # the hash that was noted is not in the log
    HEAD = "head"  # what tells the end of the log tells another end, or several
    GONE = "gone"  # a chain covers it, and it is not there
    NOT_COVERED = "not-covered"  # it is there, and no chain covers it


@dataclass(frozen=True)
class Noted:
    """What somebody noted of a chain: how many links it had, and the hash of the last of them."""

    links: int
    hash: str


@dataclass(frozen=True)
class ChainFound:
    """What was found of a chain. ``links``: how many are good; ``head``: the hash of the last of them.

    ``fault``: of the first bad row, ``row``; None: all is as it was recorded. ``unread``: how many rows'
    content was not read, since only the newest were; ``left_out``: how many endpoints were not folded anew.
    """

    name: str
    links: int = 0
    head: str = GENESIS
    fault: Fault | None = None
    row: str | None = None
    unread: int = 0
    left_out: int = 0


@dataclass(frozen=True)
class Chain:
    """A chain and the tables it covers: what a package hands in to have it verified."""

    name: str
    tables: Sequence[SealedTable]

    def verify(
        self, connection: Connection, noted: Noted | None = None, *, everything: bool = False
    ) -> ChainFound:
        """Follow the links, then hold every row against its link. ``everything``: also the oldest content."""
        found, contents = follow(connection, self.name, noted)
        for table in self.tables if found.fault is None else ():
            found = _table(connection, table, contents, found, everything=everything)
        return found


def follow(connection: Connection, chain: str, noted: Noted | None) -> tuple[ChainFound, dict[str, str]]:
    """The links of a chain, and the digest that it holds of each subject."""
    links, head, contents = 0, GENESIS, dict[str, str]()
    met = noted is None or (noted.links, noted.hash) == (0, GENESIS)
    for row in _links(connection, chain):
        position, subject, content, previous, own = _told(row)
        if fault := _fault(row, own, follows=(previous, position) == (head, links + 1)):
            return ChainFound(chain, links, head, fault, str(position)), contents
        links, head = links + 1, own
        contents[subject] = content
        met = met or (noted is not None and (noted.links, noted.hash) == (links, head))
    found = ChainFound(chain, links, head)
    if (fault := _head(connection, found)) is None and not met:
        fault = Fault.HASH_UNKNOWN
    return replace(found, fault=fault), contents


def _links(connection: Connection, chain: str) -> Iterator[Sequence[Any]]:
    query = select(*(type_coerce(COLUMNS[name], String) for name in ORDER))
    ordered = query.where(ChainLinkRow.chain == chain).order_by(ChainLinkRow.position)
    return iter(connection.execution_options(yield_per=10_000).execute(ordered))


def _fault(row: Sequence[Any], own: str, *, follows: bool) -> Fault | None:
    try:
        changed = FORM.hash(row) != own
    except TypeError:  # bytes
        return Fault.UNREADABLE
    if changed:
        return Fault.CHANGED
    return None if follows else Fault.NOT_NEXT


def _head(connection: Connection, found: ChainFound) -> Fault | None:
    query = select(type_coerce(ChainHeadRow.position, String), type_coerce(ChainHeadRow.hash, String))
    heads = connection.execute(query.where(ChainHeadRow.chain == found.name)).all()
    if len(heads) != 1:
        return Fault.HEAD
    position, head = map(str, heads[0])
    if head != found.head:
        return Fault.MISSING
    return None if position == str(found.links) else Fault.HEAD


def _table(
    connection: Connection,
    table: SealedTable,
    contents: dict[str, str],
    found: ChainFound,
    *,
    everything: bool,
) -> ChainFound:
    """Every row has its link, and every link of the table its row."""
    stored = list(subjects(connection, table))
    linked = {subject for subject in contents if subject.partition(" ")[0] == table.name}
    if missing := linked.difference(stored):
        return replace(found, fault=Fault.GONE, row=min(missing))
    if uncovered := set(stored) - linked:
        return replace(found, fault=Fault.NOT_COVERED, row=min(uncovered))
    only, unread = ((), 0) if everything else _newest(connection, table, len(stored))
    for subject, content in digests(connection, table, *only, kept=contents):
        if contents[subject] != content:
            return replace(found, fault=Fault.CHANGED, row=subject)
    return replace(found, unread=found.unread + unread)


def _newest(connection: Connection, table: SealedTable, rows: int) -> tuple[tuple[Any, ...], int]:
    if rows <= NEWEST:
        return (), 0
    newest = select(table.key).order_by(table.key.desc()).limit(NEWEST).subquery()
    first = connection.scalar(select(func.min(newest.c[0])))
    return (table.key >= first,), rows - NEWEST
