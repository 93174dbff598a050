"""What a waiver is. Rows are appended and never changed; a waiver and its revocation are two rows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from checks.model import Frozen, Severity
from inventory.model import Code, Strict
from scanner.planning.plan import EndpointKey

Reason = Annotated[str, Field(min_length=1, max_length=1000)]
Person = Annotated[str, Field(min_length=1, max_length=200)]


class WaiverDeadline(StrEnum):
    """What is due beside the kinds of ``inventory``, which knows no waivers."""

    WAIVER = "waiver"


class WaiverRequest(Strict):
    """What somebody asks to be waived. ``until``: the last day on which the waiver holds."""

    system: Code
    check: str
    until: date
    reason: Reason
    approver: Person  # who answers for it
    actor: Person | None = None  # who records it; None: this machine's user


class RevocationRequest(Strict):
    """Which waiver is to be taken back, and why."""

    number: int
    reason: Reason
    actor: Person | None = None


class Accepted(Frozen):
    """The finding at one endpoint, as it was when it was accepted (``scanner.waivers.fingerprint``)."""

    host: str
    https_port: int
    http_port: int
    severity: Severity
    fingerprint: str

    @property
    def key(self) -> EndpointKey:
        """The endpoint, as observations and the inventory name it."""
        return (self.host, self.https_port, self.http_port)


class Revocation(Frozen):
    """A waiver taken back. It holds from ``on``, so that reports of earlier days stay as they were."""

    on: date
    reason: str
    actor: str
    recorded_at: datetime


class Waiver(Frozen):
    """One check's findings of one system, accepted from ``given_on`` through ``until``. Times are UTC."""

    number: int
    system: Code
    check: str
    given_on: date
    until: date
    reason: str
    approver: str
    actor: str
    accepted: tuple[Accepted, ...]
    recorded_at: datetime
    revocation: Revocation | None = None

    def revoked_by(self, day: date) -> bool:
        """Whether it had been taken back by the end of a day."""
        return self.revocation is not None and self.revocation.on <= day

    def in_date(self, day: date) -> bool:
        """Whether it holds on a day, as far as dates and revocation go."""
        return self.given_on <= day <= self.until and not self.revoked_by(day)
