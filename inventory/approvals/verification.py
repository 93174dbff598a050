"""Whether the log is as it was written: the first row that was changed, removed or put elsewhere.

The chain proves the order and the content of its rows to whoever kept an earlier ``head``: somebody who can
write the whole file could chain a forged log anew, which only a hash noted elsewhere gives away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, String, select, type_coerce

from inventory.approvals.projection_check import Histories, wrongly_projected
from inventory.database.chains.following import Fault, Noted
from inventory.database.hash_chain import GENESIS, HASH, PREVIOUS, RowForm
from inventory.database.rows import columns_of, streamed
from inventory.database.tables import ApprovalEventRow, ApprovalHeadRow

__all__ = ["Fault", "Verification", "verify"]
ROWS = 10_000  # fetched at a time
COLUMNS = {str(column.key): column for column in columns_of(ApprovalEventRow)}
FORM = RowForm(COLUMNS)
ORDER = (*FORM.names, HASH)  # of the columns as they are read
NUMBER, MOMENT, WITHDRAWS, BEFORE, OWN = map(
    ORDER.index,
    (
        ApprovalEventRow.sequence.key,
        ApprovalEventRow.recorded_at.key,
        ApprovalEventRow.withdraws.key,
        PREVIOUS,
        HASH,
    ),
)


@dataclass(frozen=True)
class Verification:
    """``events``: how many were found good; ``head``: the hash of the last of them, to be noted elsewhere.

    ``fault`` and ``sequence``: the first bad row, and its number; None: the log is as it was written.
    ``system``: whose status is kept wrong.
    """

    events: int
    head: str
    fault: Fault | None = None
    sequence: int | None = None
    system: str | None = None


def verify(connection: Connection, known_hash: str | None = None, noted: Noted | None = None) -> Verification:
    """Follow the chain from the first row, and hold what is kept beside the log against it.

    ``known_hash``: a head noted earlier, which must be in it; ``noted``: with the place where it was.
    """
    histories = Histories(ORDER)
    chain = _follow(connection, histories, known_hash, noted)
    if chain.fault not in (None, Fault.HASH_UNKNOWN):
        return Verification(chain.events, chain.head, chain.fault, chain.sequence)
    if fault := _head_fault(connection, chain):
        return fault
    wrong = None if chain.fault else wrongly_projected(connection, histories)
    if wrong is not None:
        return Verification(chain.events, chain.head, Fault.STATUS, wrong.newest, wrong.system)
    return Verification(chain.events, chain.head, chain.fault)


def _head_fault(connection: Connection, chain: Verification) -> Verification | None:
    """What is wrong with the row that tells where the log ends; ``chain``: where it does end."""
    query = select(type_coerce(ApprovalHeadRow.sequence, String), type_coerce(ApprovalHeadRow.hash, String))
    heads = [tuple(map(str, row)) for row in connection.execute(query)]
    if not heads:
        return Verification(chain.events, chain.head, Fault.MISSING)
    sequence, newest = heads[0]
    if len(heads) == 1 and (sequence, newest) == (str(chain.sequence or 0), chain.head):
        return None
    if len(heads) == 1 and newest != chain.head and sequence.isdecimal():
        return Verification(chain.events, chain.head, Fault.MISSING, int(sequence))
    return Verification(chain.events, chain.head, Fault.HEAD)


def _rows(connection: Connection) -> Iterator[Sequence[Any]]:
    """As the database keeps them: types could refuse what somebody put there."""
    columns = (type_coerce(COLUMNS[name], String) for name in ORDER)
    return streamed(connection, select(*columns).order_by(ApprovalEventRow.sequence), ROWS)


def _follow(
    connection: Connection, histories: Histories, known_hash: str | None, noted: Noted | None
) -> Verification:
    """The chain as far as it is good; of a good one, ``sequence`` is the last event's number."""
    good, newest, number = 0, GENESIS, 0
    met = known_hash in (None, GENESIS)
    met_noted = noted is None or noted == Noted(0, GENESIS)
    for row in _rows(connection):
        number = row[NUMBER]
        if fault := _fault(row, newest, histories):
            return Verification(good, newest, fault, number)
        good, newest = good + 1, row[OWN]
        met = met or newest == known_hash
        met_noted = met_noted or (good == noted.links and newest == noted.hash if noted else True)
    return Verification(good, newest, None if met and met_noted else Fault.HASH_UNKNOWN, number)


def _fault(row: Sequence[Any], before: str, histories: Histories) -> Fault | None:
    """What is wrong with a row; one that is good is added to the histories."""
    try:
        if FORM.hash(_as_hashed(row)) != row[OWN]:
            return Fault.CHANGED
        if row[BEFORE] != before:
            return Fault.NOT_NEXT
        histories.add(row)
    except (TypeError, ValueError, KeyError):  # bytes, text that is none, no day, no kind of event
        return Fault.UNREADABLE
    return None


def _as_hashed(row: Sequence[Any]) -> Sequence[Any]:
    """A row in the types in which it was hashed: SQLite keeps moments and truth as text and numbers."""
    typed = list(row)
    if isinstance(typed[MOMENT], str):
        typed[MOMENT] = f"{typed[MOMENT].replace(' ', 'T', 1)}+00:00"
    if typed[WITHDRAWS] in (0, 1):
        typed[WITHDRAWS] = bool(typed[WITHDRAWS])
    return typed
