"""Waivers as the report tells them: each once, and referred to by its number."""

from datetime import date

from checks.model import Frozen
from inventory.model import Code
from scanner.waivers.standing import WaiverState


class WaiverView(Frozen):
    """A waiver that is in date on the day of the report, and how it stands against the evidence.

    Only one that is in force waives anything. ``until``: its last day; ``actor``: who recorded it.
    """

    number: int
    system: Code
    check: str
    state: WaiverState
    given_on: date
    until: date
    reason: str
    approver: str
    actor: str


class WaivedFor(Frozen):
    """A system for which a finding is waived, and by which waiver."""

    system: Code
    waiver: int


class WaivedVerdict(Frozen):
    """A check's finding at an endpoint which is waived for one of its systems."""

    check: str
    system: Code
    waiver: int
