"""What each system of a unit lacks, and by when: from its status and its deadlines."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inventory.approvals.vocabulary import Approval, ProtectionPlan
from inventory.deadlines import Deadline
from inventory.deadlines.model import DeadlineKind
from inventory.model import Code
from reports.official.listed import ListedSystem
from reports.official.reminders.wording import words
from reports.text.locale import load

K = DeadlineKind
OF_STAGE: Mapping[Approval | None, tuple[K, ...]] = {
    None: (),
    Approval.DRAFTING: (),
    Approval.SUBMITTED: (K.APPRAISAL,),
    Approval.APPRAISED: (K.APPROVAL,),
}
REGISTERED = (K.EXPECTED_APPROVAL, K.EXPECTED_PLAN)  # the unit's own days, of no law
SOON = 60  # days before which an assessment is nothing to remind of
NO_DAY = "Chưa đăng ký"
_DOCUMENT = re.compile(r"\b(Luật|Nghị định|Thông tư|Quyết định|Chỉ thị) (?=\d)")


@dataclass(frozen=True)
class Task:
    """One thing to do about a system. ``due``: None where no day is known that may stand in a letter."""

    listed: ListedSystem
    text: str
    due: Deadline | None
    otherwise: str = NO_DAY

    @property
    def overdue_days(self) -> int:
        """How many days ago it was due; 0: it is not overdue."""
        return self.due.overdue_days if self.due else 0

    @property
    def by_when(self) -> str:
        """The day and what sets it."""
        if self.due is None:
            return self.otherwise
        day = load("vi").date(self.due.due)
        own = "đơn vị đăng ký" if self.due.kind in REGISTERED else _DOCUMENT.sub(r"\1 số ", self.due.source)
        return f"{day} ({own})"


def tasks_of(listed: Sequence[ListedSystem], deadlines: Sequence[Deadline]) -> tuple[Task, ...]:
    """Of each system, the longest overdue first; systems that lack nothing have none.

    A day of a rule whose text was not read may not stand in a signed letter.
    """
    own = defaultdict[Code | None, list[Deadline]](list)
    for deadline in deadlines:
        if deadline.verified:
            own[deadline.system].append(deadline)
    groups = [tuple(_of_system(one, own[one.system.code])) for one in listed]
    groups.sort(key=lambda tasks: -max((task.overdue_days for task in tasks), default=0))
    return tuple(task for tasks in groups for task in tasks)


def _of_system(listed: ListedSystem, deadlines: Sequence[Deadline]) -> Iterator[Task]:
    status, told = listed.status, words().tasks

    def task(text: str, *kinds: DeadlineKind) -> Task:
        due = (deadline for deadline in deadlines if deadline.kind in kinds)
        return Task(listed, text, min(due, key=lambda one: one.due, default=None))

    stage = told.of(status.approval)
    if stage is not None:
        yield task(stage, *OF_STAGE[status.approval], K.EXPECTED_APPROVAL, K.TRANSITION)
    if status.regulation_issued_on is None:
        due = task(told.regulation, K.REGULATION)
        yield due if status.approved else Task(listed, due.text, None, told.before_approval)
    if status.approved and status.plan is not ProtectionPlan.FULL:
        yield task(told.plan, K.EXPECTED_PLAN, K.TRANSITION)
    if any(deadline.kind is K.ASSESSMENT and deadline.days_left <= SOON for deadline in deadlines):
        yield task(told.assessment, K.ASSESSMENT)
