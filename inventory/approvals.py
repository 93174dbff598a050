"""The life of a security level as dated events. Status is never stored: it is read off the events."""

from datetime import date, datetime
from enum import StrEnum

from inventory.model import Code, Level, Strict


class EventKind(StrEnum):
    """What can happen to a system's level, plan and label (Decree 85/2016; form "Mẫu 08")."""

    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    RETURNED = "returned"
    APPROVED = "approved"
    REGULATION_ISSUED = "regulation-issued"
    PLAN_PARTIAL = "plan-partial"
    PLAN_FULL = "plan-full"
    ASSESSED = "assessed"
    LABEL_GRANTED = "label-granted"
    LABEL_EXPIRED = "label-expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    DECOMMISSIONED = "decommissioned"
    CORRECTED = "corrected"


class ApprovalEvent(Strict):
    """One event, appended and never changed. ``on``: when it happened; ``recorded_at``: when it was told."""

    system: Code
    kind: EventKind
    on: date
    level: Level | None = None
    number: str | None = None  # decision number, for example 180/QĐ-UBND
    authority: str | None = None
    result: str | None = None
    until: date | None = None  # expiry, for example of a label
    actor: str | None = None
    file: str | None = None
    file_sha256: str | None = None
    note: str | None = None
    recorded_at: datetime | None = None  # UTC, set by the store
