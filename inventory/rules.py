"""What an event must satisfy before it is recorded. The place for the legal life cycle's rules."""

from collections.abc import Iterator
from datetime import date

from inventory.approvals import ApprovalEvent


def problems(event: ApprovalEvent, today: date) -> Iterator[str]:
    """Why an event is refused, one line for each reason; nothing when it is fine."""
    subject = f"{event.kind} of {event.on} for {event.system}"
    if event.on > today:
        yield f"{subject}: the date is in the future (today is {today})"
    if event.until is not None and event.until < event.on:
        yield f"{subject}: it would end on {event.until}, before it begins"
