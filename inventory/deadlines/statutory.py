"""What the law itself dates: the yearly reports, and the transition from one rule set to the next."""

from collections.abc import Sequence
from datetime import date

from inventory.approvals.expected_dates import dossier_events
from inventory.deadlines.model import Deadline, DeadlineKind, Deadlines, SystemCase
from inventory.law.facts import Transition, YearlyReport
from inventory.law.ruleset import RuleSet, holding, in_force


def report_deadlines(rules: Sequence[RuleSet], as_of: date) -> Deadlines:
    """The next yearly reports. Nothing records that one was sent, so none is ever called overdue."""
    ruleset = in_force(rules, as_of)
    for report in holding(ruleset.reports, as_of) if ruleset else ():
        due = _next(report, as_of)
        yield Deadline(
            kind=DeadlineKind.ANNUAL_REPORT,
            system=None,
            rule=f"{report.key}-{due.year}",
            due=due,
            days_left=(due - as_of).days,
            basis=report.title,
            source=report.source,
            verified=report.verified,
        )


def transition_deadlines(case: SystemCase) -> Deadlines:
    """What changes of the law ask of one system, until a decision under the new law is recorded."""
    for ruleset in case.rules:
        for transition in holding(ruleset.transitions, case.as_of):
            if _concerns(transition, case):
                yield case.due(
                    DeadlineKind.TRANSITION,
                    transition.due,
                    transition.title,
                    transition.source,
                    verified=transition.verified,
                    rule=transition.key,
                )


def _concerns(transition: Transition, case: SystemCase) -> bool:
    if transition.applies_to == "approved":
        decided = case.status.decision_date
        return decided is not None and decided < transition.before
    under_way = dossier_events(case.events) if case.status.dossier is not None else []
    return bool(under_way) and under_way[0].on < transition.before


def _next(report: YearlyReport, as_of: date) -> date:
    this_year = date(as_of.year, report.month, report.day)
    return this_year if as_of <= this_year else this_year.replace(year=as_of.year + 1)
