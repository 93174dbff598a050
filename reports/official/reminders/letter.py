"""A unit's letter: basis, figures of the day, the table of what its systems lack, asks with days, contact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inventory.approvals.vocabulary import Approval, ProtectionPlan
from inventory.deadlines import Deadline
from inventory.files.mau08.form import HEADINGS
from inventory.model import Organization
from inventory.settings.letterhead import BLANK, Letterhead
from reports.official.dates import long_date
from reports.official.document import Annex, Letter, Paragraph, Table, TableColumn
from reports.official.heading import heading_of, letter_number, recipients_of, signature_of, signed_day
from reports.official.listed import ListedSystem
from reports.official.reminders.tasks import Task
from reports.official.reminders.wording import words
from reports.official.running_text import in_sentence
from reports.text.locale import load

NONE = "Chưa ghi nhận hồ sơ"
COLUMNS = (
    TableColumn("STT", 12, "center"),
    TableColumn("Tên HTTT", 62),
    TableColumn("Cấp độ đề xuất", 18, "center"),
    TableColumn("Tình trạng", 38, "center"),
    TableColumn("Việc còn thiếu", 62),
    TableColumn("Thời hạn, căn cứ", 53),
    TableColumn("Quá hạn (ngày)", 22, "center"),
)
DASH = "-"


@dataclass(frozen=True)
class Reminder:
    """``unit``: to whom; ``listed``: all its systems; ``sender``: as registered.

    ``doubtful``: what is due by rules whose text was not read: for the screen, not for a signed letter.
    """

    unit: Organization
    listed: tuple[ListedSystem, ...]
    tasks: tuple[Task, ...]
    day: date
    report_by: date
    sender: Organization | None = None
    doubtful: tuple[Deadline, ...] = ()


def letter_of(reminder: Reminder, letterhead: Letterhead) -> Letter:
    """Pure."""
    year, number = reminder.day.year, letter_number(letterhead)
    reference = f"Công văn số {number} {signed_day(letterhead, year)} của {in_sentence(letterhead.issuer)}"
    return Letter(
        heading=heading_of(letterhead, number, year, words().subject),
        addressees=(reminder.unit.name,),
        body=tuple(_body(reminder, letterhead)),
        recipients=recipients_of(letterhead),
        signature=signature_of(letterhead),
        annexes=(
            Annex(
                number="",
                title=f"PHỤ LỤC\n{words().table}",
                reference=f"(Kèm theo {reference}; số liệu đến {_long(reminder.day)})",
                table=table_of(reminder.tasks),
            ),
        ),
    )


def table_of(tasks: Sequence[Task]) -> Table:
    """A row for each task; a system's own cells stand in its first."""
    rows: list[tuple[str | None, ...]] = []
    number, before = 0, ""
    for task in tasks:
        system = task.listed.system
        if system.code == before:
            cells: tuple[str | None, ...] = (None, None, None, None)
        else:
            number, before = number + 1, system.code
            level = task.listed.level
            cells = (str(number), system.name, BLANK if level is None else str(level), _state(task.listed))
        overdue = load("vi").integer(task.overdue_days) if task.overdue_days else DASH
        rows.append((*cells, task.text, task.by_when, overdue))
    return Table(COLUMNS, tuple(rows))


def _body(reminder: Reminder, letterhead: Letterhead) -> Iterator[Paragraph]:
    issuer, unit = in_sentence(letterhead.issuer), reminder.unit.name
    basis = " và ".join(words().cited(reminder.day))
    yield Paragraph(f"Căn cứ {basis}, qua theo dõi việc thực hiện, {issuer} thông báo và đề nghị như sau:")
    yield Paragraph(f"{_figures(reminder)} Chi tiết tại Phụ lục kèm theo.")
    yield Paragraph(f"{issuer} đề nghị {unit}:")
    yield from _asks(reminder, issuer)
    yield Paragraph(_contact(reminder.sender))
    yield Paragraph(f"{issuer} đề nghị {unit} quan tâm, thực hiện./.")


def _figures(reminder: Reminder) -> str:
    """What the log says of all its systems; the stages add up to them."""
    stages = [one.status.approval for one in reminder.listed]
    told = {
        "đã được phê duyệt cấp độ": stages.count(Approval.APPROVED),
        "đã gửi thẩm định hoặc đã thẩm định": stages.count(Approval.SUBMITTED)
        + stages.count(Approval.APPRAISED),
        "đang dự thảo hồ sơ": stages.count(Approval.DRAFTING),
        "chưa ghi nhận hồ sơ": stages.count(None),
    }
    integer = load("vi").integer
    parts = ", ".join(f"{integer(count)} hệ thống {words}" for words, count in told.items() if count)
    full = sum(one.status.approved and one.status.plan is ProtectionPlan.FULL for one in reminder.listed)
    overdue = sum(task.overdue_days > 0 for task in reminder.tasks)
    late = f"; {integer(overdue)} việc đã quá hạn" if overdue else ""
    return (
        f"Tính đến {_long(reminder.day)}, {reminder.unit.name} vận hành {integer(len(stages))} hệ thống "
        f"thông tin: {parts}. Có {integer(full)} hệ thống đã phê duyệt và triển khai đầy đủ phương án "
        f"bảo đảm an ninh mạng. Còn {integer(len(reminder.tasks))} việc chưa hoàn thành{late}."
    )


def _asks(reminder: Reminder, issuer: str) -> Iterator[Paragraph]:
    told = words().asks
    is_late = any(task.overdue_days for task in reminder.tasks)
    asked = [*([told.overdue] if is_late else []), told.rest, told.report]
    columns = ", ".join(HEADINGS.values())
    for number, text in enumerate(asked, start=1):
        filled = text.format(report_by=_long(reminder.report_by), issuer=issuer, columns=columns)
        yield Paragraph(f"{number}. {filled}")


def _contact(sender: Organization | None) -> str:
    name, phone, email = (
        (getattr(sender, field) or BLANK) if sender else BLANK
        for field in ("contact_name", "contact_phone", "contact_email")
    )
    return f"Đầu mối liên hệ: {name}; điện thoại: {phone}; thư điện tử: {email}."


def _state(listed: ListedSystem) -> str:
    stage = listed.status.approval
    if stage is Approval.APPROVED:
        return f"{stage.value}; {listed.status.plan.value.lower()} phương án"
    return stage.value if stage else NONE


def _long(day: date) -> str:
    return long_date(day, day.year)
