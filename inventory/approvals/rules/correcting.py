"""What a correction must be: of an event of the same system, later than it, and saying something."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from inventory.approvals.corrections import REPLACED, is_correction
from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.rules.model import Basis, Refusal
from inventory.model import Text


@dataclass(frozen=True)
class _Correction:
    event: ApprovalEvent
    target: ApprovalEvent | None  # what it corrects, if the system has it

    @property
    def says_something(self) -> bool:
        replaced = (getattr(self.event, name) for name in REPLACED)
        return self.event.corrected_on is not None or any(value is not None for value in replaced)


def _only_corrections_correct(correction: _Correction) -> bool:
    corrects = correction.event.corrects or correction.event.withdraws or correction.event.corrected_on
    return correction.event.kind == EventKind.CORRECTED or not corrects


def _names_an_event(correction: _Correction) -> bool:
    if correction.event.kind != EventKind.CORRECTED or correction.target is not None:
        return True
    return correction.event.corrects is None and correction.event.source != Source.CLI


def _of_an_event(correction: _Correction) -> bool:
    return correction.event.withdraws or correction.target is None or not is_correction(correction.target)


def _later(correction: _Correction) -> bool:
    first = correction.target or correction.event
    moved = correction.event.corrected_on
    return first.on <= correction.event.on and (moved is None or moved <= correction.event.on)


def _replaces_or_withdraws(correction: _Correction) -> bool:
    return correction.event.corrects is None or correction.event.withdraws != correction.says_something


Must = Callable[[_Correction], bool]
RULES: Mapping[str, tuple[Must, Text]] = {
    "only-corrections-correct": (
        _only_corrections_correct,
        Text(
            vi="chỉ sự kiện đính chính mới nêu sự kiện được đính chính",
            en="only a correction names the event it corrects",
        ),
    ),
    "correction-names-an-event": (
        _names_an_event,
        Text(
            vi="phải nêu số thứ tự một sự kiện của hệ thống này (--corrects; xem capdo approval history)",
            en="it names the number of an event of this system (--corrects; see capdo approval history)",
        ),
    ),
    "correction-of-an-event": (
        _of_an_event,
        Text(
            vi="một đính chính chỉ có thể bị rút lại; hãy đính chính lại sự kiện gốc",
            en="a correction can only be withdrawn: correct the event itself again",
        ),
    ),
    "correction-after-event": (
        _later,
        Text(
            vi="ngày đính chính không được trước ngày của sự kiện, cũng không trước ngày đúng của nó",
            en="the correction is not of a day before its event, nor before that event's right day",
        ),
    ),
    "correction-says-what": (
        _replaces_or_withdraws,
        Text(
            vi="đính chính phải nêu giá trị đúng, hoặc rút lại sự kiện (--withdraw), không cả hai",
            en="it gives the right values, or withdraws the event (--withdraw), not both",
        ),
    ),
}


def refusals(event: ApprovalEvent, by_number: Mapping[int, ApprovalEvent]) -> Iterator[Refusal]:
    """What is wrong with an event as a correction; ``by_number``: the events of the same system."""
    target = by_number.get(event.corrects) if event.corrects else None
    correction = _Correction(event, None if target == event else target)
    for rule, (must, says) in RULES.items():
        if not must(correction):
            yield Refusal(event, rule, says, Basis.ORDER.cited(event.on))
