"""After the approval: assessments, the rest of the protection plan, and the cyber-trust label."""

from calendar import monthrange
from datetime import date

from inventory.approvals.expected_dates import plan_expected
from inventory.dates import day
from inventory.deadlines.model import DeadlineKind, Deadlines, SystemCase
from inventory.law.facts import AssessmentInterval
from inventory.law.ruleset import holding
from inventory.model import Text

MONTHS_A_YEAR = 12
OF_A_SYSTEM = {"system", "vulnerability-scan"}  # the whole organisation's leave no event of a system
SINCE_ASSESSED = Text(vi="{}; lần gần nhất: {}", en="{}; last on {}")
NEVER_ASSESSED = Text(
    vi="{}; chưa ghi nhận lần nào kể từ quyết định ngày {}",
    en="{}; none is recorded since the decision of {}",
)
EXPECTED_PLAN = Text(
    vi="Dự kiến triển khai đầy đủ phương án bảo đảm an ninh mạng",
    en="Expected full implementation of the protection plan",
)
LABEL = Text(vi="Nhãn tín nhiệm mạng hết hiệu lực", en="The cyber-trust label expires")


def upkeep_deadlines(case: SystemCase) -> Deadlines:
    """What is due about a system besides its dossier."""
    yield from _assessments(case)
    expected = plan_expected(case.system, case.status, case.events)
    if expected is not None:
        yield case.due(DeadlineKind.EXPECTED_PLAN, expected, EXPECTED_PLAN, "Mẫu 08, cột 11", verified=True)
    if case.status.label_until is not None and not case.status.label_ended:
        yield case.due(DeadlineKind.LABEL, case.status.label_until, LABEL, "tinnhiemmang.vn", verified=True)


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    years, month = divmod(start.month - 1 + months, MONTHS_A_YEAR)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _assessments(case: SystemCase) -> Deadlines:
    status, ruleset = case.status, case.ruleset
    if ruleset is None or not status.approved or not case.system.in_operation(case.as_of):
        return
    since = status.assessed_on or status.decision_date
    for interval in holding(ruleset.assessments, case.as_of):
        if since is not None and interval.subject in OF_A_SYSTEM and status.level in interval.levels:
            begun = interval.valid_from or ruleset.valid_from  # nobody is late by a rule before it holds
            yield case.due(
                DeadlineKind.ASSESSMENT,
                max(begun, add_months(since, interval.months)),
                _basis(case, interval, since),
                interval.source,
                # Counting from the decision where nothing was assessed is our own reading of the rule.
                verified=interval.verified and status.assessed_on is not None,
                rule=interval.key,
            )


def _basis(case: SystemCase, interval: AssessmentInterval, since: date) -> Text:
    wording = NEVER_ASSESSED if case.status.assessed_on is None else SINCE_ASSESSED
    return Text(
        vi=wording.vi.format(interval.title.vi, day(since, "vi")),
        en=wording.en.format(interval.title.en, day(since, "en")),
    )
