"""Annexes of the letter: what article 36 asks for and the form has no column for."""

from inventory.approvals.events import EventKind
from inventory.law.classification import classify
from inventory.law.ruleset import RuleSet
from inventory.requirements.log import SelfAssessmentsOn
from inventory.settings.letterhead import BLANK
from reports.official.dates import ROMAN
from reports.official.document import Annex, Table, TableColumn
from reports.official.mau08.plan_rows import plan_rows
from reports.official.mau08.rows import NO_DATA, Mau08Form, day_of, issued
from reports.official.mau08.wording import AnnexWords, words

NATIONAL = 5  # the level of systems important to national security
NUMBER = TableColumn("STT", 12, "center")
NATIONAL_COLUMNS = (
    NUMBER,
    TableColumn("Hệ thống", 90),
    TableColumn("Căn cứ, tiêu chí", 105),
    TableColumn("Tình trạng hồ sơ", 60, "center"),
)
REGULATION_COLUMNS = (
    NUMBER,
    TableColumn("Hệ thống", 72),
    TableColumn("Quy chế (số, ngày, cơ quan ban hành)", 70),
    TableColumn("Kiểm tra gần nhất", 38, "center"),
    TableColumn("Tuân thủ Quy chế trong vận hành, khai thác, kết thúc, hủy bỏ", 75, "center"),
)
PLAN_COLUMNS = (
    NUMBER,
    TableColumn("Hệ thống", 62),
    TableColumn("Phương án được duyệt tại", 55),
    TableColumn("Yêu cầu", 45),
    TableColumn("Mức đáp ứng", 43, "center"),
    TableColumn("Lộ trình hoàn thiện", 50, "center"),
)


def annexes_of(
    form: Mau08Form, ruleset: RuleSet | None, reference: str, assessed: SelfAssessmentsOn | None = None
) -> tuple[Annex, ...]:
    """Three, each with a row that says so where there is nothing to list."""
    asked = words().annexes
    tables = (
        (asked.national_list, NATIONAL_COLUMNS, _national(form, ruleset)),
        (asked.regulation, REGULATION_COLUMNS, _regulation(form)),
        (asked.plan, PLAN_COLUMNS, plan_rows(form, assessed)),
    )
    return tuple(
        _annex(number, told, columns, rows, reference)
        for number, (told, columns, rows) in zip(ROMAN, tables, strict=False)
    )


def _annex(
    number: str, told: AnnexWords, columns: tuple[TableColumn, ...], rows: list[list[str]], reference: str
) -> Annex:
    numbered = [(str(place), *row) for place, row in enumerate(rows, start=1)]
    none = (NO_DATA, "Không có", *[NO_DATA] * (len(columns) - 2))
    return Annex(
        number=number,
        title=told.title.upper(),
        reference=f"(Kèm theo {reference}; nội dung theo {told.source})",
        table=Table(columns, tuple(numbered) or (none,)),
    )


def _national(form: Mau08Form, ruleset: RuleSet | None) -> list[list[str]]:
    """Systems of level 5, decided, proposed or as their attributes ask."""
    rows = []
    for listed in form.listed:
        judged = classify(listed.system, ruleset, form.last) if ruleset else None
        criterion = judged.criterion if judged and judged.level == NATIONAL else None
        if NATIONAL in (listed.level, judged and judged.level):
            why = criterion.title.vi if criterion and criterion.verified else BLANK
            stage = listed.status.approval
            rows.append([listed.system.name, why, stage.value if stage else BLANK])
    return rows


def _regulation(form: Mau08Form) -> list[list[str]]:
    """Whether a system keeps to its regulation is for who inspected it to say."""
    rows = []
    for listed in form.listed:
        event = listed.regulation
        if event is not None:
            assessed = [one.on for one in listed.events if one.kind is EventKind.ASSESSED]
            rows.append(
                [listed.system.name, issued(event), day_of(max(assessed)) if assessed else NO_DATA, BLANK]
            )
    return rows
