"""Collects what the targets are told from, without reading the whole log or whole observations."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Engine

from inventory.acting import Acting, usual
from inventory.approvals.log import ApprovalLog
from inventory.approvals.rules.confirmation import RESTS_ON
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.clock import day_of
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.model import Code, Inventory, Organization, Text
from inventory.requirements.estate import SelfAssessed, self_assessed
from inventory.requirements.log import SelfAssessmentLog
from inventory.settings.choosing import chosen_plans
from inventory.targets.counting import Evidence, Situation
from inventory.targets.evaluation import values
from inventory.targets.plan import Plan
from inventory.targets.registry import events_read
from reports.clauses import contradicting_severities
from reports.errors import ReportError
from reports.evidence.against_claims import by_endpoint, doubted, ipv6_evidence
from reports.evidence.ipv6_state import CHECK, Seen, states_of, web_endpoints
from reports.gathering.progress import Past, recorded_in, way_so_far
from reports.gathering.scope import WHOLE, Scope
from reports.source import Ipv6State, PlanSource, TargetSource
from scanner.runs.reader import ScanReader
from scanner.waivers.log import WaiverLog
from scanner.waivers.matching import Waived, in_date
from scanner.waivers.model import Waiver


@dataclass(frozen=True, kw_only=True)
class ReportRequest:
    """What a report is asked for, and where from."""

    engine: Engine
    plan: Plan
    inventory: Inventory
    day: date
    today: date
    acting: Acting
    organization: Organization | None = None  # the only body whose systems it tells of


@contextmanager
def report_request(
    url: str | None, plan_name: str | None, as_of: date | None, now: datetime, scope: Scope = WHOLE
) -> Iterator[ReportRequest]:
    """The plan and the inventory of a database, on a day; None: its own plan, today in Viet Nam.

    Raises:
        ReportError: the day is in the future, or the scope's organization is not there or has no system.
        InventoryError: the database cannot be opened or read, or there is no plan.

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
        inventory = store.load() if day == today else store.load_as_shown_on(day)
        plan, *_ = chosen_plans(plan_name, inventory.settings)
        yield ReportRequest(
            engine=engine,
            plan=plan,
            inventory=scope.of(inventory, day),
            day=day,
            today=today,
            acting=scope.acting or usual(inventory, day),
            organization=scope.named(inventory),
        )


def gather_targets(
    url: str | None,
    plan_name: str | None,
    as_of: date | None,
    now: datetime,
    scope: Scope = WHOLE,
    *,
    progress: bool = False,
) -> TargetSource:
    """The targets alone; ``progress``: with history, forecast and work list.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no plan.

    """
    with report_request(url, plan_name, as_of, now, scope) as request:
        log = ApprovalLog(request.engine)
        statuses = (
            log.current(request.day)
            if request.day == request.today
            else log.status_by_day([request.day], kinds=events_read() | RESTS_ON)[request.day]
        )
        observations = ScanReader(request.engine).telling(request.day, CHECK, contradicting_severities())
        waivers, said = WaiverLog(request.engine).waivers(), self_assessed_by(request, statuses)
        situation = situation_of(request, statuses, observations, waivers, said)
        past = Past.before(request.engine, request.day) if progress else None
        source = target_source(request, situation, past)
        return replace(source, ipv6=_ipv6_states(situation, observations))


def _ipv6_states(situation: Situation, observations: tuple[Seen, ...]) -> Mapping[Code, Ipv6State]:
    web = {code: web_endpoints(system) for code, system in situation.in_operation.items()}
    return states_of(web, by_endpoint(observations))


def self_assessed_by(request: ReportRequest, statuses: Mapping[Code, SystemStatus]) -> SelfAssessed | None:
    """What units have said of their systems' requirements by the request's day; None: nothing."""
    told = SelfAssessmentLog(request.engine).on(request.day)
    return self_assessed(request.inventory.systems, statuses, told)


def situation_of(
    request: ReportRequest,
    statuses: Mapping[Code, SystemStatus],
    observations: tuple[Seen, ...],
    waivers: tuple[Waiver, ...],
    said: SelfAssessed | None,
) -> Situation:
    """What the indicators look at: the statuses, and what evidence and units themselves say about them."""
    waived = Waived(in_date(waivers, request.day))
    claimed = {code for code, system_status in statuses.items() if system_status.plan is ProtectionPlan.FULL}
    own = said.against(claimed) if said else frozenset()
    evidence = Evidence(
        ipv6=ipv6_evidence(request.inventory, observations),
        contradicted=doubted(request.inventory, claimed, observations, waived) | own,
    )
    return Situation(inventory=request.inventory, statuses=statuses, evidence=evidence, as_of=request.day)


def target_source(
    request: ReportRequest, situation: Situation, past: Past | None, *, agencies: bool = False
) -> TargetSource:
    """The figures of each row of the plan; ``past``: and the way so far; ``agencies``: of these too."""
    is_past = request.day < request.today
    indicators = values(request.plan, situation, recorded_in(request.engine) if is_past else None)
    return TargetSource(
        inventory=request.inventory,
        indicators=indicators,
        as_of=request.day,
        plan=_plan_source(request.plan),
        progress=way_so_far(
            past, request.plan, situation, indicators, agencies=agencies, acting=request.acting
        )
        if past
        else None,
        acting=request.acting,
        organization=request.organization,
    )


def _plan_source(plan: Plan) -> PlanSource:
    document = plan.document
    source = Text(
        vi=f"{document.vi} {plan.decision} ngày {plan.decided_on:%d/%m/%Y} của {plan.issuer.vi}",
        en=f"{document.en} {plan.decision} of {plan.decided_on}, {plan.issuer.en}",
    )
    # Where one row was verified, the document itself was read; the rows tell for themselves.
    verified = any(target.verified for target in plan.targets)
    return PlanSource(name=plan.name, title=plan.title, source=source, verified=verified)
