"""Recording events: numbered, held against the rules, chained, and folded into the current statuses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC

from sqlalchemy import Connection, insert, select, update

from inventory.approvals.corrections import as_corrected, is_correction
from inventory.approvals.current_statuses import project
from inventory.approvals.event_rows import recorded_of, row
from inventory.approvals.events import ApprovalEvent, Recorder, by_system, what_happened
from inventory.approvals.renaming.system_codes import as_called, as_logged
from inventory.approvals.rules.authorities import Authorities
from inventory.approvals.rules.history import new_refusals
from inventory.approvals.rules.model import ApprovalRefusedError, Basis, Refusal
from inventory.clock import today
from inventory.database.hash_chain import GENESIS, HASH, chained
from inventory.database.present_codes import present_codes
from inventory.database.reading import read
from inventory.database.tables import ApprovalEventRow, ApprovalHeadRow
from inventory.errors import InventoryError
from inventory.model import Code, Inventory, Text

UNKNOWN = Text(vi="danh mục không có hệ thống {}", en="there is no system {} in the inventory")


def record(connection: Connection, events: Iterable[ApprovalEvent], by: Recorder) -> list[ApprovalEvent]:
    """Record events within a transaction begun by ``transactions.writing``; those recorded.

    Raises:
        ApprovalRefusedError: every event that is refused, with the rule that forbids it.
        InventoryError: somebody removed the log's head.

    """
    last, newest_hash = _locked_head(connection)
    events = as_logged(connection, events)
    numbered = [_stamped(event, last + place, by) for place, event in enumerate(events, start=1)]
    if not numbered:
        return []
    histories = recorded_of(connection, {event.system for event in numbered})
    present = present_codes(connection)
    called = {present.get(code, code): history for code, history in histories.items()}
    refused = list(_refused(as_called(connection, numbered), called, read(connection, called.keys()), by))
    if refused:
        raise ApprovalRefusedError(refused)
    _insert(connection, numbered, newest_hash)
    project(connection, numbered, histories)
    return numbered


def record_new(connection: Connection, events: Iterable[ApprovalEvent], by: Recorder) -> int:
    """Record those that are not recorded yet, told by their content, as recorded or as corrected; how many.

    A correction among them names an event by its number in the same file, else by its number in the log.

    Raises:
        ApprovalRefusedError: every event that is refused, with the rule that forbids it.

    """
    last, _ = _locked_head(connection)
    events = as_logged(connection, events)
    histories = recorded_of(connection, {event.system for event in events})
    numbers = {
        what_happened(event): event.sequence or 0
        for history in histories.values()
        for event in (*as_corrected(history), *history)
    }
    in_file: dict[int, int] = {}
    new = []
    for event in sorted(events, key=is_correction):
        content = what_happened(
            event.model_copy(update={"corrects": in_file.get(event.corrects or 0, event.corrects)})
        )
        if content not in numbers:
            new.append(content.model_copy(update={"actor": event.actor}))
            numbers[content] = last + len(new)
        if event.sequence is not None:
            in_file[event.sequence] = numbers[content]
    return len(record(connection, new, by))


def _locked_head(connection: Connection) -> tuple[int, str]:
    """The last event's number and hash; until the transaction ends, nobody else appends."""
    query = select(ApprovalHeadRow.sequence, ApprovalHeadRow.hash).with_for_update()
    heads = connection.execute(query).all()
    if not heads:
        raise InventoryError("the approval log lost its head: see capdo approval verify; restore a backup")
    newest = select(ApprovalEventRow.sequence, ApprovalEventRow.hash)
    last = connection.execute(newest.order_by(ApprovalEventRow.sequence.desc()).limit(1)).one_or_none()
    if heads != [last or (0, GENESIS)]:
        raise InventoryError(
            "the approval log does not end where its head tells: see capdo approval verify; restore a backup"
        )
    number, newest_hash = heads[0]
    return number, newest_hash


def _stamped(event: ApprovalEvent, number: int, by: Recorder) -> ApprovalEvent:
    stamp = {"sequence": number, "source": by.source, "recorded_at": by.clock().astimezone(UTC)}
    return event.model_copy(update={**stamp, "actor": event.actor or by.actor})


def _refused(
    events: Sequence[ApprovalEvent],
    histories: Mapping[Code, Sequence[ApprovalEvent]],
    inventory: Inventory,
    by: Recorder,
) -> Iterator[Refusal]:
    systems = {system.code: system for system in inventory.systems}
    authorities = Authorities({body.code: body for body in inventory.organizations})
    for code, new in by_system(events).items():
        if code in systems:
            yield from new_refusals(histories[code], new, systems[code], authorities, today(by.clock))
        else:
            cited = Basis.ORDER.cited(new[0].on)
            says = Text(vi=UNKNOWN.vi.format(code), en=UNKNOWN.en.format(code))
            yield from (Refusal(event, "system-of-the-inventory", says, cited) for event in new)


def _insert(connection: Connection, events: Sequence[ApprovalEvent], newest_hash: str) -> None:
    rows = []
    for event in events:
        rows.append(chained(row(event), newest_hash))
        newest_hash = str(rows[-1][HASH])
    connection.execute(insert(ApprovalEventRow), rows)
    head = {ApprovalHeadRow.sequence: events[-1].sequence, ApprovalHeadRow.hash: newest_hash}
    connection.execute(update(ApprovalHeadRow).values(head))
