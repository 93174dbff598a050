"""Where the estate stands at a moment, as far as messages tell of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from inventory.approvals.log import ApprovalLog
from inventory.clock import day_of
from inventory.database.present_codes import keys_by_code
from inventory.database.reading import read
from inventory.deadlines import Deadline, deadlines_of
from inventory.law.ruleset import rulesets
from inventory.law.working_days import load_calendar
from inventory.model import Code, Inventory, Language
from scanner.differences.comparing import SystemsAt, systems_at
from scanner.differences.standing_at import TICK
from scanner.messages.due.recipients import Recipient, Recipients
from scanner.messages.letters.letter import Letter
from scanner.messages.outbox.message import Audience
from scanner.messages.outbox.told import MessageKind, Telling
from scanner.messages.settings import MessageSettings
from scanner.runs.tables import ObservationRow, RunRow
from scanner.vantages.seen_from import MAIN
from scanner.waivers.lapsing import Lapse, lapses
from scanner.waivers.log import WaiverLog
from scanner.waivers.matching import Waived, in_date
from scanner.waivers.model import Waiver

DueDay = Deadline | Lapse


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message before it is queued. ``facts``: what it tells, for programs; ``told``: so that it is once."""

    kind: MessageKind
    unit: Code | None
    recipient: Recipient | None
    letter: Letter
    told: tuple[Telling, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MessageRequest:
    """What is asked for: by which settings, for whom, in which language."""

    settings: MessageSettings
    audience: Audience = Audience.UNITS
    language: Language = "vi"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """``at``: the systems that have not ended, by endpoint; ``keys``: first codes of renamed systems."""

    connection: Connection
    moment: datetime
    inventory: Inventory
    recipients: Recipients
    at: SystemsAt
    waived: Waived
    keys: Mapping[Code, Code]
    asked: MessageRequest

    @property
    def end(self) -> datetime:
        """After all that was seen by the moment: differences count the looks before one."""
        return self.moment + TICK

    def key_of(self, system: Code) -> Code:
        """What a system goes by for good."""
        return self.keys.get(system, system)

    def by_unit(self, systems: Iterable[Code]) -> Mapping[Code, list[Code]]:
        """Systems by the unit that must act for them."""
        grouped: defaultdict[Code, list[Code]] = defaultdict(list)
        for system in sorted(systems):
            grouped[self.recipients.unit_of(system)].append(system)
        return grouped

    def observed(self) -> frozenset[Code]:
        """The systems of which the main vantage ever looked at an endpoint at least."""
        columns = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port)
        looks = select(*columns).join_from(ObservationRow, RunRow).where(RunRow.vantage == MAIN)
        seen = self.connection.execute(looks.distinct())
        return frozenset(code for key in seen for code in self.at.get((key[0], key[1], key[2]), ()))


def situation(
    connection: Connection, moment: datetime, waivers: Iterable[Waiver], asked: MessageRequest
) -> Situation:
    """Read it, within a transaction."""
    day, inventory = day_of(moment), read(connection)
    return Situation(
        connection=connection,
        moment=moment,
        inventory=inventory,
        recipients=Recipients(inventory, day, asked.settings.operator),
        at=systems_at(connection, day),
        waived=Waived(in_date(waivers, day)),
        keys=keys_by_code(connection),
        asked=asked,
    )


def deadlines_on(database: Engine, now: Situation, waivers: Iterable[Waiver]) -> tuple[DueDay, ...]:
    """What is due, on the day of a moment, earliest first: waivers that lapse too."""
    day, log = day_of(now.moment), ApprovalLog(database)
    statuses, events = log.statuses(day), log.resting_on(day)
    due = deadlines_of(now.inventory, statuses, events, rulesets(), day, load_calendar())
    remaining = {system for systems in now.at.values() for system in systems}
    lapsing = (lapse for lapse in lapses(waivers, day) if lapse.system in remaining)
    return tuple(sorted((*due, *lapsing), key=lambda one: one.due))


def waivers_of(database: Engine) -> tuple[Waiver, ...]:
    """Every waiver there is."""
    return WaiverLog(database).waivers()
