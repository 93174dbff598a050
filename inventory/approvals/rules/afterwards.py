"""After the approval: the plan, assessments, the label, and how decisions end."""

from inventory.approvals.events import EventKind
from inventory.approvals.rules.model import Basis, EventCase, Rule
from inventory.approvals.vocabulary import Assessment
from inventory.model import Text


def _no_decision(case: EventCase) -> bool:
    return not case.before.approved


def _no_such_decision(case: EventCase) -> bool:
    number, before = case.event.number, case.before
    if number is None:
        return not before.approved
    return number not in (before.decision_number, *before.earlier_decisions)


def _ended_by_nobody(case: EventCase) -> bool:
    return not (case.event.number and case.event.authority)


def _not_told(case: EventCase) -> bool:
    return Assessment.told_by(case.event.result) is None or not case.event.authority


def _at_the_wrong_time(case: EventCase) -> bool:
    since, kind = case.system.in_operation_since, Assessment.told_by(case.event.result)
    if since is None or kind is None:
        return False
    return case.event.on > since if kind is Assessment.BEFORE_USE else case.event.on < since


def _no_label(case: EventCase) -> bool:
    return case.before.label_granted_on is None or case.before.label_ended


AFTERWARDS = (
    Rule(
        id="approval-before-plan",
        kinds=frozenset({EventKind.PLAN_PARTIAL, EventKind.PLAN_FULL}),
        broken=_no_decision,
        says=Text(
            vi="phương án bảo đảm được triển khai theo hồ sơ đã phê duyệt; chưa có quyết định còn hiệu lực",
            en="the plan implemented is that of the approved dossier; no decision is in force",
        ),
        basis=Basis.DECREE,
        verified=False,
    ),
    Rule(
        id="assessment-told",
        kinds=frozenset({EventKind.ASSESSED}),
        broken=_not_told,
        says=Text(
            vi="phải nêu loại kiểm tra, đánh giá (--result before-use hoặc periodic) và đơn vị (--authority)",
            en="an assessment names its kind (--result before-use or periodic) and who did it (--authority)",
        ),
        basis=Basis.FORM,
    ),
    Rule(
        id="assessment-in-time",
        kinds=frozenset({EventKind.ASSESSED}),
        broken=_at_the_wrong_time,
        says=Text(
            vi="đánh giá trước khi đưa vào sử dụng phải trước ngày vận hành, định kỳ thì từ ngày đó",
            en="before use means until the first day in operation, periodic means from then on",
        ),
        basis=Basis.ORDER,
    ),
    Rule(
        id="label-to-end",
        kinds=frozenset({EventKind.LABEL_EXPIRED}),
        broken=_no_label,
        says=Text(vi="không có nhãn tín nhiệm mạng nào đang ghi nhận", en="there is no label to expire"),
        basis=Basis.ORDER,
    ),
    Rule(
        id="decision-to-end",
        kinds=frozenset({EventKind.REVOKED, EventKind.SUPERSEDED}),
        broken=_no_such_decision,
        says=Text(
            vi="không có quyết định phê duyệt nào như vậy để thu hồi hoặc thay thế",
            en="there is no such decision to revoke or supersede",
        ),
        basis=Basis.ORDER,
    ),
    Rule(
        id="revocation-identified",
        kinds=frozenset({EventKind.REVOKED}),
        broken=_ended_by_nobody,
        says=Text(
            vi="thu hồi phải nêu số quyết định bị thu hồi (--number) và cơ quan thu hồi (--authority)",
            en="a revocation names the decision it ends (--number) and who revoked it (--authority)",
        ),
        basis=Basis.DECREE,
        verified=False,
    ),
)
