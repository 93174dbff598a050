"""An event is recorded once, and taken back once."""

from collections.abc import Iterator, Sequence

from inventory.approvals.corrections import as_corrected, is_correction, withdrawn_numbers
from inventory.approvals.events import ApprovalEvent, what_happened
from inventory.approvals.rules.model import Basis, Refusal
from inventory.model import Text

ALREADY = Text(vi="đã ghi rồi: sự kiện số {}", en="it is recorded already: event {}")
WITHDRAWN = Text(vi="sự kiện số {} đã được rút lại", en="event {} was withdrawn already")


def repetitions(history: Sequence[ApprovalEvent], new: Sequence[ApprovalEvent]) -> Iterator[Refusal]:
    """New events that say what a standing one says, or withdraw what is withdrawn; all numbered.

    One that was withdrawn may be recorded again.
    """
    withdrawn = withdrawn_numbers(history)
    corrections = [event for event in history if is_correction(event) and event.sequence not in withdrawn]
    standing = {what_happened(event): event.sequence for event in (*as_corrected(history), *corrections)}
    taken_back = set(withdrawn)
    for event in new:
        content = what_happened(event)
        if event.withdraws and event.corrects in taken_back:
            yield _refusal(event, "withdrawn-already", WITHDRAWN, event.corrects)
        elif content in standing:
            yield _refusal(event, "recorded-already", ALREADY, standing[content])
        standing.setdefault(content, event.sequence)
        taken_back.update([event.corrects] if event.withdraws and event.corrects else ())


def _refusal(event: ApprovalEvent, rule: str, says: Text, number: int | None) -> Refusal:
    told = Text(vi=says.vi.format(number), en=says.en.format(number))
    return Refusal(event, rule, told, Basis.ORDER.cited(event.on))
