"""The sentences of the quarterly report."""

from collections.abc import Iterator

from checks.model import Severity
from inventory.settings.letterhead import Letterhead
from inventory.targets.plan import Plan
from reports.model import Report, TargetCard, TargetState
from reports.official.dates import Quarter, long_date
from reports.official.document import Paragraph
from reports.official.quarterly.ahead import behind_with_approvals, outlook, proposal
from reports.official.quarterly.figures import LOCALE, in_full, percent, reached, standing
from reports.sentences.phrases import first_names, shortfall, unit
from reports.text.names import more_of

LETTERS = "abcdđeghiklmnopqrstuvxy"  # items of Vietnamese documents
_HIGH = Severity.HIGH.rank


def body(report: Report, plan: Plan, quarter: Quarter, letterhead: Letterhead) -> Iterator[Paragraph]:
    """Everything between the addressee and the signature."""
    yield Paragraph(_opening(report, plan, quarter, letterhead))
    yield Paragraph("1. Kết quả chung", "heading")
    yield Paragraph(_overall(report))
    yield Paragraph("2. Kết quả theo từng chỉ tiêu", "heading")
    for letter, card in zip(LETTERS, report.targets, strict=False):
        yield Paragraph(f"{letter}) {_target(card)}")
    yield Paragraph("(Chi tiết tại Phụ lục I kèm theo.)")
    yield Paragraph("3. Tồn tại, hạn chế", "heading")
    yield from map(Paragraph, _shortcomings(report))
    yield Paragraph("4. Nhiệm vụ trong thời gian tới", "heading")
    yield from map(Paragraph, _tasks(report))
    yield Paragraph("5. Kiến nghị, đề xuất", "heading")
    yield Paragraph(proposal(report))
    yield Paragraph(f"Trên đây là báo cáo kết quả Quý {quarter.roman} năm {quarter.year}, kính gửi "
                    f"{letterhead.addressee or plan.issuer.vi} xem xét, chỉ đạo./.")  # fmt: skip


def _opening(report: Report, plan: Plan, quarter: Quarter, letterhead: Letterhead) -> str:
    decided = long_date(plan.decided_on, plan.decided_on.year)
    return (
        f"Thực hiện {plan.document.vi} số {plan.decision} {decided} của {plan.issuer.vi}, "
        f"{letterhead.issuer} báo cáo kết quả thực hiện các chỉ tiêu bảo đảm an toàn thông tin mạng "
        f"Quý {quarter.roman} năm {quarter.year}{_scope(report)}, "
        f"số liệu tính đến {long_date(report.as_of, report.as_of.year)}, như sau:"
    )


def _scope(report: Report) -> str:
    """Of one body's report, whose systems these are."""
    return f" đối với các hệ thống thông tin của {report.organization.name}" if report.organization else ""


def _overall(report: Report) -> str:
    head, coverage = report.headline, report.coverage
    systems = sum(system.in_operation and not system.approval.decommissioned for system in report.systems)
    running = f"Có {LOCALE.integer(systems)} hệ thống thông tin đang vận hành."
    overdue = f", {head.overdue} chỉ tiêu đã quá thời hạn" if head.overdue else ""
    met = f"{head.met} chỉ tiêu đã đạt" if head.met else "chưa có chỉ tiêu nào đạt"
    text = f"{running} Trong {head.total} chỉ tiêu, {met}{overdue}."
    if coverage.endpoints_scanned:
        scanned = f"{LOCALE.integer(coverage.endpoints_scanned)}/{LOCALE.integer(coverage.endpoints)}"
        text += f" Đã rà quét từ bên ngoài {scanned} điểm truy cập của các hệ thống."
    return text


def _target(card: TargetCard) -> str:
    value = card.value
    target = f"chỉ tiêu {percent(value.target)}"
    sentences = [f"{value.title.vi}: {reached(card)}; {target}. {standing(card, in_full)}."]
    if value.percent is None:
        sentences = [f"{value.title.vi}: chưa có số liệu; {target}."]
    if value.missing_at_most:
        sentences.append(f"Còn thiếu {shortfall(value, LOCALE)}.")
    if value.not_tested:
        sentences.append(f"Có {LOCALE.integer(value.not_tested)} trường hợp chưa kiểm tra được.")
    if card.reviewed:
        without = f"{percent(card.reviewed.percent)} ({card.reviewed.numerator}/{card.reviewed.denominator})"
        sentences.append(f"Nếu không tính {card.reviewed.excluded} hệ thống cần rà soát thì đạt {without}.")
    if value.unconfirmed:
        sentences.append(_unconfirmed(card))
    sentences += outlook(card)
    return " ".join(sentences)


