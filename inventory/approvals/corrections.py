"""What the events say once the corrections among them are carried out."""

from collections.abc import Iterable, Sequence
from datetime import date

from inventory.approvals.events import ApprovalEvent

REPLACED = ("level", "number", "authority", "result", "until", "file", "file_sha256")


def is_correction(event: ApprovalEvent) -> bool:
    """Whether it corrects an event that it names."""
    return event.corrects is not None


def as_corrected(events: Sequence[ApprovalEvent]) -> list[ApprovalEvent]:
    """The events without the corrections, each as corrected, by day and then in the order of recording.

    Corrections count in the order of their days: of two that name one value, the later has the last word. A
    correction that a later one withdraws is not carried out; an event that one withdraws did not happen.
    """
    corrections = sorted(filter(is_correction, events), key=_order)
    withdrawn = _withdrawn(corrections)
    corrected = {event.sequence or 0: event for event in events if event.sequence is not None}
    for correction in corrections:
        target = corrected.get(correction.corrects or 0)
        if target is not None and correction.sequence not in withdrawn:
            corrected[correction.corrects or 0] = _replaced(target, correction)
    remaining = [event for event in events if not is_correction(event) and event.sequence not in withdrawn]
    return sorted((corrected.get(event.sequence or 0, event) for event in remaining), key=_order)


def withdrawn_numbers(events: Iterable[ApprovalEvent]) -> frozenset[int]:
    """The numbers of the events, corrections among them, that a correction takes back for good."""
    corrections = sorted(filter(is_correction, events), key=_order)
    return frozenset(number for number in _withdrawn(corrections) if number is not None)


def _withdrawn(corrections: Iterable[ApprovalEvent]) -> set[int | None]:
    """From the last to the first: a withdrawal that was withdrawn itself withdraws nothing."""
    withdrawn: set[int | None] = set()
    for correction in reversed(list(corrections)):
        if correction.withdraws and correction.sequence not in withdrawn:
            withdrawn.add(correction.corrects)
    return withdrawn


def _replaced(event: ApprovalEvent, correction: ApprovalEvent) -> ApprovalEvent:
    named = {name: getattr(correction, name) for name in REPLACED}
    changes = {name: value for name, value in named.items() if value is not None}
    return event.model_copy(update={**changes, "on": correction.corrected_on or event.on})


def _order(event: ApprovalEvent) -> tuple[date, int]:
    return event.on, event.sequence or 0
