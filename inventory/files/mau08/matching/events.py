"""What a row adds to the events that are known: only what the form tells anew, on days that it tells.

A decision or a regulation has a day of its own. A state ("Đang dự thảo") has none: it is recorded on the
day that the form describes, with a note saying so. Where neither is told, the row is in doubt: no day is
made up.
"""

from collections.abc import Iterator
from functools import reduce

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.replay import step
from inventory.approvals.vocabulary import Approval, ProtectionPlan
from inventory.files.mau08.choices import NOTHING
from inventory.files.mau08.form import Field
from inventory.files.mau08.matching.making import Making
from inventory.words import shown

STAGES = (Approval.DRAFTING, Approval.SUBMITTED, Approval.APPRAISED, Approval.APPROVED)
KINDS = {
    Approval.DRAFTING: EventKind.DRAFTING,
    Approval.SUBMITTED: EventKind.SUBMITTED,
    Approval.APPRAISED: EventKind.APPRAISED,
    ProtectionPlan.PARTIAL: EventKind.PLAN_PARTIAL,
    ProtectionPlan.FULL: EventKind.PLAN_FULL,
}
PLANS = (ProtectionPlan.NONE, ProtectionPlan.PARTIAL, ProtectionPlan.FULL)


class Comparison(Making):
    """One row against the status of its system."""

    def events(self) -> list[ApprovalEvent]:
        """The new events in the order of their days; what contradicts the known ones becomes a doubt."""
        approval = [*self._approval()]
        decided = reduce(step, approval, self.status)  # which may leave less of the plan than before
        made = [*approval, *self._regulation(), *self._plan(decided.plan), *self._assessment()]
        return sorted(made, key=lambda event: event.on)

    def _approval(self) -> Iterator[ApprovalEvent]:
        told, decision = self.told, self.told.decision
        if told.status is None and (decision.number or decision.on):
            if told.row.header.of(Field.STATUS):
                told.doubt(
                    Field.STATUS, "is blank though there is a decision: write “Đã được phê duyệt” or empty it"
                )
                return
            yield from self._approved()
        elif told.status == Approval.APPROVED:
            yield from self._approved()
        elif decision.number or decision.on:
            told.doubt(
                Field.STATUS, f"{shown(told.status)} though there is a decision: correct one of the two"
            )
        elif told.status is not None:
            yield from self._stage(told.status)

    def _approved(self) -> Iterator[ApprovalEvent]:
        number, on = self.told.decision.number, self.told.decision.on
        if number is None or on is None:
            missing = "number" if number is None else "day"
            self.told.doubt(Field.DECISION, f"has no {missing}: write it as 180/QĐ-UBND ngày 26/06/2023")
        elif any(event.number == number and event.on == on for event in self.known_of(EventKind.APPROVED)):
            return
        elif self.status.approved and self.status.decision_date and on <= self.status.decision_date:
            stored = f"{self.status.decision_number or '–'} of {self.status.decision_date:%d/%m/%Y}"
            self.told.doubt(
                Field.DECISION, f"is not later than the decision that is stored, {stored}: which is right?"
            )
        else:
            yield self.event(EventKind.APPROVED, on, number=number, level=self.told.level)

    def _stage(self, value: str) -> Iterator[ApprovalEvent]:
        now = -1 if self.status.approval is None else STAGES.index(self.status.approval)
        then = -1 if value == NOTHING else STAGES.index(Approval(value))
        if then < now:
            self.contradicts(Field.STATUS, value, self.status.approval)
        elif then > now:
            yield from self.on_the_day(Field.STATUS, value, KINDS[STAGES[then]], level=self.told.level)

    def _regulation(self) -> Iterator[ApprovalEvent]:
        issued = self.told.regulation
        if issued is None:
            return
        if issued.number and not issued.on:
            self.told.doubt(Field.REGULATION, "has no day: write it as 12/QĐ-STTTT ngày 26/06/2023")
        elif issued.on is None and self.status.regulation_issued_on is None:
            yield from self.on_the_day(Field.REGULATION, "x", EventKind.REGULATION_ISSUED)
        elif issued.on and issued.on not in [
            event.on for event in self.known_of(EventKind.REGULATION_ISSUED)
        ]:
            yield self.event(EventKind.REGULATION_ISSUED, issued.on, number=issued.number)

    def _plan(self, stored: ProtectionPlan) -> Iterator[ApprovalEvent]:
        if self.told.plan is None:
            return
        value = ProtectionPlan.NONE if self.told.plan == NOTHING else ProtectionPlan(self.told.plan)
        if PLANS.index(value) < PLANS.index(stored):
            self.contradicts(Field.PLAN, value, stored)
        elif value != stored:
            yield from self.on_the_day(Field.PLAN, value, KINDS[value])

    def _assessment(self) -> Iterator[ApprovalEvent]:
        told = self.told.assessment
        if told is None or told.value == NOTHING:
            return
        if told.on is None and self.status.assessed != told.value:
            yield from self.on_the_day(Field.ASSESSMENT, told.value, EventKind.ASSESSED, result=told.value)
        elif told.on and told.on not in [event.on for event in self.known_of(EventKind.ASSESSED)]:
            yield self.event(EventKind.ASSESSED, told.on, result=told.value)
