"""Collects what is asked of systems, what their units say of it, and what stands of their endpoints."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from inventory.acting import part_of
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.clock import day_of
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.model import Code, Inventory, Organization
from inventory.requirements.catalogue_rows import catalogue_on
from inventory.requirements.estate import asked_of
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import Catalogue
from inventory.requirements.progress import SystemProgress
from reports.errors import ReportError
from reports.evidence.against_claims import by_endpoint
from reports.gathering.scope import WHOLE, Scope
from reports.requirements.assembling import Standing
from scanner.runs.reader import ScanReader
from scanner.waivers.log import WaiverLog
from scanner.waivers.matching import Waived, in_date


@dataclass(frozen=True, kw_only=True)
class RequirementSource:
    """Everything on one day. ``progress``: of each system whose level is known and that had not ended."""

    inventory: Inventory
    organization: Organization | None  # the only body whose systems these are; None: all
    catalogue: Catalogue
    progress: Mapping[Code, SystemProgress]
    claims: Collection[Code]  # the systems whose plan is said to be fully implemented
    looked: Standing
    generated_at: datetime

    @property
    def as_of(self) -> date:
        """The day."""
        return self.looked.day


def gather_requirements(
    url: str | None,
    as_of: date | None,
    now: datetime,
    scope: Scope = WHOLE,
    only: Collection[Code] | None = None,
) -> RequirementSource:
    """As known by the end of a day; None: today. ``only``: these systems, whatever else is in scope.

    Raises:
        ReportError: the day is in the future, or the scope's organization is not there or has no system.
        InventoryError: the database cannot be read, or there is no such system.

    """
    today = day_of(now)
    day = as_of or today
    if day > today:
        raise ReportError(
            "--as-of {day} is in the future: nothing is known of it yet (today is {today})",
            day=day,
            today=today,
        )
    with opened_for_reading(url) as engine:
        store = InventoryStore(engine)
        known = store.load() if day == today else store.load_as_shown_on(day)
        organization = scope.named(known)
        part = known if organization is None else part_of(known, organization.code, day)
        if organization is not None:
            scope.of(known, day)
        return _source(engine, part, organization, day, now, only)


def _source(
    engine: Engine,
    inventory: Inventory,
    organization: Organization | None,
    day: date,
    now: datetime,
    only: Collection[Code] | None,
) -> RequirementSource:
    log, statuses = SelfAssessmentLog(engine), ApprovalLog(engine).statuses(day)
    catalogue = catalogue_on(log.chosen(), day)
    left = [
        system
        for system in inventory.systems
        if (only is None or system.code in only) and not _gone(statuses.get(system.code), system.ended, day)
    ]
    part = inventory.model_copy(update={"systems": tuple(left)})
    keys = {endpoint.key for _, endpoint in part.endpoints()}
    observed = by_endpoint(ScanReader(engine).standing(day))
    return RequirementSource(
        inventory=part,
        organization=organization,
        catalogue=catalogue,
        progress=asked_of(left, statuses, catalogue, log.on(day)),
        claims={code for code, told in statuses.items() if told.plan is ProtectionPlan.FULL},
        looked=Standing(
            {key: seen for key, seen in observed.items() if key in keys},
            Waived(in_date(WaiverLog(engine).waivers(), day)),
            day,
        ),
        generated_at=now,
    )


def _gone(status: SystemStatus | None, ended: date | None, day: date) -> bool:
    return (status is not None and status.decommissioned) or (ended is not None and ended <= day)
