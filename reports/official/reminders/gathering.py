"""The letters of a day: for each unit that operates systems of which something is lacking."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Engine

from inventory.acting import Acting, ActingBodies
from inventory.approvals.log import ApprovalLog
from inventory.database.store import InventoryStore
from inventory.deadlines import Deadline, deadlines_of
from inventory.law.ruleset import rulesets
from inventory.law.working_days import add_working_days, load_calendar
from inventory.model import Code, Inventory, Text
from inventory.settings.letterhead import Letterhead
from reports.errors import ReportError
from reports.gathering.scope import Scope
from reports.official.listed import ListedSystem, listed_on
from reports.official.reminders.letter import Reminder
from reports.official.reminders.tasks import tasks_of
from reports.official.sender import blank_names, sent_by

DAYS_TO_REPORT = 10  # working days, where nobody says by when: capdo's own choice

CONTACT = Text(vi="đầu mối liên hệ của cơ quan ban hành", en="contact of the issuing body")


class Reminders(NamedTuple):
    """``complete``: the names of units of whose systems nothing is lacking. ``names``: the letterhead."""

    reminders: tuple[Reminder, ...]
    complete: tuple[str, ...]
    names: Letterhead

    @property
    def blanks(self) -> tuple[Text, ...]:
        """What the letters need and nobody recorded."""
        sender = self.reminders[0].sender if self.reminders else None
        contact = bool(sender and sender.contact_name and sender.contact_phone and sender.contact_email)
        return () if not self.reminders else (*blank_names(self.names), *(() if contact else (CONTACT,)))


def gathered(
    engine: Engine, letterhead: Letterhead, day: date, report_by: date | None, organization: Code | None
) -> Reminders:
    """``organization``: only the letter of this unit.

    Raises:
        ReportError: it is not there, or operates no system.

    """
    inventory, log = InventoryStore(engine).load(), ApprovalLog(engine)
    asked = Scope(organization=organization).named(inventory)
    calendar = load_calendar()
    listed = listed_on(inventory, log.events(), day)
    due = deadlines_of(inventory, log.statuses(day), log.resting_on(day), rulesets(), day, calendar)
    by_unit = _by_unit(listed, inventory, day)
    if asked is not None and asked.code not in by_unit:
        raise ReportError(
            "--organization {organization}: it operates no system, so there is nothing to remind it of",
            organization=asked.code,
        )
    names = sent_by(
        letterhead,
        inventory,
        None,
        {one.system.specialised_unit for one in listed},
        {one.system.owner for one in listed},
    )
    bodies = {body.code: body for body in inventory.organizations}
    sender = next((body for body in bodies.values() if body.name.casefold() == names.issuer.casefold()), None)
    by = report_by or add_working_days(day, DAYS_TO_REPORT, calendar)
    letters = [
        Reminder(bodies[code], tuple(own), tasks_of(own, due), day, by, sender, _doubtful(own, due))
        for code, own in sorted(by_unit.items())
        if asked is None or code == asked.code
    ]
    return Reminders(
        tuple(letter for letter in letters if letter.tasks),
        tuple(letter.unit.name for letter in letters if not letter.tasks),
        names,
    )


def _doubtful(own: Sequence[ListedSystem], due: Sequence[Deadline]) -> tuple[Deadline, ...]:
    codes = {one.system.code for one in own}
    return tuple(deadline for deadline in due if deadline.system in codes and not deadline.verified)


def _by_unit(
    listed: tuple[ListedSystem, ...], inventory: Inventory, day: date
) -> defaultdict[Code, list[ListedSystem]]:
    """By operating unit, or the body that took over from it; without one, the owner."""
    acting = ActingBodies(inventory.organizations, Acting.OPERATOR)
    by_unit = defaultdict[Code, list[ListedSystem]](list)
    for one in listed:
        by_unit[acting.of(one.system, day)].append(one)
    return by_unit
