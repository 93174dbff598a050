"""Counting on one day: everything there is to look at, and what came of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from inventory.approvals.rules.confirmation import Unconfirmed, unconfirmed
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import Approval
from inventory.model import Code, Inventory, Organization, OrganizationKind, Strict, System

STAGES = (Approval.APPRAISED, Approval.SUBMITTED, Approval.DRAFTING, None)  # of a dossier, furthest first


class Evidence(Strict):
    """What others found out about systems, in the inventory's own terms: it knows no scanner.

    ``ipv6``: whether a system works over IPv6; None: could not tell; missing: nobody looked.
    ``contradicted``: systems whose claim of a fully implemented plan something found contradicts.
    """

    ipv6: Mapping[Code, bool | None] = {}
    contradicted: frozenset[Code] = frozenset()


NO_EVIDENCE = Evidence()


@dataclass(frozen=True, kw_only=True)
class Count:
    """Who reached it and who did not. ``doubted``: reached by claim, contradicted by evidence.

    ``order`` sorts those that are ``waiting`` by how easy they are; history never asks for it.
    ``untested``: those of them of which nothing can be told. They count in the denominator, and are no work.
    """

    reached: frozenset[Code]
    waiting: Collection[Code]
    order: Callable[[Code], Any]
    untested: frozenset[Code] = frozenset()
    doubted: frozenset[Code] = frozenset()

    @property
    def not_tested(self) -> int:
        """How many of those waiting are untested."""
        return len(self.untested)

    @property
    def numerator(self) -> int:
        """How many reached it."""
        return len(self.reached)

    @property
    def denominator(self) -> int:
        """How many belong to it."""
        return len(self.reached) + len(self.waiting)

    @property
    def percent(self) -> float | None:
        """With one decimal, of all that belong to it; None: of none of them anything is known."""
        return percentage(self.numerator, self.denominator) if self.denominator > self.not_tested else None

    @property
    def not_reached(self) -> tuple[Code, ...]:
        """Those known not to have reached it, easiest first; of equals, by code."""
        known = sorted(code for code in self.waiting if code not in self.untested)
        return tuple(sorted(known, key=self.order))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything an indicator may look at, on one day."""

    inventory: Inventory
    statuses: Mapping[Code, SystemStatus]
    evidence: Evidence = NO_EVIDENCE
    as_of: date
    counts: dict[str, Count] = field(default_factory=dict, compare=False, repr=False)  # made so far, by key

    def status(self, code: Code) -> SystemStatus:
        """A system's status; one without events has the initial one."""
        return self.statuses.get(code) or SystemStatus(system=code, as_of=self.as_of)

    @cached_property
    def in_operation(self) -> dict[Code, System]:
        """The systems that count: in operation by the inventory, and not ended by an event."""
        ended = {code for code, status in self.statuses.items() if status.decommissioned}
        return {
            system.code: system
            for system in self.inventory.systems
            if system.code not in ended and system.in_operation(self.as_of)
        }

    @cached_property
    def communes(self) -> dict[Code, Organization]:
        """The communes that exist."""
        return {
            body.code: body
            for body in self.inventory.organizations
            if body.kind == OrganizationKind.COMMUNE and body.exists(self.as_of)
        }

    @cached_property
    def unconfirmed(self) -> Mapping[Code, Unconfirmed]:
        """The approved systems of which something is not shown to be lawful; asks whole statuses."""
        return unconfirmed(self.inventory, self.statuses)


def percentage(numerator: int, denominator: int) -> float | None:
    """With one decimal, halves rounded up, exactly; None of nothing."""
    if denominator == 0:
        return None
    return (2000 * numerator + denominator) // (2 * denominator) / 10


def count_by_status(
    situation: Situation,
    systems: Collection[Code],
    reached: Callable[[SystemStatus], bool],
    order: Callable[[SystemStatus], Any],
    doubted: frozenset[Code] = frozenset(),
) -> Count:
    """Systems by what their events say; one without events has reached nothing.

    Args:
        situation: the day.
        systems: those that belong to the indicator.
        reached: whether a status counts.
        order: sorts the other statuses by how easy they are.
        doubted: systems against whose claim there is evidence.

    """
    statuses = situation.statuses
    known = ((code, statuses.get(code)) for code in systems)
    reached_codes = frozenset(code for code, status in known if status is not None and reached(status))
    return Count(
        reached=reached_codes,
        waiting=[code for code in systems if code not in reached_codes],
        order=lambda code: order(situation.status(code)),
        doubted=reached_codes & doubted,
    )


def dossier_progress(status: SystemStatus) -> tuple[int, date]:
    """Sorts systems without an approval: the furthest stage first, and within it the longest there."""
    return STAGES.index(status.dossier), status.dossier_since or date.max
