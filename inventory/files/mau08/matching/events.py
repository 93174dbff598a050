"""What a row adds to the events that are known: only what the form tells anew, on days that it tells.

A decision or a regulation has a day of its own. A state ("Đang dự thảo") has none: it is recorded on the
day that the form describes, with a note saying so. Where neither is told, the row is in doubt: no day is
made up.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.replay import SystemStatus, step
from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.files.mau08 import faults
from inventory.files.mau08.choices import NOTHING
from inventory.files.mau08.form import Field
from inventory.files.mau08.matching.row_values import RowValues
from inventory.safe_text import quoted

UNDATED = "không rõ ngày thực hiện"
STAGES = (Approval.DRAFTING, Approval.SUBMITTED, Approval.APPRAISED, Approval.APPROVED)
KINDS = {
    Approval.DRAFTING: EventKind.DRAFTING,
    Approval.SUBMITTED: EventKind.SUBMITTED,
    Approval.APPRAISED: EventKind.APPRAISED,
    ProtectionPlan.PARTIAL: EventKind.PLAN_PARTIAL,
    ProtectionPlan.FULL: EventKind.PLAN_FULL,
}
PLANS = (ProtectionPlan.NONE, ProtectionPlan.PARTIAL, ProtectionPlan.FULL)


def is_undated(event: ApprovalEvent) -> bool:
    """Whether an event's day is only the one by which it had happened."""
    return event.note is not None and UNDATED in event.note


@dataclass
class Comparison:
    """One row against the status of its system.

    ``as_of``: the day that the form describes; ``note``: where the events come from.
    """

    values: RowValues
    status: SystemStatus
    history: tuple[ApprovalEvent, ...]
    as_of: date | None
    note: str

    def events(self) -> list[ApprovalEvent]:
        """The new events in the order of their days; what contradicts the known ones becomes a doubt."""
        approval = [*self._approval()]
        decided = reduce(step, approval, self.status)  # which may leave less of the plan than before
        new_events = [*approval, *self._regulation(), *self._plan(decided.plan), *self._assessment()]
        return sorted(new_events, key=lambda event: event.on)

    def _approval(self) -> Iterator[ApprovalEvent]:
        values, decision = self.values, self.values.decision
        if values.status is None and (decision.number or decision.on):
            if values.row.header.of(Field.STATUS):
                values.doubt(Field.STATUS, faults.NO_STATUS())
                return
            yield from self._approved()
        elif values.status == Approval.APPROVED:
            yield from self._approved()
        elif decision.number or decision.on:
            values.doubt(Field.STATUS, faults.OTHER_STATUS(value=quoted(values.status)))
        elif values.status is not None:
            yield from self._stage(values.status)

    def _approved(self) -> Iterator[ApprovalEvent]:
        number, on = self.values.decision.number, self.values.decision.on
        if number is None or on is None:
            missing = faults.NO_NUMBER if number is None else faults.NO_DECISION_DAY
            self.values.doubt(Field.DECISION, missing())
        elif any(event.number == number and event.on == on for event in self._known_of(EventKind.APPROVED)):
            return
        elif self.status.approved and self.status.decision_date and on <= self.status.decision_date:
            stored, day = self.status.decision_number or "–", f"{self.status.decision_date:%d/%m/%Y}"
            self.values.doubt(Field.DECISION, faults.NOT_LATER(number=stored, day=day))
        else:
            authority = self.values.decision.authority
            yield self._event(
                EventKind.APPROVED, on, number=number, level=self.values.level, authority=authority
            )

    def _stage(self, value: str) -> Iterator[ApprovalEvent]:
        now = -1 if self.status.approval is None else STAGES.index(self.status.approval)
        then = -1 if value == NOTHING else STAGES.index(Approval(value))
        if then < now:
            self._contradicts(Field.STATUS, value, self.status.approval)
        elif then > now:
            yield from self._on_the_day(Field.STATUS, value, KINDS[STAGES[then]], level=self.values.level)

    def _regulation(self) -> Iterator[ApprovalEvent]:
        issued = self.values.regulation
        if issued is None:
            return
        if issued.number and not issued.on:
            self.values.doubt(Field.REGULATION, faults.NO_REGULATION_DAY())
        elif issued.on is None and self.status.regulation_issued_on is None:
            yield from self._on_the_day(Field.REGULATION, "x", EventKind.REGULATION_ISSUED)
        elif issued.on and issued.on not in [
            event.on for event in self._known_of(EventKind.REGULATION_ISSUED)
        ]:
            yield self._event(
                EventKind.REGULATION_ISSUED, issued.on, number=issued.number, authority=issued.authority
            )

    def _plan(self, stored: ProtectionPlan) -> Iterator[ApprovalEvent]:
        if self.values.plan is None:
            return
        value = ProtectionPlan.NONE if self.values.plan == NOTHING else ProtectionPlan(self.values.plan)
        if PLANS.index(value) < PLANS.index(stored):
            self._contradicts(Field.PLAN, value, stored)
        elif value != stored:
            yield from self._on_the_day(Field.PLAN, value, KINDS[value])

    def _assessment(self) -> Iterator[ApprovalEvent]:
        known = list(self._known_of(EventKind.ASSESSED))
        kinds, days = {Assessment.told_by(event.result) for event in known}, [event.on for event in known]
        for assessed in self.values.assessments:
            value = assessed.value
            if value == NOTHING:
                continue
            if assessed.on is None and value not in kinds:
                yield from self._on_the_day(Field.ASSESSMENT, value, EventKind.ASSESSED, result=value)
            elif assessed.on and assessed.on not in days:
                yield self._event(EventKind.ASSESSED, assessed.on, result=value)

    def _known_of(self, kind: EventKind) -> Iterable[ApprovalEvent]:
        """The known events of a kind, as corrected."""
        return (event for event in as_corrected(self.history) if event.kind is kind)

    def _contradicts(self, field: Field, value: str, stored: object) -> None:
        """A doubt: the form says less than is stored."""
        value = "nothing" if value == NOTHING else value
        self.values.doubt(field, faults.FALLS_BEHIND(value=quoted(value), stored=quoted(stored)))

    def _on_the_day(
        self,
        field: Field,
        value: str,
        kind: EventKind,
        *,
        level: int | None = None,
        result: str | None = None,
    ) -> Iterator[ApprovalEvent]:
        """An event of the day that the form describes; a doubt where it names none."""
        if self.as_of is None:
            self.values.doubt(field, faults.NO_DAY(value=quoted(value)))
            return
        undated = f"{self.note}: tình trạng đến ngày {self.as_of:%d/%m/%Y}, {UNDATED}"
        yield self._event(kind, self.as_of, level=level, result=result).model_copy(update={"note": undated})

    def _event(
        self,
        kind: EventKind,
        on: date,
        *,
        number: str | None = None,
        level: int | None = None,
        authority: str | None = None,
        result: str | None = None,
    ) -> ApprovalEvent:
        """An event of the row's system."""
        return ApprovalEvent(
            system=self.status.system,
            kind=kind,
            on=on,
            number=number,
            level=level,
            authority=authority,
            result=result,
            note=self.note,
        )
