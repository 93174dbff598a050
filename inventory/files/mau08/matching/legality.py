"""Holds what a row adds against the log and the rules of the life cycle: what they forbid is a doubt."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from inventory.approvals.corrections import is_correction
from inventory.approvals.events import ApprovalEvent, EventKind, Source
from inventory.approvals.rules.authorities import Authorities
from inventory.approvals.rules.history import new_refusals
from inventory.files.mau08.form import Field
from inventory.model import Code, Organization, System

FIELDS = {
    EventKind.DRAFTING: Field.STATUS,
    EventKind.SUBMITTED: Field.STATUS,
    EventKind.APPRAISED: Field.STATUS,
    EventKind.APPROVED: Field.DECISION,
    EventKind.REGULATION_ISSUED: Field.REGULATION,
    EventKind.PLAN_PARTIAL: Field.PLAN,
    EventKind.PLAN_FULL: Field.PLAN,
    EventKind.ASSESSED: Field.ASSESSMENT,
}
EventsOf = Callable[[Code], Sequence[ApprovalEvent]]  # a system's events, in the order of ``ApprovalLog``
Doubts = Iterator[tuple[Field | None, str]]


class KnownEvents:
    """The events recorded so far, in the order in which they happened, and the day of recording."""

    def __init__(self, events_of: EventsOf, today: date) -> None:
        self.today = today
        self._events_of = events_of
        self._bodies: tuple[Organization, ...] = ()
        self._authorities = Authorities({})

    def of(self, system: Code) -> tuple[ApprovalEvent, ...]:
        """The events of one system."""
        return tuple(self._events_of(system))

    def doubts(
        self, new: Sequence[ApprovalEvent], system: System, bodies: tuple[Organization, ...]
    ) -> Doubts:
        """Why new events of a system can't be recorded, each with its column; None: a known event's rule.

        The rules are those of the recorder, which would refuse the whole file.
        """
        history = self.of(system.code)
        last = max((event.sequence or 0 for event in history), default=0)
        yield from _taken_back(new, history)
        numbered = [
            event.model_copy(update={"sequence": last + place, "source": Source.IMPORT})
            for place, event in enumerate(new, start=1)
        ]
        authorities = self._names_of(bodies)
        for refusal in new_refusals(history, numbered, system, authorities, self.today) if new else ():
            yield FIELDS.get(refusal.event.kind) if refusal.event in numbered else None, str(refusal)

    def _names_of(self, bodies: tuple[Organization, ...]) -> Authorities:
        """Taken apart again only when a row has added a body."""
        if bodies != self._bodies:
            self._bodies, self._authorities = bodies, Authorities({body.code: body for body in bodies})
        return self._authorities


def _taken_back(new: Sequence[ApprovalEvent], history: Sequence[ApprovalEvent]) -> Doubts:
    """What the log had once, and says no longer: the form may be older than its correction."""
    corrected = {event.corrects for event in history if is_correction(event)}
    for old in (event for event in history if event.sequence in corrected):
        if (old.kind, old.on, old.number) in {(event.kind, event.on, event.number) for event in new}:
            number, day = old.sequence, f"{old.on:%d/%m/%Y}"
            why = f"{old.kind} of {day} is event {number}, corrected or withdrawn since: which is right?"
            yield FIELDS.get(old.kind), why
