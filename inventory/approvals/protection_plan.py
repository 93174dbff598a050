"""How far the protection plan counts as carried out, and what a new decision does to that.

The plan is part of the dossier that a decision approves, and its measures are those of the approved level
(Decree 85/2016 and Decree 331/2026 on the dossier; TCVN 11930:2017 has a list of requirements for each
level, a higher one asking for more). So "Đã triển khai đầy đủ" was said of that dossier's plan. A later
decision on a higher level approves a plan that asks for more: what was carried out is a part of it, until
the plan is told as fully carried out again, on or after the day of that decision. The same or a lower level
keeps it; where a decision names no level, nothing says that it is higher. No text that was read says so in
these words: it follows from what the plan is, and is shown as to be verified.
"""

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.status import SystemStatus, changed
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.model import Text

SAYS = Text(
    vi="phương án đã triển khai đầy đủ là của cấp độ thấp hơn (cần đối chiếu)",
    en="the plan fully implemented was that of a lower level (to be verified)",
)


def plan_told(current: SystemStatus, plan: ProtectionPlan, event: ApprovalEvent) -> SystemStatus:
    """The status after the plan was told to be carried out so far."""
    return changed(current, plan=plan, plan_told_on=event.on, plan_outgrown=False)


def plan_after_decision(current: SystemStatus, decision: ApprovalEvent) -> SystemStatus:
    """The status after a decision, as far as the plan goes; ``current``: before that decision."""
    level = decision.level or current.last_level
    if not _outgrown(current, decision):
        return changed(current, last_level=level)
    return changed(current, last_level=level, plan=ProtectionPlan.PARTIAL, plan_outgrown=True)


def _outgrown(current: SystemStatus, decision: ApprovalEvent) -> bool:
    if current.plan is not ProtectionPlan.FULL or current.last_level is None or decision.level is None:
        return False
    told_before = current.plan_told_on is None or current.plan_told_on < decision.on
    return told_before and decision.level > current.last_level
