"""What each cell of the form says, from the inventory and the events known on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, EventKind, by_system
from inventory.approvals.expected_dates import approval_expected, plan_expected
from inventory.approvals.redetermination import exists
from inventory.approvals.replay import SystemStatus, status
from inventory.approvals.vocabulary import Approval
from inventory.files.mau08.matching.events import is_undated
from inventory.model import Code, Inventory, System
from reports.errors import ReportError
from reports.text.names import organization_names

NO_DATA = "-"
LAST_MONTH, LAST_DAY = 12, 14  # the form's year ends on 14/12
Cells = tuple[str, ...]  # the twelve cells


@dataclass(frozen=True)
class Mau08Form:
    """The rows of one year's form, from ``first`` to ``last``, which is at most today."""

    year: int
    first: date
    last: date
    rows: tuple[Cells, ...]

    @property
    def period(self) -> str:
        """The row below the title, from which an import knows the day of the form."""
        return f"(Số liệu từ ngày {_day(self.first)} đến ngày {_day(self.last)})"


def period(year: int, today: date) -> tuple[date, date]:
    """From 15/12 of the year before to 14/12, or to today while the year runs.

    Raises:
        ReportError: the year has not begun.

    """
    if not date.min.year < year <= date.max.year:
        raise ReportError("--year {year} is not a year: write it as 2026", year=year)
    first = date(year - 1, LAST_MONTH, LAST_DAY) + timedelta(days=1)
    if first > today:
        raise ReportError(
            "--year {year} begins on {first}: nothing is known of it yet (today is {today})",
            year=year,
            first=first,
            today=today,
        )
    return first, min(date(year, LAST_MONTH, LAST_DAY), today)


def form_of(inventory: Inventory, events: Iterable[ApprovalEvent], year: int, today: date) -> Mau08Form:
    """The form of a year: every system that is not decommissioned, by operator and name."""
    first, last = period(year, today)
    histories = by_system(event for event in events if event.on <= last)
    names = organization_names(inventory)
    corrected = [(system, as_corrected(histories.get(system.code, ()))) for system in inventory.systems]
    standing = [(system, status(history, system.code, last), history) for system, history in corrected]
    listed = [entry for entry in standing if exists(entry[0], entry[1], last)]
    listed.sort(key=lambda entry: (names[entry[0].operator or entry[0].owner], entry[0].name, entry[0].code))
    rows = tuple(_row(number, names, *entry) for number, entry in enumerate(listed, start=1))
    return Mau08Form(year, first, last, rows)


def _row(
    number: int,
    names: Mapping[Code, str],
    system: System,
    status: SystemStatus,
    events: Sequence[ApprovalEvent],
) -> Cells:
    level = status.level or system.proposed_level
    approved = status.approval is Approval.APPROVED
    expected = None if approved else approval_expected(system, status, events)
    implemented = plan_expected(system, status, events)
    regulation = [event for event in events if event.kind is EventKind.REGULATION_ISSUED]
    return (
        str(number),
        system.name,
        names[system.owner],
        NO_DATA if system.operator is None else names[system.operator],
        NO_DATA if level is None else str(level),
        NO_DATA if status.approval is None else status.approval.value,
        _document(status.decision_number, status.decision_date) if approved else NO_DATA,
        _regulation(regulation[-1]) if regulation else NO_DATA,
        NO_DATA if expected is None else _day(expected),
        status.plan.value,
        NO_DATA if implemented is None else _day(implemented),
        NO_DATA if status.assessed is None else status.assessed.value,
    )


def _regulation(event: ApprovalEvent) -> str:
    """Its number and day; one that a form only ticked has neither."""
    ticked = is_undated(event) and event.number is None
    return "Đã ban hành" if ticked else _document(event.number, event.on)


def _document(number: str | None, on: date | None) -> str:
    day = None if on is None else f"ngày {_day(on)}"
    return " ".join(part for part in (number, day) if part) or NO_DATA


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
