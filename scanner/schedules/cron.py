"""The moments of a schedule: a cron expression of five fields, in a time zone.

cronsim works them out. Where clocks are set forward, a run of the hour that is missing begins right after it;
where they are set back, a run of the hour that comes twice begins once.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

from checks.model import Frozen
from inventory.clock import VIETNAM
from inventory.safe_text import quoted
from inventory.wording.phrases import Foreign, Phrase
from scanner.errors import ScannerError

FIELDS = 5  # minute, hour, day of the month, month, day of the week
LONGEST = 200  # characters
HOW_TO_WRITE_IT = Phrase(
    'write minute, hour, day, month and day of the week, as "0 2 * * *" for every night at two'
)


class Cron(Frozen):
    """When something is to begin. Moments are UTC."""

    expression: str
    timezone: str

    def after(self, moment: datetime) -> datetime:
        """The first moment after this one.

        Raises:
            ScannerError: there is none in the next fifty years.

        """
        for coming in self.coming(moment, 1):
            return coming
        raise ScannerError(
            "--cron {expression} names a day that never comes", expression=quoted(self.expression)
        )

    def coming(self, moment: datetime, count: int) -> tuple[datetime, ...]:
        """The next so many moments after this one."""
        local = moment.astimezone(ZoneInfo(self.timezone))
        found: Iterator[datetime] = CronSim(self.expression, local)
        return tuple(one.astimezone(UTC) for one in islice(found, count))


def parsed(expression: str, timezone: str, now: datetime) -> Cron:
    """A cron expression as it was typed.

    Raises:
        ScannerError: it is none, its moment never comes, or there is no such time zone.

    """
    cron = Cron(expression=" ".join(expression.split()), timezone=_zone(timezone))
    if len(cron.expression.split()) != FIELDS or len(cron.expression) > LONGEST:
        raise ScannerError(
            "--cron {expression} is no cron expression: {how}",
            expression=quoted(expression),
            how=HOW_TO_WRITE_IT,
        )
    try:
        cron.after(now)
    except CronSimError as error:
        raise ScannerError(
            "--cron {expression}: {reason}: {how}",
            expression=quoted(expression),
            reason=Foreign(str(error).lower()),
            how=HOW_TO_WRITE_IT,
        ) from None
    return cron


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown; a path; a folder of zones
        raise ScannerError(
            "--timezone: there is no {name}; write one as {example}", name=quoted(name), example=VIETNAM
        ) from None
