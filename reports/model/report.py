"""The whole report."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from checks.model import Frozen, Outcome
from inventory.acting import Acting
from inventory.model import Code
from inventory.targets.programme import ProgrammeStep
from reports.clauses import ClauseMap
from reports.model.changes import ChangedSince, FindingAges
from reports.model.deadlines import Deadlines
from reports.model.estate import (
    AgencyLine,
    AgencyPage,
    Coverage,
    EndpointView,
    Ipv6Agency,
    Ipv6Line,
    NamedRef,
    NotTestedGroup,
    SystemView,
)
from reports.model.findings import (
    CauseGroup,
    CheckView,
    ContradictedSystem,
    FamilyLine,
    PagePicture,
    ProblemLine,
    SharedHost,
)
from reports.model.self_assessment import SelfAssessments
from reports.model.targets import AgencyWork, Headline, TargetCard
from reports.model.vantages import TwoVantages
from reports.model.waivers import WaiverView
from reports.source import PlanSource

TAMPERING = "content."  # how the ids of the checks begin that tell of it


class Report(Frozen):
    """``capdo.report/1``. Systems, endpoints and checks are each told once and referred to by code or id."""

    schema_id: Literal["capdo.report/1"] = Field(default="capdo.report/1", serialization_alias="schema")
    as_of: date
    acting: Acting = Acting.OWNER  # whom the agencies are: owners, or operating units
    organization: NamedRef | None = None  # the only one whose systems it tells of
    generated_at: datetime
    plan: PlanSource
    headline: Headline
    targets: tuple[TargetCard, ...]
    work: tuple[AgencyWork, ...] = ()  # the systems to approve, by agency, the agency of the easiest first
    agencies: tuple[AgencyLine, ...]
    agency_pages: tuple[AgencyPage, ...] = ()
    deadlines: Deadlines
    causes: tuple[CauseGroup, ...]  # severity, then systems mended
    shared_hosts: tuple[SharedHost, ...]
    problems: tuple[ProblemLine, ...]
    families: tuple[FamilyLine, ...]
    changed: ChangedSince | None = None  # None: there is no earlier day to compare with
    vantages: tuple[TwoVantages, ...] = ()  # the main one with each other that has looked
    ages: FindingAges = FindingAges()  # of the open findings
    ipv6: tuple[Ipv6Line, ...]
    ipv6_agencies: tuple[Ipv6Agency, ...] = ()
    ipv6_programme: tuple[ProgrammeStep, ...] = ()
    contradicted: tuple[ContradictedSystem, ...]
    excused: tuple[ContradictedSystem, ...]  # would be contradicted, were all the evidence not waived
    self_assessments: SelfAssessments | None = None  # None: no unit has said anything
    clauses: tuple[ClauseMap, ...]  # the standards, the older first
    waivers: tuple[WaiverView, ...]  # in date on the day
    not_tested: tuple[NotTestedGroup, ...]
    coverage: Coverage
    systems: tuple[SystemView, ...]
    endpoints: tuple[EndpointView, ...]
    checks: tuple[CheckView, ...]  # every check with a verdict
    # Of pages that were tampered with, a host once; for pages that people read, and so not in the JSON.
    pictures: tuple[PagePicture, ...] = Field(default=(), exclude=True)

    @property
    def tampered(self) -> tuple[Code, ...]:
        """The systems whose pages somebody has altered, unless that is waived."""
        causes = (cause for cause in self.causes if cause.check.startswith(TAMPERING))
        failed = (cause for cause in causes if cause.outcome is Outcome.FAIL)
        return tuple(dict.fromkeys(code for cause in failed for code in cause.open_systems))
