"""The life of a security level as dated events. Status is never stored: it is read off the events."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from inventory.clock import Clock, now
from inventory.database.author import login_name
from inventory.model import Code, Level, Strict

Number = Annotated[int, Field(ge=1, le=2_147_483_647)]  # an event's place in the order of recording


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


class Source(StrEnum):
    """How an event came to be recorded."""

    CLI = "cli"  # as it happened: the whole procedure is asked for
    IMPORT = "import"  # history, from a file or told as such: earlier stages may be unknown
    EARLIER = "earlier"  # before capdo kept sources


class ApprovalEvent(Strict):
    """One event, appended and never changed. ``on``: when it happened; ``recorded_at``: when it was told.

    A correction (``corrects``) takes effect on its own day: from then on the event it names says what the
    correction says in its stead, or is withdrawn; until that day it is reported as it was. Without
    ``corrects``, a correction changes the decision or label in force.
    """

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
    corrects: Number | None = None  # the number of the event that a correction corrects
    withdraws: bool = False  # that event is taken back, rather than replaced
    corrected_on: date | None = None  # the day on which that event really happened
    sequence: Number | None = None  # its number in the log, set by the store
    source: Source | None = None  # set by the store
    recorded_at: datetime | None = None  # UTC, set by the store


TOLD_BY_THE_LOG = {"recorded_at": None, "sequence": None, "source": None, "actor": None}


def what_happened(event: ApprovalEvent) -> ApprovalEvent:
    """What an event tells, without how it came to be recorded."""
    return event.model_copy(update=TOLD_BY_THE_LOG)


def by_system(events: Iterable[ApprovalEvent]) -> dict[Code, list[ApprovalEvent]]:
    """Each system's events, in the order given."""
    events_of: dict[Code, list[ApprovalEvent]] = defaultdict(list)
    for event in events:
        events_of[event.system].append(event)
    return dict(events_of)


@dataclass(frozen=True)
class Recorder:
    """Who records, by which way, and when. ``actor``: for events that name none themselves."""

    source: Source = Source.IMPORT
    actor: str = field(default_factory=login_name)
    clock: Clock = now
