"""How statuses are shown: Vietnamese first, in the words of Mẫu 08."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from inventory.approvals.replay import SystemStatus
from inventory.approvals.rules.confirmation import Unconfirmed
from inventory.approvals.vocabulary import Approval, Assessment, ProtectionPlan
from inventory.cli.listing.forms import Listing
from inventory.cli.recording.events import UNCONFIRMED
from inventory.cli.terminal import print_line, print_table
from inventory.dates import day
from inventory.model import Code, Language, System, Text
from inventory.requirements.progress import ClaimSupport, SystemProgress

SystemAndStatus = tuple[System, SystemStatus]

COLUMNS = (
    Text(vi="Mã", en="Code"),
    Text(vi="Hệ thống thông tin", en="Information system"),
    Text(vi="Cấp độ", en="Level"),
    Text(vi="Tình trạng phê duyệt cấp độ", en="Approval"),
    Text(vi="Quyết định phê duyệt", en="Approval decision"),
    Text(vi="Quy chế", en="Regulation"),
    Text(vi="Phương án bảo đảm", en="Protection plan"),
    Text(vi="Kiểm tra, đánh giá", en="Assessment"),
    Text(vi="Nhãn tín nhiệm mạng", en="Cyber-trust label"),
    Text(vi="Ghi chú", en="Note"),
)
REVOKED = Text(vi="quyết định bị thu hồi", en="decision revoked")
SUPERSEDED = Text(vi="quyết định bị thay thế", en="decision superseded")
DECOMMISSIONED = Text(vi="đã ngừng vận hành", en="decommissioned")
REDETERMINED = Text(vi="đang xác định lại cấp độ", en="level being re-determined")
PLAN_OUTGROWN = Text(
    vi="phương án đã triển khai đầy đủ là của cấp độ thấp hơn (cần đối chiếu)",
    en="the plan fully implemented was that of a lower level (to be verified)",
)
COUNTED = Text(
    vi="Đã được phê duyệt: {approved}, trong đó {unsure} chưa được xác nhận; không tính: {without}",
    en="Approved: {approved}, of which {unsure} unconfirmed; without them: {without}",
)
NAMED = 5  # requirements, in a cell
OWN_WORD = {
    ClaimSupport.SUPPORTED: Text(
        vi="tự đánh giá phù hợp: đáp ứng {met}/{applicable} yêu cầu",
        en="supported by the self-assessment: {met}/{applicable} requirements met",
    ),
    ClaimSupport.CONTRADICTED: Text(
        vi="cần rà soát: tự đánh giá có {count} yêu cầu chưa đáp ứng đầy đủ ({named})",
        en="to review: the self-assessment has {count} requirements not fully met ({named})",
    ),
    ClaimSupport.INCOMPLETE: Text(
        vi="tự đánh giá chưa đủ: {unanswered}/{applicable} yêu cầu chưa trả lời",
        en="the self-assessment is incomplete: {unanswered}/{applicable} requirements unanswered",
    ),
}
VALID = Text(vi="còn hiệu lực", en="in force")
EXPIRED = Text(vi="hết hiệu lực", en="expired")
ASSESSED = Text(vi="Đã đánh giá", en="Assessed")
STATUS_TITLE = Text(vi="Tình trạng phê duyệt cấp độ đến ngày", en="Approval status as of")


def listed_statuses(
    listed: Sequence[SystemAndStatus],
    doubts: Mapping[Code, Unconfirmed],
    answered: Mapping[Code, SystemProgress],
    as_of: date,
    language: Language,
) -> Listing:
    """Where systems stand.

    Its JSON is a list of objects: the fields of ``SystemStatus`` with the official values; days in ISO 8601.
    ``unconfirmed``: the rules that nothing on record shows the approval, or the plan, to meet.
    ``self_assessment``: only where something was said; figures, and what they say of the plan's claim.
    """
    listing = Listing(
        title=f"{STATUS_TITLE.to(language)} {day(as_of, language)}",
        headings=[column.to(language) for column in COLUMNS],
        rows=[
            _row(system, status, doubts.get(system.code), answered.get(system.code), language)
            for system, status in listed
        ],
        document=lambda: [
            {**_object(system, status, doubts.get(system.code)), **_answered(answered.get(system.code))}
            for system, status in listed
        ],
    )
    return replace(listing, shown=lambda: _show(listing, listed, doubts, language))


def _show(
    listing: Listing,
    listed: Sequence[SystemAndStatus],
    doubts: Mapping[Code, Unconfirmed],
    language: Language,
) -> None:
    """Many systems as rows, one system as a list of its fields; below, how many are not confirmed."""
    if len(listing.rows) == 1:
        print_table(listing.title, ("", ""), zip(listing.headings, listing.rows[0], strict=True))
    else:
        print_table(listing.title, listing.headings, listing.rows)
    unsure = sum(system.code in doubts for system, _ in listed)
    if unsure:
        approved = sum(status.approved for _, status in listed)
        print_line(COUNTED.to(language).format(approved=approved, unsure=unsure, without=approved - unsure))


def _answered(progress: SystemProgress | None) -> dict[str, Any]:
    if progress is None:
        return {}
    figures = {"met": progress.met, "applicable": progress.applicable, "unanswered": progress.unanswered}
    short = [requirement.code for requirement, _ in progress.short()]
    return {"self_assessment": {**figures, "short": short, "claim": progress.support.value}}


def _row(
    system: System,
    status: SystemStatus,
    doubt: Unconfirmed | None,
    progress: SystemProgress | None,
    language: Language,
) -> list[str | None]:
    own_word = _own_word(status, progress, language)
    remarks = (_remarks(status, language), _doubt(doubt, language), own_word)
    decision = [status.decision_number, day(status.decision_date, language), status.decision_authority]
    return [
        system.code,
        system.name,
        None if status.level is None else str(status.level),
        _word(status.approval, language),
        ", ".join(filter(None, decision)) or None,
        day(status.regulation_issued_on, language),
        _word(status.plan, language),
        _assessment(status, language),
        _label(status, language),
        "; ".join(filter(None, remarks)) or None,
    ]


def _word(value: Approval | ProtectionPlan | Assessment | None, language: Language) -> str | None:
    return None if value is None else value.wording.to(language)


def _assessment(status: SystemStatus, language: Language) -> str | None:
    if status.assessed_on is None:
        return None
    kind = _word(status.assessed, language) or ASSESSED.to(language)
    return f"{kind} ({day(status.assessed_on, language)})"


def _label(status: SystemStatus, language: Language) -> str | None:
    if status.label_granted_on is None:
        return None
    state = (VALID if status.labelled else EXPIRED).to(language)
    return f"{state} ({day(status.label_until, language)})" if status.label_until else state


def _remarks(status: SystemStatus, language: Language) -> str | None:
    remarks = {
        REVOKED: status.revoked,
        SUPERSEDED: status.superseded,
        DECOMMISSIONED: status.decommissioned,
        PLAN_OUTGROWN: status.plan_outgrown,
        REDETERMINED: status.approved and status.dossier is not None,
    }
    return "; ".join(remark.to(language) for remark, holds in remarks.items() if holds) or None


def _doubt(doubt: Unconfirmed | None, language: Language) -> str | None:
    if doubt is None:
        return None
    says = ", ".join(rule.says.to(language) for rule in (*doubt.approval, *doubt.plan))
    return f"{UNCONFIRMED.to(language)}: {says}"


def _own_word(status: SystemStatus, progress: SystemProgress | None, language: Language) -> str | None:
    """What the unit's own self-assessment says, where its plan is said to be fully implemented."""
    if progress is None or status.plan is not ProtectionPlan.FULL:
        return None
    codes = [requirement.code for requirement, _ in progress.short()]
    named = ", ".join([*codes[:NAMED], *("…" for _ in codes[NAMED : NAMED + 1])])
    values = {"met": progress.met, "applicable": progress.applicable, "unanswered": progress.unanswered}
    return OWN_WORD[progress.support].to(language).format(**values, count=len(codes), named=named)


def _object(system: System, status: SystemStatus, doubt: Unconfirmed | None) -> dict[str, Any]:
    values = {field.name: _plain(getattr(status, field.name)) for field in fields(status)}
    return {
        **values,
        "name": system.name,
        "approval": _plain(status.approval),
        "labelled": status.labelled,
        "unconfirmed": [rule.id for rule in (*doubt.approval, *doubt.plan)] if doubt else [],
    }


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
