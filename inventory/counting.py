"""What each indicator counts: who belongs to it, who reached it, and who is easiest to take next.

Row 11 is "Đã được phê duyệt" over all in operation; row 12 also asks for "Đã triển khai đầy đủ" (Mẫu 08).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from inventory.evidence import Evidence
from inventory.model import Code, Inventory, OrganizationKind, System
from inventory.status import SystemStatus
from inventory.vocabulary import Approval, Plan


@dataclass(frozen=True, kw_only=True)
class Count:
    """``rest`` did not reach it, easiest first. ``doubted``: reached by claim, contradicted by evidence."""

    reached: frozenset[Code]
    rest: tuple[Code, ...]
    not_tested: int = 0  # part of rest
    doubted: frozenset[Code] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything an indicator may look at, on one day."""

    inventory: Inventory
    statuses: dict[Code, SystemStatus]
    evidence: Evidence
    as_of: date

    def status(self, system: System) -> SystemStatus:
        """A system's status; one without events has the initial one."""
        return self.statuses.get(system.code) or SystemStatus(system=system.code, as_of=self.as_of)

    def in_operation(self) -> list[System]:
        """The systems that count: in operation by the inventory, and not ended by an event."""
        systems = self.inventory.systems
        return [
            system
            for system in systems
            if system.in_operation(self.as_of) and not self.status(system).decommissioned
        ]


def approved(situation: Situation) -> Count:
    """Systems whose level is approved; next the dossiers that are furthest, and of those the oldest."""
    standing = [situation.status(system) for system in situation.in_operation()]
    return _count(standing, lambda status: status.approved, _progress)


def compliant(situation: Situation) -> Count:
    """Systems approved and with the plan fully implemented; next the approved ones, partial plans first."""
    standing = [situation.status(system) for system in situation.in_operation()]
    count = _count(standing, _claims_compliance, _progress_to_compliance)
    doubted = count.reached & situation.evidence.contradicted
    return Count(reached=count.reached, rest=count.rest, doubted=doubted)


def labelled(situation: Situation) -> Count:
    """Portals with a cyber-trust label in force; next those that had one, then the others."""
    portals = [system for system in situation.in_operation() if system.is_portal]
    standing = [situation.status(portal) for portal in portals]
    return _count(standing, lambda status: status.labelled, lambda status: status.label_granted_on is None)


def commune_pages(situation: Situation) -> Count:
    """Communes that exist on the day, with a page of their own or a section on another body's portal."""
    communes = [
        organization
        for organization in situation.inventory.organizations
        if organization.kind == OrganizationKind.COMMUNE and organization.exists(situation.as_of)
    ]
    reached = {commune.code for commune in communes if commune.has_page(situation.as_of)}
    return Count(
        reached=frozenset(reached),
        rest=tuple(sorted(commune.code for commune in communes if commune.code not in reached)),
    )


def ipv6(situation: Situation) -> Count:
    """Systems with endpoints that work over IPv6; next those found not to, then the untested."""
    codes = sorted(system.code for system in situation.in_operation() if system.endpoints)
    found = {code: situation.evidence.ipv6.get(code) for code in codes}
    failing = [code for code in codes if found[code] is False]
    unknown = [code for code in codes if found[code] is None]
    return Count(
        reached=frozenset(code for code in codes if found[code]),
        rest=(*failing, *unknown),
        not_tested=len(unknown),
    )


COUNTERS: dict[str, Callable[[Situation], Count]] = {
    "approved": approved,
    "compliant": compliant,
    "labelled": labelled,
    "commune-pages": commune_pages,
    "ipv6": ipv6,
}

_STAGES = (Approval.APPRAISED, Approval.SUBMITTED, Approval.DRAFTING, None)


def _count(
    standing: Iterable[SystemStatus],
    reached: Callable[[SystemStatus], bool],
    order: Callable[[SystemStatus], Any],
) -> Count:
    by_code = sorted(standing, key=lambda status: status.system)
    rest = sorted((status for status in by_code if not reached(status)), key=order)
    return Count(
        reached=frozenset(status.system for status in by_code if reached(status)),
        rest=tuple(status.system for status in rest),
    )


def _claims_compliance(status: SystemStatus) -> bool:
    return status.approved and status.plan == Plan.FULL


def _progress(status: SystemStatus) -> tuple[int, date]:
    return _STAGES.index(status.dossier), status.dossier_since or date.max


def _progress_to_compliance(status: SystemStatus) -> tuple[bool, bool, int, date]:
    stage, since = _progress(status)
    return not status.approved, status.plan == Plan.NONE, stage, status.decision_date or since
