"""What can't be, for history as well: impossible days, and facts that contradict one another."""

from inventory.approvals.events import EventKind
from inventory.approvals.rules.model import Basis, EventCase, Rule
from inventory.approvals.vocabulary import Approval
from inventory.law.ruleset import rulesets
from inventory.model import Text

ENDINGS = {EventKind.REVOKED, EventKind.SUPERSEDED, EventKind.LABEL_EXPIRED, EventKind.CORRECTED}
ALL = frozenset(EventKind)
OF_A_LEVEL = frozenset(
    {
        EventKind.DRAFTING,
        EventKind.SUBMITTED,
        EventKind.APPRAISED,
        EventKind.RETURNED,
        EventKind.APPROVED,
        EventKind.REVOKED,
        EventKind.SUPERSEDED,
        EventKind.PLAN_PARTIAL,
        EventKind.PLAN_FULL,
    }
)


def _in_the_future(case: EventCase) -> bool:
    return case.event.on > case.today


def _before_any_decree(case: EventCase) -> bool:
    return case.event.on < rulesets()[0].valid_from


def _ends_before_it_begins(case: EventCase) -> bool:
    return case.event.until is not None and case.event.until < case.event.on


def _after_the_end(case: EventCase) -> bool:
    ended = case.system.ended
    return case.before.decommissioned or (ended is not None and case.event.on > ended)


def _no_portal(case: EventCase) -> bool:
    return not case.system.is_portal


def _not_yet_in_operation(case: EventCase) -> bool:
    since = case.system.in_operation_since
    return since is not None and case.event.on < since


def _another_level_than_appraised(case: EventCase) -> bool:
    levels = {case.event.level, case.before.dossier_level}
    return case.before.dossier == Approval.APPRAISED and None not in levels and len(levels) > 1


POSSIBLE = (
    Rule(
        id="not-in-the-future",
        kinds=ALL,
        broken=_in_the_future,
        says=Text(vi="ngày xảy ra ở tương lai", en="the date is in the future"),
        basis=Basis.ORDER,
        always=True,
    ),
    Rule(
        id="levels-since-the-decree",
        kinds=OF_A_LEVEL,
        broken=_before_any_decree,
        says=Text(
            vi="trước ngày có nghị định đầu tiên về cấp độ",
            en="no decree on security levels was in force yet",
        ),
        basis=Basis.DECREE,
        always=True,
    ),
    Rule(
        id="end-after-beginning",
        kinds=ALL - {EventKind.CORRECTED},
        broken=_ends_before_it_begins,
        says=Text(vi="ngày hết hạn ở trước ngày bắt đầu", en="it would end before it begins"),
        basis=Basis.ORDER,
        always=True,
    ),
    Rule(
        id="nothing-after-decommissioning",
        kinds=ALL - ENDINGS,
        broken=_after_the_end,
        says=Text(
            vi="hệ thống đã ngừng vận hành trước đó", en="the system was decommissioned before that day"
        ),
        basis=Basis.ORDER,
        always=True,
    ),
    Rule(
        id="label-of-a-portal",
        kinds=frozenset({EventKind.LABEL_GRANTED}),
        broken=_no_portal,
        says=Text(
            vi="nhãn tín nhiệm mạng chỉ cấp cho cổng/trang thông tin điện tử; hệ thống này không phải",
            en="a cyber-trust label is for portals and websites only, which this system is not",
        ),
        basis=Basis.LABEL,
        always=True,
        verified=False,
    ),
    Rule(
        id="label-in-operation",
        kinds=frozenset({EventKind.LABEL_GRANTED}),
        broken=_not_yet_in_operation,
        says=Text(
            vi="ngày cấp nhãn ở trước ngày hệ thống vận hành", en="the system was not yet in operation"
        ),
        basis=Basis.ORDER,
        always=True,
    ),
    Rule(
        id="level-as-appraised",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_another_level_than_appraised,
        says=Text(
            vi="cấp độ phê duyệt khác cấp độ đã thẩm định",
            en="the level approved is not the one that was appraised",
        ),
        basis=Basis.DECREE,
        always=True,
    ),
)
