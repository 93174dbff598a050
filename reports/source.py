"""What a report is made from: the inventory, the decisions, the targets and the evidence, on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from checks.facts import BrowserFacts
from checks.model import Frozen
from inventory.acting import Acting
from inventory.deadlines import Deadline
from inventory.model import Code, Inventory, Organization, Text
from inventory.requirements.estate import SelfAssessed
from inventory.targets.evaluation import IndicatorValue
from inventory.targets.progress import Progress
from scanner.differences.change import Change
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.vantages.compared import VantageComparison
from scanner.waivers.model import Waiver


class ApprovalStage(StrEnum):
    """How far the level approval is: column 6 of Mẫu 08, and ``none`` before any dossier."""

    NONE = "none"
    DRAFTING = "drafting"
    SUBMITTED = "submitted"
    APPRAISED = "appraised"
    APPROVED = "approved"


class PlanState(StrEnum):
    """How far the protection plan is carried out: column 10 of Mẫu 08."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class Ipv6State(StrEnum):
    """The four states of NIST's IPv6 monitor, and the two ways of having none; worst first."""

    NONE = "none"
    ASSIGNED = "assigned"
    REACHABLE = "reachable"
    OPERATIONAL = "operational"
    NOT_TESTED = "not_tested"
    NOT_APPLICABLE = "not_applicable"


class ApprovalLine(Frozen):
    """What was decided about one system by the day of the report. The default: nothing yet."""

    stage: ApprovalStage = ApprovalStage.NONE
    level: int | None = None  # approved level; the proposed one is the inventory's
    number: str | None = None  # decision number
    decided_on: date | None = None
    authority: str | None = None
    plan: PlanState = PlanState.NONE
    assessed_on: date | None = None
    labelled: bool = False
    label_until: date | None = None
    decommissioned: bool = False
    unconfirmed: tuple[Text, ...] = ()  # what is not shown to be lawful of the approval or the plan

    @property
    def approved(self) -> bool:
        """Indicator row 11."""
        return self.stage is ApprovalStage.APPROVED

    @property
    def claims_compliance(self) -> bool:
        """Whether the plan is said to be fully implemented, which evidence may contradict."""
        return self.plan is PlanState.FULL


UNDECIDED = ApprovalLine()


class PlanSource(Frozen):
    """The plan whose targets are reported, and the decision behind it."""

    name: str
    title: Text
    source: Text
    verified: bool = True  # False: shown as "cần đối chiếu / to be verified"


@dataclass(frozen=True, kw_only=True)
class TargetSource:
    """What the targets are told from. ``progress``: None where nobody asked for it.

    ``ipv6``: the state of each system in operation, where a plan's indicator or a report tells of it.
    ``acting``: whom agencies are told by. ``organization``: the only one whose systems these are; None: all.
    """

    inventory: Inventory
    indicators: tuple[IndicatorValue, ...]
    as_of: date
    plan: PlanSource
    progress: Progress | None = None
    acting: Acting = Acting.OWNER
    organization: Organization | None = None
    ipv6: Mapping[Code, Ipv6State] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PeriodChanges:
    """What changed since the end of a day. ``is_first``: nobody had looked before that day."""

    since: date
    is_first: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ReportSource(TargetSource):
    """Everything ``build_report`` reads; nothing is looked up elsewhere but the catalogue of checks.

    ``approvals``: by system; a missing one has no dossier. ``observations``: what stands of each endpoint
    by the end of ``as_of``. ``generated_at``: UTC. ``waivers``: every one ever given;
    their own dates tell which hold. ``changes``: None: there is no earlier day to compare with.
    ``vantages``: the main one with each other that has looked. ``pictures``: of tampered pages.
    ``self_assessed``: None: no unit has said anything of its systems' requirements.
    """

    approvals: Mapping[Code, ApprovalLine]
    observations: tuple[Observation, ...]
    generated_at: datetime
    deadlines: tuple[Deadline, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    changes: PeriodChanges | None = None
    pictures: Mapping[EndpointKey, BrowserFacts] = field(default_factory=dict)
    vantages: tuple[VantageComparison, ...] = ()
    self_assessed: SelfAssessed | None = None

    def approval(self, system: Code) -> ApprovalLine:
        """The decisions about one system."""
        return self.approvals.get(system, UNDECIDED)
