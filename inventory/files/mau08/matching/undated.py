"""Events that a form told without their day: recorded on the day that it describes."""

from inventory.approvals.events import ApprovalEvent

UNDATED = "không rõ ngày thực hiện"


def is_undated(event: ApprovalEvent) -> bool:
    """Whether an event's day is only the one by which it had happened."""
    return event.note is not None and UNDATED in event.note
