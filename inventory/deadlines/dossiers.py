"""The dossier under way: limits of appraisal and approval, its expected approval, its security regulation."""

from datetime import date, timedelta

from inventory.approvals.expected_dates import approval_expected
from inventory.approvals.vocabulary import Approval
from inventory.dates import day
from inventory.deadlines.model import Deadline, DeadlineKind, Deadlines, SystemCase
from inventory.law.facts import Limit, Step
from inventory.law.ruleset import RuleSet, in_force
from inventory.law.working_days import WorkCalendar, add_working_days
from inventory.model import Level, Text

REGULATION = "regulation-before-approval"
RUNNING = {
    Approval.SUBMITTED: (DeadlineKind.APPRAISAL, Step.APPRAISAL),
    Approval.APPRAISED: (DeadlineKind.APPROVAL, Step.APPROVAL),
}
UNITS = {
    "calendar": Text(vi="ngày", en="days"),
    "working": Text(vi="ngày làm việc", en="working days"),
}
STEPS = {
    Step.APPRAISAL: Text(
        vi="Thẩm định hồ sơ cấp độ {}: {} từ {}", en="Appraise a level {} dossier: {} from {}"
    ),
    Step.APPROVAL: Text(
        vi="Phê duyệt hồ sơ cấp độ {}: {} từ {}", en="Approve a level {} dossier: {} from {}"
    ),
}
BEFORE_APPROVAL = Text(
    vi="Ban hành quy chế bảo đảm an ninh mạng trước khi phê duyệt cấp độ",
    en="Issue the security regulation before the level is approved",
)
APPROVED_WITHOUT = Text(
    vi="Cấp độ đã phê duyệt ngày {} khi chưa ghi nhận quy chế bảo đảm an ninh mạng",
    en="The level was approved on {} and no security regulation is recorded",
)
EXPECTED = Text(vi="Dự kiến phê duyệt hồ sơ đề xuất cấp độ", en="Expected approval of the dossier")


def dossier_deadlines(case: SystemCase) -> Deadlines:
    """What is due about the dossier of one system."""
    running = _running_limit(case)
    if running is not None:
        yield running
    yield from _regulation(case, running)
    expected = approval_expected(case.system, case.status, case.events)
    if expected is not None:
        yield case.due(DeadlineKind.EXPECTED_APPROVAL, expected, EXPECTED, "Mẫu 08, cột 9", verified=True)


def due_after(begun: date, limit: Limit, calendar: WorkCalendar) -> date:
    """The last day of a limit; the day on which it began does not count."""
    if limit.unit == "working":
        return add_working_days(begun, limit.days, calendar)
    return begun + timedelta(days=limit.days)


def _running_limit(case: SystemCase) -> Deadline | None:
    stage, since = case.status.dossier, case.status.dossier_since
    level = case.dossier_level()
    if stage not in RUNNING or since is None or level is None:
        return None
    kind, step = RUNNING[stage]
    ruleset = in_force(case.rules, since)
    limit = ruleset.limit(step, level) if ruleset else None
    if limit is None:
        return None
    last = due_after(since, limit, case.calendar)
    return case.due(kind, last, _basis(limit, level, since), limit.source, verified=limit.verified)


def _basis(limit: Limit, level: Level, since: date) -> Text:
    step, unit = STEPS[limit.step], UNITS[limit.unit]
    return Text(
        vi=step.vi.format(level, f"{limit.days} {unit.vi}", day(since, "vi")),
        en=step.en.format(level, f"{limit.days} {unit.en}", day(since, "en")),
    )


def _regulation(case: SystemCase, running: Deadline | None) -> Deadlines:
    """Late where a level was approved without one; else due with the limit that runs."""
    if case.status.regulation_issued_on is not None:
        return
    decided = case.status.decision_date
    ruleset = case.ruleset if decided is None else in_force(case.rules, decided)
    if ruleset is None:
        return
    if decided is not None:
        basis = Text(
            vi=APPROVED_WITHOUT.vi.format(day(decided, "vi")),
            en=APPROVED_WITHOUT.en.format(day(decided, "en")),
        )
        yield _regulation_due(case, decided, basis, ruleset)
    elif running is not None:
        yield _regulation_due(case, running.due, BEFORE_APPROVAL, ruleset)


def _regulation_due(case: SystemCase, last: date, basis: Text, ruleset: RuleSet) -> Deadline:
    rule = ruleset.provision(REGULATION)
    return case.due(DeadlineKind.REGULATION, last, basis, rule.source, verified=rule.verified)
