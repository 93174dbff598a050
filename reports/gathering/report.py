"""Collects what a report is made from: a database's inventory, approvals and latest observations; a plan."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Self

from checks.facts import BrowserFacts
from inventory.acting import ActingBodies
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus
from inventory.approvals.rules.confirmation import Unconfirmed
from inventory.deadlines import Deadline, deadlines_of
from inventory.law.ruleset import rulesets
from inventory.law.working_days import load_calendar
from inventory.model import Code, System
from inventory.requirements.estate import SelfAssessed
from reports.evidence.ipv6_state import CHECK
from reports.gathering.changes import changes_until, with_openings
from reports.gathering.pictures import pictures_of
from reports.gathering.progress import Past
from reports.gathering.scope import WHOLE, Scope
from reports.gathering.targets import (
    ReportRequest,
    report_request,
    self_assessed_by,
    situation_of,
    target_source,
)
from reports.gathering.vantages import vantage_comparisons
from reports.source import ApprovalLine, ApprovalStage, PeriodChanges, PlanState, ReportSource
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey
from scanner.runs.reader import ScanReader
from scanner.vantages.compared import VantageComparison
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import Waiver


def gather(
    url: str | None,
    plan_name: str | None,
    as_of: date | None,
    now: datetime,
    scope: Scope = WHOLE,
    *,
    brief: bool = False,
    compact_above: int | None = None,
) -> ReportSource:
    """Everything known by the end of a day; None: today in Viet Nam.

    ``brief``: without evidence (and most words) of checks that pass or do not apply, which only JSON tells.
    ``compact_above``: of more systems than these, without any evidence but what a figure hangs on, and
    without the words of what is no finding. None: however many they are, with both.

    Raises:
        ReportError: the day is in the future, or not after the one that it is compared with.
        InventoryError: the database cannot be opened or read, or there is no plan.

    """
    with report_request(url, plan_name, as_of, now, scope) as request:
        return _source(request, _Read.of(request, scope.since, brief=brief, compact_above=compact_above), now)


def gather_each(
    url: str | None,
    plan_name: str | None,
    as_of: date | None,
    now: datetime,
    whole: Scope = WHOLE,
    *,
    brief: bool = True,
    before: Callable[[Collection[Code]], None] = lambda _codes: None,
) -> Iterator[ReportSource]:
    """The same for each body that must act for a system, by code; the database is read once.

    ``whole``: the scope of them together. ``before``: is given the codes of all, before the first comes.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no such plan.

    """
    with report_request(url, plan_name, as_of, now, whole) as request:
        inventory = request.inventory
        bodies = ActingBodies(inventory.organizations, request.acting)
        left = [system for system in inventory.systems if not _is_gone(system, request.day)]
        codes = sorted({bodies.of(system, request.day) for system in left})
        before(codes)
        read = _Read.of(request, whole.since, brief=brief)
        for code in codes:
            scope = Scope(request.acting, code)
            part = replace(
                request, inventory=scope.of(inventory, request.day), organization=scope.named(inventory)
            )
            yield _source(part, read, now)


def _is_gone(system: System, day: date) -> bool:
    """A body that has nothing but what ended, or was removed, has nothing to be told."""
    return system.ended is not None and system.ended <= day


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What is read from a database, whichever of its systems a report tells of."""

    observations: tuple[Observation, ...]
    waivers: tuple[Waiver, ...]
    statuses: Mapping[Code, SystemStatus]
    deadlines: tuple[Deadline, ...]
    past: Past
    changes: PeriodChanges | None
    pictures: Mapping[EndpointKey, BrowserFacts]
    vantages: tuple[VantageComparison, ...]
    self_assessed: SelfAssessed | None

    @classmethod
    def of(
        cls, request: ReportRequest, since: date | None, *, brief: bool, compact_above: int | None = None
    ) -> Self:
        """By the end of the request's day."""
        log, day, engine = ApprovalLog(request.engine), request.day, request.engine
        changes = changes_until(engine, day, since)
        statuses = log.statuses(day)
        rules, calendar = rulesets(), load_calendar()
        waivers = WaiverLog(engine).waivers()
        is_compact = compact_above is not None and _left(request, statuses) > compact_above
        evidence_of = {CHECK, *(waiver.check for waiver in waivers)} if is_compact else None
        observations = ScanReader(engine).standing(day, brief=brief, evidence_of=evidence_of)
        return cls(
            observations=with_openings(engine, day, observations),
            waivers=waivers,
            statuses=statuses,
            deadlines=deadlines_of(request.inventory, statuses, log.resting_on(day), rules, day, calendar),
            past=Past.before(request.engine, request.day),
            changes=changes,
            pictures=pictures_of(ScanReader(engine), observations, day),
            vantages=vantage_comparisons(engine, day),
            self_assessed=self_assessed_by(request, statuses),
        )


def _left(request: ReportRequest, statuses: Mapping[Code, SystemStatus]) -> int:
    """How many systems a report tells of."""
    ended = {code for code, told in statuses.items() if told.decommissioned}
    return sum(
        system.code not in ended and not _is_gone(system, request.day) for system in request.inventory.systems
    )


def _source(request: ReportRequest, read: _Read, now: datetime) -> ReportSource:
    situation = situation_of(request, read.statuses, read.observations, read.waivers, read.self_assessed)
    targets = target_source(request, situation, read.past, agencies=True)
    return ReportSource(
        **vars(targets),
        approvals={
            code: approval_line(system_status, situation.unconfirmed.get(code))
            for code, system_status in read.statuses.items()
        },
        observations=read.observations,
        generated_at=now,
        deadlines=read.deadlines,
        waivers=read.waivers,
        changes=read.changes,
        pictures=read.pictures,
        vantages=read.vantages,
        self_assessed=read.self_assessed,
    )


def approval_line(status: SystemStatus, doubt: Unconfirmed | None = None) -> ApprovalLine:
    """A system's status in the report's own words; ``doubt``: what of it is not shown to be lawful."""
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
        unconfirmed=tuple(rule.says for rule in (*doubt.approval, *doubt.plan)) if doubt else (),
    )
