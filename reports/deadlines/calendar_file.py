"""Deadlines as an iCalendar file (RFC 5545), for the calendars that people already have."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from inventory.safe_text import visible
from reports.model import DeadlineLine
from reports.text.locale import Locale

NAMESPACE = UUID("6f0a3d3e-7c53-4e0e-9d5a-3f1f0c2b8a61")  # any, as long as it stays the same


def render_calendar(lines: Iterable[DeadlineLine], now: datetime, locale: Locale) -> bytes:
    """One all-day event for each deadline. ``now``: when the file is made, in UTC."""
    calendar = Calendar()
    calendar.add("prodid", f"-//capdo//deadlines//{locale.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", locale.t("deadlines.calendar"))
    for line in lines:
        calendar.add_component(_event(line, now, locale))
    written: bytes = calendar.to_ical()
    return written


def uid(line: DeadlineLine) -> str:
    """The same for the same duty of the same system in every file, so that a calendar updates its entry."""
    system = line.system.code if line.system else ""
    return f"{uuid5(NAMESPACE, f'{line.kind}/{system}/{line.rule}')}@capdo"


def _event(line: DeadlineLine, now: datetime, locale: Locale) -> Event:
    kind = locale.t(f"deadline.{line.kind}")
    event = Event()
    event.add("uid", uid(line))
    event.add("dtstamp", now)
    event.add("dtstart", line.due)  # a date alone is one whole day (section 3.6.1)
    event.add("summary", visible(f"{kind}: {_whose(line, locale)}"))
    event.add("description", _description(line, locale))
    event.add("categories", [kind])
    event.add("transp", "TRANSPARENT")
    return event


def _whose(line: DeadlineLine, locale: Locale) -> str:
    return line.system.name if line.system else locale.t("deadlines.everyone")


def _description(line: DeadlineLine, locale: Locale) -> str:
    mark = "" if line.verified else f" ({locale.t('report.to_verify')})"
    paragraphs = [
        f"{locale.text(line.basis)}.",
        f"{locale.t('deadlines.legal')}: {locale.text(line.origin)}{mark}.",
    ]
    if line.system and line.owner:
        paragraphs.append(f"{line.system.code} – {line.system.name}")
        paragraphs.append(f"{locale.t('deadlines.owner')}: {line.owner.name}")
    return "\n".join(map(visible, paragraphs))
