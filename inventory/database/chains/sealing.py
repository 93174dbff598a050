"""Covers rows by a chain as they are recorded."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from inventory.database.chains.digests import SealedTable, digests
from inventory.database.chains.tables import ChainHeadRow, ChainLinkRow
from inventory.database.hash_chain import HASH, chained
from inventory.database.rows import values
from inventory.errors import InventoryError

OF_CHAIN = ChainHeadRow.chain == bindparam("of_chain")
HEAD = select(ChainHeadRow.position, ChainHeadRow.hash).where(OF_CHAIN).with_for_update()
MOVED = update(ChainHeadRow).where(OF_CHAIN)
DAMAGED = "the chain {chain} lost its head: see capdo approval verify; restore a backup"


def seal(connection: Connection, chain: str, table: SealedTable, *only: ColumnElement[bool]) -> None:
    """Link rows that were just written, within their transaction.

    Args:
        connection: a transaction begun by ``transactions.writing``.
        chain: its name.
        table: what is covered.
        only: conditions that name the new rows; none: every row, as for a database that had no chain.

    Raises:
        InventoryError: somebody removed the chain's head.

    """
    append_links(connection, chain, digests(connection, table, *only))


def append_links(connection: Connection, chain: str, covered: Iterable[tuple[str, str]]) -> None:
    """Append a link for each subject with its digest; see ``seal``."""
    named = {"of_chain": chain}
    stored = connection.execute(HEAD, named).one_or_none()
    if stored is None:
        raise InventoryError(DAMAGED, chain=chain)
    last, newest = stored
    links: list[dict[str, object]] = []
    for subject, content in covered:
        links.append(link(chain, last + len(links) + 1, subject, content, newest))
        newest = str(links[-1][HASH])
    if links:
        connection.execute(insert(ChainLinkRow), links)
        told = values({ChainHeadRow.position: last + len(links), ChainHeadRow.hash: newest})
        connection.execute(MOVED, {**told, **named})


def link(chain: str, position: int, subject: str, content: str, previous: str) -> dict[str, object]:
    """The row of a link."""
    row = {
        ChainLinkRow.chain: chain,
        ChainLinkRow.position: position,
        ChainLinkRow.subject: subject,
        ChainLinkRow.content: content,
    }
    return chained(values(row), previous)
