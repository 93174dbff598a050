"""What each cell of the form's table says, from the inventory and the events known on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inventory.approvals.events import ApprovalEvent
from inventory.approvals.replay import SystemStatus
from inventory.approvals.vocabulary import ProtectionPlan
from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.matching.events import is_undated
from inventory.model import Code, Inventory
from inventory.settings.letterhead import BLANK
from reports.errors import ReportError
from reports.official.listed import ListedSystem, listed_on
from reports.text.names import organization_names

NO_DATA = "-"  # there is nothing to tell; BLANK: the form asks for it, and nobody recorded it
LAST_MONTH, LAST_DAY = 12, 14  # the form's year ends on 14/12
Cells = tuple[str, ...]  # the twelve cells


@dataclass(frozen=True)
class Mau08Form:
    """The rows of one year's form, from ``first`` to ``last``, which is at most today.

    ``listed``: what the rows were made from, in their order.
    """

    year: int
    first: date
    last: date
    rows: tuple[Cells, ...]
    listed: tuple[ListedSystem, ...] = ()

    @property
    def period(self) -> str:
        """The row below the title, from which an import knows the day of the form."""
        return f"(Số liệu từ ngày {day_of(self.first)} đến ngày {day_of(self.last)})"


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
    names, listed = organization_names(inventory), listed_on(inventory, events, last)
    rows = tuple(_row(number, names, one) for number, one in enumerate(listed, start=1))
    return Mau08Form(year, first, last, rows, listed)


def document(number: str | None, on: date | None, authority: str | None) -> str:
    """``180/QĐ-UBND ngày 26/06/2023 của UBND tỉnh``; what nobody recorded is left blank."""
    return f"{number or BLANK} ngày {BLANK if on is None else day_of(on)} của {authority or BLANK}"


def issued(event: ApprovalEvent) -> str:
    """A regulation that nothing depends on yet, as far as it is known; ticked in a form, it has no parts."""
    if is_undated(event) and event.number is None:
        return "Đã ban hành"
    body = f" của {event.authority}" if event.authority else ""
    return f"{event.number or BLANK} ngày {day_of(event.on)}{body}"


def day_of(day: date) -> str:
    """As tables have it."""
    return f"{day:%d/%m/%Y}"


def _row(number: int, names: Mapping[Code, str], listed: ListedSystem) -> Cells:
    system, status = listed.system, listed.status
    cells = {
        Field.NUMBER: str(number),
        Field.NAME: system.name,
        Field.OWNER: names[system.owner],
        Field.OPERATOR: BLANK if system.operator is None else names[system.operator],
        Field.LEVEL: BLANK if listed.level is None else str(listed.level),
        Field.STATUS: NO_DATA if status.approval is None else status.approval.value,
        Field.DECISION: _decision(status),
        Field.REGULATION: _regulation(listed),
        Field.APPROVAL_EXPECTED: NO_DATA if status.approved else _expected(listed.approval_expected),
        Field.PLAN: status.plan.value if listed.events else BLANK,
        Field.PLAN_EXPECTED: NO_DATA if is_implemented(status) else _expected(listed.plan_expected),
        Field.ASSESSMENT: "; ".join(kind.value for kind in listed.assessments),  # blank where there was none
    }
    return tuple(cells[field] for field in HEADINGS)


def is_implemented(status: SystemStatus) -> bool:
    """Whether the plan is fully carried out, so that no day of that is expected."""
    return status.plan is ProtectionPlan.FULL


def _decision(status: SystemStatus) -> str:
    if not status.approved:
        return NO_DATA
    return document(status.decision_number, status.decision_date, status.decision_authority)


def _regulation(listed: ListedSystem) -> str:
    """Its number, day and body, all of which an approval asks for."""
    event = listed.regulation
    if event is None:
        return BLANK if listed.status.approved else NO_DATA
    is_whole = listed.status.approved and not is_undated(event)
    return document(event.number, event.on, event.authority) if is_whole else issued(event)


def _expected(day: date | None) -> str:
    return BLANK if day is None else day_of(day)
