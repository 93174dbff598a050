"""Row 11 of Decision 180: "Đã được phê duyệt" over all in operation."""

from inventory.approvals.events import EventKind
from inventory.model import Text
from inventory.targets.counting import Count, Situation, count_by_status, dossier_progress
from inventory.targets.indicator import Indicator

READS = frozenset({EventKind.APPROVED, EventKind.REVOKED, EventKind.SUPERSEDED})


def approved(situation: Situation) -> Count:
    """Systems whose level is approved; next the dossiers that are furthest, and of those the oldest."""
    return count_by_status(
        situation, situation.in_operation, lambda status: status.approved, dossier_progress
    )


INDICATOR = Indicator(
    key="approved",
    title=Text(vi="Phê duyệt cấp độ", en="Level approved"),
    count=approved,
    reads=READS,
    unconfirmed=lambda situation: {code for code, doubt in situation.unconfirmed.items() if doubt.approval},
)
