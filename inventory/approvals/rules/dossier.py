"""The dossier's way to its approval: drafted, submitted, appraised or returned, approved."""

from collections.abc import Callable

from inventory.approvals.events import EventKind
from inventory.approvals.rules.model import Basis, EventCase, Rule
from inventory.approvals.vocabulary import Approval
from inventory.model import Text


def _one_under_way(case: EventCase) -> bool:
    return case.before.dossier is not None


def _not_at(*stages: Approval) -> Callable[[EventCase], bool]:
    return lambda case: case.before.dossier not in stages


def _no_reasons(case: EventCase) -> bool:
    return not (case.event.result or case.event.note)


def _in_one(case: EventCase) -> bool:
    """Whether one body appraises and approves, as the specialised unit does at levels 1 and 2."""
    responsible = case.responsible
    return responsible is not None and responsible.appraises == responsible.approves


def _no_opinion(case: EventCase) -> bool:
    return not (case.event.result or case.event.note) or not case.event.authority


def _not_appraised(case: EventCase) -> bool:
    return not _in_one(case) and case.before.dossier != Approval.APPRAISED


def _not_submitted(case: EventCase) -> bool:
    submitted = case.before.dossier in (Approval.SUBMITTED, Approval.APPRAISED)
    return _in_one(case) and not submitted


def _no_regulation(case: EventCase) -> bool:
    return case.before.regulation_issued_on is None


def _unnumbered(case: EventCase) -> bool:
    return not case.event.number


def _unidentified(case: EventCase) -> bool:
    return not (case.event.level and case.event.number and case.event.authority)


DOSSIER = (
    Rule(
        id="one-dossier-at-a-time",
        kinds=frozenset({EventKind.DRAFTING}),
        broken=_one_under_way,
        says=Text(
            vi="hồ sơ trước chưa kết thúc: phải được trả lại hoặc phê duyệt",
            en="a dossier is under way: it is returned or approved first",
        ),
        basis=Basis.DECREE,
        verified=False,
    ),
    Rule(
        id="drafting-before-submission",
        kinds=frozenset({EventKind.SUBMITTED}),
        broken=_not_at(Approval.DRAFTING),
        says=Text(
            vi="chỉ gửi thẩm định hồ sơ đang dự thảo hoặc đã được trả lại",
            en="only a dossier that was drafted, or returned, is submitted",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="submission-before-appraisal",
        kinds=frozenset({EventKind.APPRAISED}),
        broken=_not_at(Approval.SUBMITTED),
        says=Text(
            vi="chỉ thẩm định hồ sơ đã gửi thẩm định", en="only a dossier that was submitted is appraised"
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="appraisal-opinion",
        kinds=frozenset({EventKind.APPRAISED}),
        broken=_no_opinion,
        says=Text(
            vi="thẩm định phải nêu ý kiến (--result hoặc --note) và cơ quan thẩm định (--authority)",
            en="an appraisal names its opinion (--result or --note) and who appraised (--authority)",
        ),
        basis=Basis.DECREE,
        verified=False,
    ),
    Rule(
        id="submission-before-return",
        kinds=frozenset({EventKind.RETURNED}),
        broken=_not_at(Approval.SUBMITTED, Approval.APPRAISED),
        says=Text(
            vi="chỉ trả lại hồ sơ đã gửi thẩm định", en="only a dossier that was submitted is returned"
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="reasons-for-return",
        kinds=frozenset({EventKind.RETURNED}),
        broken=_no_reasons,
        says=Text(
            vi="trả lại hồ sơ phải nêu lý do (--result hoặc --note)",
            en="a dossier is returned with reasons (--result or --note)",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="appraisal-before-approval",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_not_appraised,
        says=Text(
            vi="cấp độ 3–5 chỉ được phê duyệt sau khi thẩm định",
            en="levels 3 to 5 are approved only after their appraisal",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="submission-before-approval",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_not_submitted,
        says=Text(
            vi="cấp độ 1–2 chỉ được phê duyệt sau khi gửi hồ sơ",
            en="levels 1 and 2 are approved only after their dossier was submitted",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="regulation-before-approval",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_no_regulation,
        says=Text(
            vi="quy chế bảo đảm an ninh mạng phải được ban hành trước khi phê duyệt",
            en="the security regulation is issued before the approval",
        ),
        basis=Basis.DECREE,
    ),
    Rule(
        id="regulation-identified",
        kinds=frozenset({EventKind.REGULATION_ISSUED}),
        broken=_unnumbered,
        says=Text(
            vi="quy chế được ban hành bằng quyết định: nêu số (--number)",
            en="a security regulation is issued by a decision: give its number (--number)",
        ),
        basis=Basis.REGULATION,
    ),
    Rule(
        id="decision-identified",
        kinds=frozenset({EventKind.APPROVED}),
        broken=_unidentified,
        says=Text(
            vi="quyết định phê duyệt phải có cấp độ, số và cơ quan (--level, --number, --authority)",
            en="an approval names its level, number and authority (--level, --number, --authority)",
        ),
        basis=Basis.DECREE,
    ),
)
