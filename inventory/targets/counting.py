"""What each indicator counts: who belongs to it, who reached it, and who is easiest to take next.

Row 11 is "Đã được phê duyệt" over all in operation; row 12 also asks for "Đã triển khai đầy đủ" (Mẫu 08).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from inventory.approvals.replay import SystemStatus
from inventory.approvals.vocabulary import Approval, ProtectionPlan
from inventory.model import Code, Inventory, Organization, OrganizationKind, System
from inventory.targets.measured import Evidence

NO_EVIDENCE = Evidence()
STAGES = (Approval.APPRAISED, Approval.SUBMITTED, Approval.DRAFTING, None)  # of a dossier, furthest first


@dataclass(frozen=True, kw_only=True)
class Count:
    """Who reached it and who did not. ``doubted``: reached by claim, contradicted by evidence.

    ``order`` sorts those that are ``waiting`` by how easy they are; history never asks for it.
    """

    reached: frozenset[Code]
    waiting: Collection[Code]
    order: Callable[[Code], Any]
    not_tested: int = 0  # part of those waiting
    doubted: frozenset[Code] = frozenset()

    @property
    def rest(self) -> tuple[Code, ...]:
        """Those that did not reach it, easiest first; of equals, by code."""
        return tuple(sorted(sorted(self.waiting), key=self.order))


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything an indicator may look at, on one day."""

    inventory: Inventory
    statuses: Mapping[Code, SystemStatus]
    evidence: Evidence = NO_EVIDENCE
    as_of: date

    def status(self, code: Code) -> SystemStatus:
        """A system's status; one without events has the initial one."""
        return self.statuses.get(code) or SystemStatus(system=code, as_of=self.as_of)

    @cached_property
    def in_operation(self) -> dict[Code, System]:
        """The systems that count: in operation by the inventory, and not ended by an event."""
        return {
            system.code: system
            for system in self.inventory.systems
            if system.in_operation(self.as_of) and not self._ended(system.code)
        }

    @cached_property
    def communes(self) -> dict[Code, Organization]:
        """The communes that exist."""
        return {
            body.code: body
            for body in self.inventory.organizations
            if body.kind == OrganizationKind.COMMUNE and body.exists(self.as_of)
        }

    def _ended(self, code: Code) -> bool:
        status = self.statuses.get(code)
        return status is not None and status.decommissioned


def approved(situation: Situation) -> Count:
    """Systems whose level is approved; next the dossiers that are furthest, and of those the oldest."""
    return _count(situation, situation.in_operation, lambda status: status.approved, progress)


def compliant(situation: Situation) -> Count:
    """Systems approved and with the plan fully implemented; next the approved ones, partial plans first."""
    count = _count(situation, situation.in_operation, claims_compliance, _progress_to_compliance)
    doubted = count.reached & situation.evidence.contradicted
    return Count(reached=count.reached, waiting=count.waiting, order=count.order, doubted=doubted)


def labelled(situation: Situation) -> Count:
    """Portals with a cyber-trust label in force; next those that had one, then the others."""
    portals = [code for code, system in situation.in_operation.items() if system.is_portal]
    return _count(
        situation,
        portals,
        lambda status: status.labelled_on(situation.as_of),
        lambda status: status.label_granted_on is None,
    )


def commune_pages(situation: Situation) -> Count:
    """Communes that exist on the day, with a page of their own or a section on another body's portal."""
    communes = situation.communes
    reached = {code for code, commune in communes.items() if commune.has_page(situation.as_of)}
    return Count(reached=frozenset(reached), waiting=communes.keys() - reached, order=lambda _code: 0)


def ipv6(situation: Situation) -> Count:
    """Systems with endpoints that work over IPv6; next those found not to, then the untested."""
    told = situation.evidence.ipv6
    found = {code: told.get(code) for code, system in situation.in_operation.items() if system.endpoints}
    reached = frozenset(code for code, works in found.items() if works)
    return Count(
        reached=reached,
        waiting=found.keys() - reached,
        order=lambda code: found[code] is None,
        not_tested=sum(works is None for works in found.values()),
    )


COUNTERS: dict[str, Callable[[Situation], Count]] = {
    "approved": approved,
    "compliant": compliant,
    "labelled": labelled,
    "commune-pages": commune_pages,
    "ipv6": ipv6,
}


def claims_compliance(status: SystemStatus) -> bool:
    """Whether a system counts for row 12: approved, and its plan said to be fully implemented."""
    return status.approved and status.plan == ProtectionPlan.FULL


def progress(status: SystemStatus) -> tuple[int, date]:
    """Sorts systems without an approval: the furthest stage first, and within it the longest there."""
    return STAGES.index(status.dossier), status.dossier_since or date.max


def _count(
    situation: Situation,
    codes: Collection[Code],
    reached: Callable[[SystemStatus], bool],
    order: Callable[[SystemStatus], Any],
) -> Count:
    statuses = situation.statuses
    found = frozenset(code for code in codes if code in statuses and reached(statuses[code]))
    return Count(
        reached=found,
        waiting=[code for code in codes if code not in found],
        order=lambda code: order(situation.status(code)),
    )


def _progress_to_compliance(status: SystemStatus) -> tuple[bool, bool, int, date]:
    stage, since = progress(status)
    return not status.approved, status.plan == ProtectionPlan.NONE, stage, status.decision_date or since
