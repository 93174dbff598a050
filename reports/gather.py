"""Collects what a report is made from: a database's inventory, approvals and latest observations; a plan."""

from datetime import date, datetime

from sqlalchemy import Engine

from inventory.approval_log import ApprovalLog
from inventory.clock import VIETNAM_TIME
from inventory.database import open_database
from inventory.deadlines import deadlines
from inventory.indicators import Evidence, evaluate
from inventory.model import Wording
from inventory.plan import Plan, load_plan
from inventory.ruleset import rulesets
from inventory.status import SystemStatus, statuses
from inventory.store import InventoryStore
from inventory.workdays import load_calendar
from reports.errors import ReportError
from reports.evidence import doubted, ipv6_evidence
from reports.source import ApprovalLine, ApprovalStage, PlanSource, PlanState, ReportSource
from scanner.store import ScanStore
from scanner.waivers.log import WaiverLog
from scanner.waivers.matching import Waived, in_date


def gather(url: str | None, plan_name: str, as_of: date | None, now: datetime) -> ReportSource:
    """Everything known by the end of a day; None: today in Viet Nam.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no such plan.

    """
    plan = load_plan(plan_name)
    today = now.astimezone(VIETNAM_TIME).date()
    day = as_of or today
    if day > today:
        raise ReportError(f"--as-of {day} is in the future: nothing is known of it yet (today is {today})")
    engine = open_database(url)
    try:
        return _gather(engine, plan, day, now)
    finally:
        engine.dispose()


def approval_line(status: SystemStatus) -> ApprovalLine:
    """A system's status in the report's own words."""
    approval = status.approval
    return ApprovalLine(
        stage=ApprovalStage[approval.name] if approval else ApprovalStage.NONE,
        level=status.level,
        number=status.decision_number,
        decided_on=status.decision_date,
        authority=status.decision_authority,
        plan=PlanState[status.plan.name],
        assessed_on=status.assessed_on,
        labelled=status.labelled,
        label_until=status.label_until,
        decommissioned=status.decommissioned,
    )


def _gather(engine: Engine, plan: Plan, day: date, now: datetime) -> ReportSource:
    inventory = InventoryStore(engine).load()
    events = ApprovalLog(engine).events()
    approvals = {code: approval_line(status) for code, status in statuses(events, day).items()}
    observations = ScanStore(engine).latest(day)
    waivers = WaiverLog(engine).waivers()
    claimed = {code for code, line in approvals.items() if line.claims_compliance}
    evidence = Evidence(
        ipv6=ipv6_evidence(inventory, observations),
        contradicted=doubted(inventory, claimed, observations, Waived(in_date(waivers, day))),
    )
    return ReportSource(
        inventory=inventory,
        indicators=evaluate(plan, inventory, events, day, evidence),
        approvals=approvals,
        observations=observations,
        as_of=day,
        generated_at=now,
        plan=_plan_source(plan),
        deadlines=deadlines(inventory, events, rulesets(), day, load_calendar()),
        waivers=waivers,
    )


def _plan_source(plan: Plan) -> PlanSource:
    source = Wording(
        vi=f"Quyết định {plan.decision} ngày {plan.decided_on:%d/%m/%Y} của {plan.issuer.vi}",
        en=f"Decision {plan.decision} of {plan.decided_on}, {plan.issuer.en}",
    )
    verified = any(
        target.verified for target in plan.targets
    )  # the decision was read; rows tell for themselves
    return PlanSource(name=plan.name, title=plan.title, source=source, verified=verified)
