"""Collects what a report is made from: a database's inventory, approvals and latest observations; a plan."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from inventory.approval_log import ApprovalLog
from inventory.approvals import ApprovalEvent
from inventory.clock import VIETNAM_TIME
from inventory.counting import Situation
from inventory.database import opened_database
from inventory.evidence import Evidence
from inventory.indicators import values
from inventory.model import Code, Inventory, Wording
from inventory.plan import Plan, load_plan
from inventory.status import SystemStatus, status
from inventory.store import InventoryStore
from reports.deadlines.collecting import DeadlineCollector
from reports.errors import ReportError
from reports.evidence import contradicted_systems, ipv6_evidence
from reports.ipv6 import CHECK as IPV6_CHECK
from reports.progress import way_so_far
from reports.source import ApprovalLine, ApprovalStage, PlanSource, PlanState, ReportSource, TargetSource
from scanner.observation import Observation
from scanner.store import ScanStore


def gather(url: str | None, plan_name: str, as_of: date | None, now: datetime) -> ReportSource:
    """Everything known by the end of a day; None: today in Viet Nam.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no such plan.

    """
    with _asked(url, plan_name, as_of, now) as asked:
        observations = ScanStore(asked.engine).latest(asked.day)
        statuses, deadlines = _read_log(asked)
        told = _targets(asked, statuses, observations, progress=True)
        return ReportSource(
            **vars(told),
            approvals={code: approval_line(one) for code, one in statuses.items()},
            observations=observations,
            generated_at=now,
            deadlines=deadlines.sorted(),
        )


def gather_targets(
    url: str | None, plan_name: str, as_of: date | None, now: datetime, *, progress: bool = False
) -> TargetSource:
    """The targets alone, without reading the whole log; ``progress``: with history, forecast and work list.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no such plan.

    """
    with _asked(url, plan_name, as_of, now) as asked:
        observations = ScanStore(asked.engine).latest(asked.day, besides_failing=IPV6_CHECK)
        log = ApprovalLog(asked.engine)
        today = asked.day == _today(now)
        statuses = log.current(asked.day) if today else log.standing([asked.day])[asked.day]
        return _targets(asked, dict(statuses), observations, progress=progress)


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


@dataclass(frozen=True, kw_only=True)
class _Asked:
    engine: Engine
    plan: Plan
    inventory: Inventory
    day: date


@contextmanager
def _asked(url: str | None, plan_name: str, as_of: date | None, now: datetime) -> Iterator[_Asked]:
    plan, today = load_plan(plan_name), _today(now)
    day = as_of or today
    if day > today:
        raise ReportError(f"--as-of {day} is in the future: nothing is known of it yet (today is {today})")
    with opened_database(url) as engine:
        yield _Asked(engine=engine, plan=plan, inventory=InventoryStore(engine).load(), day=day)


def _today(now: datetime) -> date:
    return now.astimezone(VIETNAM_TIME).date()


def _read_log(asked: _Asked) -> tuple[dict[Code, SystemStatus], DeadlineCollector]:
    """The log in one pass, one system at a time: a large one does not fit into memory."""
    deadlines = DeadlineCollector.on(asked.inventory, asked.day)
    found: dict[Code, SystemStatus] = {}
    events: list[ApprovalEvent]
    for code, events in ApprovalLog(asked.engine).by_system():
        found[code] = status(events, code, asked.day)
        deadlines.add(found[code], [event for event in events if event.on <= asked.day])
    return found, deadlines


def _targets(
    asked: _Asked,
    statuses: dict[Code, SystemStatus],
    observations: tuple[Observation, ...],
    *,
    progress: bool,
) -> TargetSource:
    claimed = {code for code, one in statuses.items() if approval_line(one).claims_compliance}
    evidence = Evidence(
        ipv6=ipv6_evidence(asked.inventory, observations),
        contradicted=frozenset(contradicted_systems(asked.inventory, claimed, observations)),
    )
    situation = Situation(inventory=asked.inventory, statuses=statuses, evidence=evidence, as_of=asked.day)
    indicators = values(asked.plan, situation)
    return TargetSource(
        inventory=asked.inventory,
        indicators=indicators,
        as_of=asked.day,
        plan=_plan_source(asked.plan),
        progress=way_so_far(asked.engine, asked.plan, situation, indicators) if progress else None,
    )


def _plan_source(plan: Plan) -> PlanSource:
    document = plan.document
    source = Wording(
        vi=f"{document.vi} {plan.decision} ngày {plan.decided_on:%d/%m/%Y} của {plan.issuer.vi}",
        en=f"{document.en} {plan.decision} of {plan.decided_on}, {plan.issuer.en}",
    )
    verified = any(
        target.verified for target in plan.targets
    )  # the decision was read; rows tell for themselves
    return PlanSource(name=plan.name, title=plan.title, source=source, verified=verified)
