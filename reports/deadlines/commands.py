"""``capdo deadlines``: what is overdue and what is coming."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from inventory import clock
from inventory.approvals.log import ApprovalLog
from inventory.approvals.redetermination import exists
from inventory.approvals.replay import SystemStatus
from inventory.cli.listing.filters import Chosen, filtered, systems_chosen
from inventory.cli.listing.forms import csv_text, print_listing
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.deadlines import deadlines_of
from inventory.law.ruleset import rulesets
from inventory.law.working_days import load_calendar
from inventory.model import Code, Inventory
from inventory.safe_text import json_text
from reports.assembly.deadlines import lines, together
from reports.assembly.lapsing import lapsing
from reports.deadlines.text import listed_deadlines
from reports.errors import ReportError
from reports.files import write_bytes
from reports.gathering.scope import Scope
from reports.model import DeadlineLine
from reports.options import OrganizationOption
from reports.text.locale import load
from scanner.waivers.log import WaiverLog


@filtered
def deadlines(
    chosen: Chosen,
    as_of: AsOfOption = None,
    within: Annotated[
        int | None, typer.Option(min=0, metavar="DAYS", help="Overdue, or due within so many days.")
    ] = None,
    form: Annotated[
        Literal["text", "json", "csv", "ics"], typer.Option("--format", help="Form of the output.")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write the json, csv or ics.")
    ] = None,
    calendar: Annotated[
        Path | None,
        typer.Option(
            "--calendar", metavar="TOML", help="Own days off and working days; else $CAPDO_CALENDAR."
        ),
    ] = None,
    organization: OrganizationOption = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """List what is overdue and what is coming, each with its legal basis; earliest first.

    What is due of everyone is in the list of each body too; not where systems are chosen by owner, operator,
    status, level or host.
    """
    if output is not None and form == "text":
        raise ReportError("--output needs --format json or --format ics, or csv")
    now = clock.now()
    day = _day(as_of, now)
    scope = Scope(organization=organization)
    deadline_lines = _deadlines(database, day, calendar, within, scope, chosen)
    listing = listed_deadlines(deadline_lines, day, load(lang))
    if form == "text":
        print_listing(listing, form)
        return
    if form == "csv":
        data = csv_text(listing.headings, listing.rows).encode()
    elif form == "ics":
        from reports.deadlines.calendar_file import render_calendar  # noqa: PLC0415 - takes long to import

        data = render_calendar(deadline_lines, now, load(lang))
    else:
        data = render_json(deadline_lines)
    if output is None:
        sys.stdout.write(data.decode())
    else:
        write_bytes(output, data)


def render_json(deadline_lines: Sequence[DeadlineLine]) -> bytes:
    """A list with one object for each deadline: the fields of ``DeadlineLine``; days in ISO 8601."""
    return json_text([line.model_dump(mode="json") for line in deadline_lines]).encode()


def _day(as_of: date | None, now: datetime) -> date:
    today = clock.day_of(now)
    day = as_of or today
    if day > today:
        raise ReportError(
            "--as-of {day} is in the future: use --within to look ahead (today is {today})",
            day=day,
            today=today,
        )
    return day


def _existing(inventory: Inventory, statuses: Mapping[Code, SystemStatus], day: date) -> Inventory:
    """Without the systems that were decommissioned by a day."""
    ended = {code for code, status in statuses.items() if status.decommissioned}
    systems = (
        system for system in inventory.systems if system.code not in ended and exists(system, None, day)
    )
    return inventory.model_copy(update={"systems": tuple(systems)})


def _deadlines(
    database: str | None,
    day: date,
    calendar: Path | None,
    within: int | None,
    scope: Scope,
    chosen: Chosen,
) -> tuple[DeadlineLine, ...]:
    holidays = load_calendar(calendar)
    with opened_for_reading(database) as engine:
        inventory, log = InventoryStore(engine).load(), ApprovalLog(engine)
        statuses, events = log.statuses(day), log.resting_on(day)
        waivers = WaiverLog(engine).waivers()
        systems = systems_chosen(engine, chosen, day)
    codes = None if systems is None else {one.code for one in systems}
    part = scope.of(inventory, day)
    deadline_lines = together(
        lines(deadlines_of(inventory, statuses, events, rulesets(), day, holidays), part, day),
        lapsing(waivers, _existing(part, statuses, day), day),
    )
    return tuple(
        line
        for line in deadline_lines
        if (within is None or line.days_left <= within)
        and (codes is None or (line.system is not None and line.system.code in codes))
    )