def _unconfirmed(card: TargetCard) -> str:
    value, count = card.value, len(card.unconfirmed)
    names = first_names(tuple(one.name for one in card.unconfirmed), more_of(value.key), LOCALE)
    without = f"{percent(value.percent_without_unconfirmed)} "
    without += f"({value.numerator_without_unconfirmed}/{value.denominator})"
    told = f"Trong đó {count} hệ thống chưa được xác nhận ({names})"
    return f"{told}; không tính các hệ thống này thì đạt {without}."


def _shortcomings(report: Report) -> Iterator[str]:
    counted = [system for system in report.contradicted if system.counted]
    if counted:
        yield (
            f"- Có {len(counted)} hệ thống báo cáo đã triển khai đầy đủ phương án bảo đảm nhưng kết quả rà "
            "quét từ bên ngoài cho thấy cần rà soát."
        )
    own = report.self_assessments.against_claims if report.self_assessments else ()
    if own:
        yield (
            f"- Có {len(own)} hệ thống báo cáo đã triển khai đầy đủ phương án bảo đảm nhưng tự đánh giá theo "
            "từng yêu cầu còn nội dung chưa đáp ứng."
        )
    serious = _serious(report)
    yield from serious
    waived = sum(bool(cause.waivers) for cause in report.causes)
    if waived:
        yield f"- Có {waived} điểm yếu chưa khắc phục, đang được chấp nhận có thời hạn."
    looks = list(_untold(report))
    yield from looks
    behind = behind_with_approvals(report)
    if behind:
        yield f"- Các đơn vị còn hệ thống chưa được phê duyệt cấp độ: {behind}."
    if not (counted or own or serious or waived or looks or behind):
        yield "Không có tồn tại, hạn chế được ghi nhận."


def _serious(report: Report) -> list[str]:
    """Which systems have grave weaknesses, and which these are; the gravest and most common first."""
    causes = [cause for cause in report.causes if cause.severity.rank >= _HIGH and cause.open_systems]
    codes = dict.fromkeys(code for cause in causes for code in cause.open_systems)
    if not codes:
        return []
    names = {system.code: system.name for system in report.systems}
    systems = first_names(tuple(names[code] for code in codes), "count.more_systems", LOCALE)
    kinds = tuple(line.heading.vi for line in report.problems if line.severity.rank >= _HIGH and line.systems)
    return [
        f"- Có {len(codes)} hệ thống có điểm yếu mức cao hoặc nghiêm trọng nhìn thấy từ Internet: {systems}.",
        f"- Điểm yếu chủ yếu: {first_names(kinds, 'count.more_kinds', LOCALE)}.",
    ]


def _untold(report: Report) -> Iterator[str]:
    """What the scans could not tell, or not of late."""
    unconfirmed = report.coverage.unconfirmed
    if unconfirmed:
        yield (
            f"- Có {LOCALE.integer(unconfirmed)} điểm truy cập có điểm yếu mà lần rà quét gần nhất chưa xác "
            "nhận lại được; kết quả trước đó được giữ nguyên."
        )
    undated = report.coverage.undated
    if undated:
        names = first_names(tuple(system.name for system in undated), "count.more_systems", LOCALE)
        yield f"- Chưa có ngày vận hành nên chưa được tính và chưa rà quét: {names}."
    unseen = report.coverage.endpoints - report.coverage.endpoints_scanned
    if unseen:
        yield f"- Còn {LOCALE.integer(unseen)} điểm truy cập chưa được rà quét."
    if report.coverage.without_ipv6:
        yield f"- {LOCALE.n('ipv6.without_here', report.coverage.without_ipv6)}"


def _tasks(report: Report) -> Iterator[str]:
    open_cards = [card for card in report.targets if card.state in (TargetState.PENDING, TargetState.OVERDUE)]
    for card in open_cards:
        names = tuple(reference.name for reference in card.next_up)
        needed = shortfall(card.value, LOCALE)
        first = first_names(names, more_of(card.value.key), LOCALE)
        yield f"- Để đạt {percent(card.value.target)}, cần thêm {needed}; ưu tiên: {first}."
    untold = [card for card in report.targets if card.value.not_tested]
    for card in untold:
        count = f"{LOCALE.integer(card.value.not_tested)} {LOCALE.t(f'noun.{unit(card.value.key)}')}"
        yield f"- Kiểm tra {count} chưa kiểm tra được để có đủ số liệu cho chỉ tiêu {card.value.row}."
    if not (open_cards or untold):
        yield "Duy trì các chỉ tiêu đã đạt; kiểm tra, đánh giá định kỳ theo quy định."
