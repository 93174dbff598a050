"""Whether the log is as it was written: the first row that was changed, removed or put elsewhere.

The chain proves the order and the content of its rows to whoever kept an earlier ``head``: somebody who can
write the whole file could chain a forged log anew, which only a hash noted elsewhere gives away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select

from inventory.approvals.current_statuses import wrongly_projected
from inventory.database.hash_chain import GENESIS, HASH, PREVIOUS, row_hash
from inventory.database.rows import columns_of
from inventory.database.tables import ApprovalEventRow, ApprovalHeadRow


class Fault(StrEnum):
    """What is wrong with a row."""

    CHANGED = "changed"  # its content is not that of its hash
    NOT_NEXT = "not-next"  # it does not follow the row before it: rows are missing, or were put elsewhere
    MISSING = "missing"  # the log ends before it; without a number: nothing tells where it ended
    UNREADABLE = "unreadable"  # it holds what no program of ours wrote
    STATUS = "status"  # the log is good, and what is kept beside it of the event's system is not
    HASH_UNKNOWN = "hash-unknown"  # the hash that was noted is not in the log


@dataclass(frozen=True)
class Verification:
    """``events``: how many were found good; ``head``: the hash of the last of them, to be noted elsewhere.

    ``fault`` and ``sequence``: the first bad row, and its number; None: the log is as it was written.
    """

    events: int
    head: str
    fault: Fault | None = None
    sequence: int | None = None


def verify(connection: Connection, known_hash: str | None = None) -> Verification:
    """Follow the chain from the first row. ``known_hash``: a head noted earlier, which must be in it."""
    query = select(ApprovalHeadRow.sequence, ApprovalHeadRow.hash)
    last, newest_hash = connection.execute(query).one_or_none() or (None, None)
    found = _follow(_rows(connection), known_hash)
    if found.fault in (None, Fault.HASH_UNKNOWN) and found.head != newest_hash:
        return Verification(found.events, found.head, Fault.MISSING, last)
    wrong = None if found.fault else wrongly_projected(connection)
    return found if wrong is None else Verification(found.events, found.head, Fault.STATUS, wrong)


def _rows(connection: Connection) -> Iterator[Mapping[str, Any]]:
    query = select(*columns_of(ApprovalEventRow)).order_by(ApprovalEventRow.sequence)
    for row in connection.execute(query):
        yield row._asdict()


def _follow(rows: Iterator[Mapping[str, Any]], known_hash: str | None) -> Verification:
    good, newest, number = 0, GENESIS, 0
    met = known_hash in (None, GENESIS)
    try:
        for row in rows:
            number = row[ApprovalEventRow.sequence.key]
            if fault := _fault(row, newest):
                return Verification(good, newest, fault, number)
            good, newest = good + 1, row[HASH]
            met = met or newest == known_hash
    except (TypeError, ValueError):  # what the column's type can't take
        return Verification(good, newest, Fault.UNREADABLE, number + 1)
    return Verification(good, newest, None if met else Fault.HASH_UNKNOWN)


def _fault(row: Mapping[str, Any], before: str) -> Fault | None:
    if row_hash(row) != row[HASH]:
        return Fault.CHANGED
    return None if row[PREVIOUS] == before else Fault.NOT_NEXT
