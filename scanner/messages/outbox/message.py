"""A message of the outbox: whose it is, the way that it takes, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OutboxState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Transport(StrEnum):
    """The way that a message takes."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class Audience(StrEnum):
    """Who is told; where all is redirected to the operator, it counts for nobody else."""

    UNITS = "units"
    OPERATOR = "operator"


@dataclass(frozen=True, kw_only=True)
class Queued:
    """A message to be put in. ``content``: JSON, all that is needed to send it."""

    audience: Audience
    kind: str
    route: Transport
    recipient: str
    subject: str
    content: str
    organization: str | None = None


@dataclass(frozen=True)
class Claimed:
    """A message that this process is to send."""

    id: int
    delivery_id: str
    kind: str
    route: Transport
    recipient: str
    subject: str
    content: str
    created_at: datetime
    attempts: int
