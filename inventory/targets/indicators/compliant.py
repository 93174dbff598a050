"""Row 12 of Decision 180: approved, and "Đã triển khai đầy đủ" (Mẫu 08) over all in operation."""

from datetime import date

from inventory.approvals.events import EventKind
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.model import Text
from inventory.targets.counting import Count, Situation, count_by_status, dossier_progress
from inventory.targets.indicator import Indicator
from inventory.targets.indicators import approved

READS = approved.READS | {EventKind.PLAN_PARTIAL, EventKind.PLAN_FULL}


def compliant(situation: Situation) -> Count:
    """Systems approved and with the plan fully implemented; next the approved ones, partial plans first."""
    return count_by_status(
        situation, situation.in_operation, _claimed, _nearest, doubted=situation.evidence.contradicted
    )


def _claimed(status: SystemStatus) -> bool:
    return status.approved and status.plan == ProtectionPlan.FULL


def _nearest(status: SystemStatus) -> tuple[bool, bool, int, date]:
    stage, since = dossier_progress(status)
    return not status.approved, status.plan == ProtectionPlan.NONE, stage, status.decision_date or since


INDICATOR = Indicator(
    key="compliant",
    title=Text(vi="Đáp ứng yêu cầu theo cấp độ", en="Meets the requirements of its level"),
    count=compliant,
    reads=READS,
    unconfirmed=lambda situation: situation.unconfirmed.keys(),
)
