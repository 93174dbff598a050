"""What the quarterly report and the workbook tell of the way so far and onwards."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from inventory.targets.forecast import CannotTell, Forecast, Pace
from inventory.targets.history import HistoryPoint
from inventory.targets.progress import TargetProgress
from reports.assembly.building import build_report
from reports.model import Report, TargetCard
from reports.official.quarterly.ahead import outlook, proposal
from reports.xlsx import render_xlsx
from tests.reports import sample


def told_by(card: TargetCard, before: float | None, **predicted: date | None) -> TargetCard:
    """A target with one quarter before its day, and a forecast."""
    on = card.value.as_of
    points = [HistoryPoint(on=date(2026, 3, 31), numerator=1, denominator=31, not_tested=0, percent=before)]
    points.append(HistoryPoint(on=on, numerator=4, denominator=31, not_tested=0, percent=card.value.percent))
    forecast = Forecast.model_validate(
        {"cannot_tell": None if predicted else CannotTell.NO_GAIN, **predicted}
    )
    progress = TargetProgress(
        row=card.value.row,
        key=card.value.key,
        history=tuple(points),
        pace=Pace(since=points[0].on, quarters=1, gained=3, per_quarter=3, needed_per_quarter=None),
        forecast=forecast,
    )
    return card.model_copy(update={"progress": progress})


def the_report() -> Report:
    """Of the made-up province."""
    return build_report(sample.source())


@pytest.mark.parametrize(
    ("before", "change"),
    [
        (3.2, "So với Quý I/2026 (3,2%): tăng 9,7 điểm phần trăm."),
        (20.0, "So với Quý I/2026 (20%): giảm 7,1 điểm phần trăm."),
        (12.9, "So với Quý I/2026: không thay đổi (12,9%)."),
    ],
)
def test_the_change_since_the_quarter_before(before: float, change: str) -> None:
    """In points; what has no figures is left out."""
    card = the_report().targets[0]
    assert next(iter(outlook(told_by(card, before)))) == change
    assert list(outlook(told_by(card, None))) == []
    assert list(outlook(card.model_copy(update={"progress": None}))) == []


def test_the_forecast_with_its_range() -> None:
    """By months; open where it may take more than ten years."""
    card, days = the_report().targets[0], {"expected": date(2027, 3, 5), "earliest": date(2027, 1, 5)}
    *_, closed = outlook(told_by(card, 3.2, **days, latest=date(2027, 9, 1)))
    *_, is_open = outlook(told_by(card, 3.2, **days, latest=None))
    assert closed.endswith("khoảng tháng 3/2027 (từ 1/2027 đến 9/2027).")
    assert is_open.endswith("khoảng tháng 3/2027 (từ 1/2027).")


def test_a_proposal_from_the_figures() -> None:
    """With a blank for more; a blank alone where they give no cause."""
    report = the_report()
    assert proposal(report).startswith("Đề nghị chỉ đạo các đơn vị nêu tại mục 3 hoàn thành phê duyệt cấp độ")
    assert proposal(report.model_copy(update={"agencies": (), "causes": ()})) == "…"


def test_the_workbook_has_the_trend() -> None:
    """A row for each target and quarter, with shares as numbers; another for each forecast."""
    report = the_report()
    cards = [told_by(card, 3.2) for card in report.targets]
    book = load_workbook(BytesIO(render_xlsx(report.model_copy(update={"targets": tuple(cards)}))))
    trend, forecast = book["Diễn biến"], book["Dự báo"]
    assert (trend.max_row - 1, forecast.max_row - 1) == (2 * len(cards), len(cards))
    assert [cell.value for cell in trend[2]][2:7] == ["Quý I/2026", trend["D2"].value, 1, 31, 0.032]
