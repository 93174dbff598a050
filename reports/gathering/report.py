"""Collects what a report is made from: a database's inventory, approvals and latest observations; a plan."""

from datetime import date, datetime

from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus, status
from inventory.approvals.rules.confirmation import Unconfirmed
from inventory.model import Code
from reports.deadlines.collecting import DeadlineCollector
from reports.gathering.targets import ReportRequest, report_request, situation_of, target_source
from reports.source import ApprovalLine, ApprovalStage, PlanState, ReportSource
from scanner.runs.reader import ScanReader
from scanner.waivers.log import WaiverLog


def gather(
    url: str | None, plan_name: str | None, as_of: date | None, now: datetime, *, brief: bool = False
) -> ReportSource:
    """Everything known by the end of a day; None: today in Viet Nam.

    ``brief``: without the evidence of checks that pass or do not apply, which only JSON tells.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no plan.

    """
    with report_request(url, plan_name, as_of, now) as request:
        observations = ScanReader(request.engine).standing(request.day, brief=brief)
        waivers = WaiverLog(request.engine).waivers()
        statuses, deadlines = _read_log(request)
        situation = situation_of(request, statuses, observations, waivers)
        targets = target_source(request, situation, progress=True, agencies=True)
        return ReportSource(
            **vars(targets),
            approvals={
                code: approval_line(system_status, situation.unconfirmed.get(code))
                for code, system_status in statuses.items()
            },
            observations=observations,
            generated_at=now,
            deadlines=deadlines.sorted(),
            waivers=waivers,
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


def _read_log(request: ReportRequest) -> tuple[dict[Code, SystemStatus], DeadlineCollector]:
    """The log in one pass, one system at a time: a large one does not fit into memory."""
    deadlines = DeadlineCollector.on(request.inventory, request.day)
    statuses: dict[Code, SystemStatus] = {}
    for code, events in ApprovalLog(request.engine).by_system():
        statuses[code] = status(events, code, request.day)
        deadlines.add(statuses[code], [event for event in events if event.on <= request.day])
    return statuses, deadlines
