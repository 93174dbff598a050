"""What the report says of the way so far and onwards, and what it asks of the committee."""

from collections.abc import Iterator

from checks.model import Severity
from inventory.settings.letterhead import BLANK
from reports.model import Report, TargetCard
from reports.official.quarterly.figures import LOCALE, percent
from reports.sentences.phrases import first_names

_HIGH = Severity.HIGH.rank


def outlook(card: TargetCard) -> Iterator[str]:
    """How much changed since the quarter before, and when the target is met at the pace of late."""
    if card.progress is None or card.value.percent is None:
        return
    before = [
        point for point in card.progress.history if point.on < card.value.as_of and point.percent is not None
    ]
    if before:
        yield _change(card.value.percent, before[-1].percent or 0, LOCALE.quarter(before[-1].on))
    prediction = card.progress.forecast
    if prediction.reached or prediction.expected is None or prediction.earliest is None:
        return
    latest = f" đến {LOCALE.month(prediction.latest)}" if prediction.latest else ""
    month, span = LOCALE.month(prediction.expected), f"từ {LOCALE.month(prediction.earliest)}{latest}"
    yield f"Theo nhịp độ các quý gần đây, dự báo đạt chỉ tiêu khoảng tháng {month} ({span})."


def behind_with_approvals(report: Report) -> str:
    """The agencies that have systems without an approved level; nothing where there are none."""
    behind = [agency.organization.name for agency in report.agencies if agency.approved < agency.systems]
    return first_names(tuple(behind), "count.more_units", LOCALE) if behind else ""


def proposal(report: Report) -> str:
    """What the figures themselves give cause to ask for; a blank for what who signs would add."""
    causes = (cause for cause in report.causes if cause.severity.rank >= _HIGH and cause.open_systems)
    asked = [
        *(["hoàn thành phê duyệt cấp độ"] if behind_with_approvals(report) else []),
        *(["khắc phục điểm yếu mức cao, nghiêm trọng"] if any(causes) else []),
    ]
    told = f"Đề nghị chỉ đạo các đơn vị nêu tại mục 3 {', '.join(asked)}; "
    return f"{told if asked else ''}{BLANK}"


def _change(now: float, before: float, quarter: str) -> str:
    difference = round(now - before, 1)
    if not difference:
        return f"So với {quarter}: không thay đổi ({percent(before)})."
    direction = "tăng" if difference > 0 else "giảm"
    return (
        f"So với {quarter} ({percent(before)}): {direction} {LOCALE.number(abs(difference))} điểm phần trăm."
    )
