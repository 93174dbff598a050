"""The annex of the report: the table of the decision's own annex, brought up to the day."""

from inventory.settings.letterhead import BLANK, Letterhead
from inventory.targets.plan import Plan, Target
from reports.model import Report, TargetCard
from reports.official.dates import Quarter
from reports.official.document import Annex, Table, TableColumn
from reports.official.quarterly.figures import NO_DATA, percent, reached, standing

FIRST_ANNEX = "I"


def annex(report: Report, plan: Plan, quarter: Quarter, letterhead: Letterhead, reference: str) -> Annex:
    """Phụ lục I, with the nine columns of the decision's annex I."""
    cards = {card.value.row: card for card in report.targets}
    rows = tuple(
        _row(target, cards[target.row], letterhead) for target in plan.targets if target.row in cards
    )
    return Annex(
        number=FIRST_ANNEX,
        title=f"KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU QUÝ {quarter.roman} NĂM {quarter.year}",
        reference=f"(Kèm theo {reference})",
        table=Table(columns=_columns(report, plan), rows=rows),
    )


def _columns(report: Report, plan: Plan) -> tuple[TableColumn, ...]:
    """Where one body set the national targets and another its own, each is named as in the decision."""
    month, year = f"{report.as_of.month}/{report.as_of.year}", plan.decided_on.year
    national, own = ("quốc gia", f"theo {plan.document.vi}")
    if plan.national is not None:
        national, own = f"của {plan.national.vi}", "của tỉnh"
    return (
        TableColumn("Số TT", 12, "center"),
        TableColumn("Nội dung", 62),
        TableColumn("Đơn vị chủ trì", 30),
        TableColumn("Đơn vị phối hợp", 30),
        TableColumn("Phân công thành viên BCĐ theo dõi, chỉ đạo", 28),
        TableColumn(f"Hiện trạng của tỉnh đến tháng {month}", 27, "center"),
        TableColumn(f"Chỉ tiêu {national} năm {year}", 20, "center"),
        TableColumn(f"Chỉ tiêu {own} năm {year}", 20, "center"),
        TableColumn("Ghi chú", 38),
    )


def _row(target: Target, card: TargetCard, letterhead: Letterhead) -> tuple[str, ...]:
    return (
        str(target.row),
        target.title.vi,
        NO_DATA if target.lead is None else target.lead.vi,
        NO_DATA if target.coordination is None else target.coordination.vi,
        letterhead.members.get(str(target.row), BLANK),
        reached(card),
        percent(None if target.national_target is None else float(target.national_target)),
        percent(float(target.target)),
        _note(target, card),
    )


def _note(target: Target, card: TargetCard) -> str:
    """Where it stands, and what a reader must know of the row; what is to be verified is for the screen."""
    remarks = [standing(card)]
    if target.annex not in (None, FIRST_ANNEX):
        remarks.append(f"Phụ lục {target.annex} của Quyết định")
    if card.reviewed:
        remarks.append(f"{percent(card.reviewed.percent)} nếu không tính hệ thống cần rà soát")
    if card.value.not_tested:
        remarks.append(f"{card.value.not_tested} chưa kiểm tra được")
    return "; ".join(remarks)
