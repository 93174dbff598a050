"""Collects what a report is made from: a database's inventory, approvals and latest observations; a plan."""

from datetime import date, datetime

from inventory.approvals.confirmation import Unconfirmed
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus
from inventory.deadlines import deadlines_of
from inventory.law.ruleset import rulesets
from inventory.law.working_days import load_calendar
from reports.gathering.targets import report_request, situation_of, target_source
from reports.source import ApprovalLine, ApprovalStage, PlanState, ReportSource
from scanner.runs.reader import ScanReader
from scanner.waivers.log import WaiverLog


def gather(
    url: str | None, plan_name: str, as_of: date | None, now: datetime, *, brief: bool = False
) -> ReportSource:
    """Everything known by the end of a day; None: today in Viet Nam.

    ``brief``: without the evidence of checks that pass or do not apply, which only JSON tells.

    Raises:
        ReportError: the day is in the future.
        InventoryError: the database cannot be opened or read, or there is no such plan.

    """
    with report_request(url, plan_name, as_of, now) as request:
        observations = ScanReader(request.engine).standing(request.day, brief=brief)
        waivers = WaiverLog(request.engine).waivers()
        log = ApprovalLog(request.engine)
        statuses = log.statuses(request.day)
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
            deadlines=deadlines_of(
                request.inventory,
                statuses,
                log.resting_on(request.day),
                rulesets(),
                request.day,
                load_calendar(),
            ),
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
