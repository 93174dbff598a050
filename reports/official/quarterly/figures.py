"""Figures as the report's tables and sentences write them: ``12,9% (4/31)``, ``-`` for none."""

from collections.abc import Callable
from datetime import date

from reports.model import TargetCard, TargetState
from reports.official.dates import long_date
from reports.text.locale import load

LOCALE = load("vi")
NO_DATA = "-"


def percent(number: float | None) -> str:
    """``3,2%``."""
    return LOCALE.percent(number, NO_DATA)


def reached(card: TargetCard) -> str:
    """``12,9% (4/31)``."""
    value = card.value
    if value.percent is None:
        return NO_DATA
    return f"{percent(value.percent)} ({LOCALE.integer(value.numerator)}/{LOCALE.integer(value.denominator)})"


def in_full(day: date) -> str:
    """As sentences have it: ``ngày 31 tháng 12 năm 2023``."""
    return long_date(day, day.year)


def in_figures(day: date) -> str:
    """As tables have it: ``ngày 31/12/2023``."""
    return f"ngày {LOCALE.date(day)}"


def standing(card: TargetCard, written: Callable[[date], str] = in_figures) -> str:
    """Where a target stands on the day, in a few words; ``written``: how its deadline is."""
    day = written(card.value.deadline) if card.value.deadline else ""
    match card.state:
        case TargetState.MET:
            return "Đạt"
        case TargetState.NO_DATA:
            return "Chưa có số liệu"
        case TargetState.UNDECIDED:
            return f"Chưa thể kết luận, còn {LOCALE.n('targets.not_tested', card.value.not_tested)}"
        case TargetState.OVERDUE:
            return f"Chưa đạt, đã quá thời hạn {day}"
        case TargetState.PENDING:
            return "Chưa đạt" if card.value.deadline is None else f"Chưa đạt, thời hạn {day}"
