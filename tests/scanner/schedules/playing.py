"""A clock that a test sets, and a daemon that notes what it told."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine as Database

from inventory.database.store import InventoryStore
from inventory.model import ScanPermission
from scanner.lab.model import Lab
from scanner.schedules.cron import Cron
from scanner.schedules.daemon import Daemon, Happening
from scanner.schedules.store import ScheduleStore
from scanner.settings import RunSettings
from tests.scanner.runs.test_running import estate, settings

EVENING = datetime(2026, 6, 1, 14, 0, tzinfo=UTC)  # 21:00 in Viet Nam
NIGHTLY = Cron(expression="0 2 * * *", timezone="Asia/Ho_Chi_Minh")
AT_TWO = datetime(2026, 6, 1, 19, 0, tzinfo=UTC)  # 02:00 of the next day in Viet Nam
DAY = timedelta(days=1)
HOSTS = ("tot", "hien-dai")


@dataclass
class Hands:
    """A clock that stands where it was set."""

    at: datetime = EVENING

    def __call__(self) -> datetime:
        """The moment."""
        return self.at


@dataclass
class Play:
    """Schedules of one database, called at moments that a test chooses."""

    database: Database
    clock: Hands = field(default_factory=Hands)
    told: list[Happening] = field(default_factory=list)
    sent: list[datetime] = field(default_factory=list)
    thinned: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        """A daemon, which is only called."""
        self.daemon = Daemon(
            database=self.database,
            tell=self.told.append,
            send=lambda: self.sent.append(self.clock.at),
            thin=lambda: self.thinned.append(self.clock.at),
            clock=self.clock,
        )

    @property
    def store(self) -> ScheduleStore:
        """The schedules."""
        return ScheduleStore(self.database, self.clock)

    def call(self, at: datetime) -> list[int]:
        """Call at a moment; the numbers of the runs that were begun or gone on with."""
        self.clock.at = at
        self.told.clear()
        self.daemon.call()
        return [happening.run.number for happening in self.told if happening.run and not happening.ended]


def at_work(lab: Lab, database: Database, *hosts: str, permission: ScanPermission | None = None) -> Play:
    """Two systems of the lab, or others, that may be looked at, and nothing scheduled yet."""
    inventory = estate(lab, *(hosts or HOSTS))
    if permission is not None:
        systems = tuple(one.model_copy(update={"permission": permission}) for one in inventory.systems)
        inventory = inventory.model_copy(update={"systems": systems})
    InventoryStore(database).apply(inventory)
    return Play(database)


def one_header(lab: Lab) -> RunSettings:
    """A quick look."""
    return settings(lab, "web.csp")
