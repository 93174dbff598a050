"""Waivers about to lapse: from the next day on, what they accept counts as open again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checks.model import Outcome
from checks.registry import heading_of
from inventory.dates import day as shown
from inventory.model import Code, Text
from scanner.waivers.matching import in_date
from scanner.waivers.model import Waiver, WaiverDeadline

BASIS = Text(
    vi="Chấp nhận có thời hạn số {number} ({finding}) hết hiệu lực sau ngày {until};"
    " sau đó phát hiện lại được tính",
    en="Waiver {number} ({finding}) ends after {until}; from then on the finding counts as open",
)


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """The last day of a waiver, told as deadlines are. ``rule``: its number; ``days_left``: 0 on that day."""

    system: Code
    rule: str
    due: date
    days_left: int
    basis: Text
    kind: WaiverDeadline = WaiverDeadline.WAIVER


def lapses(waivers: Iterable[Waiver], day: date) -> Iterator[Lapse]:
    """One for each waiver that is in date on a day.

    Dates alone tell: whether the evidence is still what was accepted is ``scanner.waivers.standing``'s.
    """
    for waiver in in_date(waivers, day):
        finding = heading_of(waiver.check, Outcome.FAIL)
        yield Lapse(
            system=waiver.system,
            rule=str(waiver.number),
            due=waiver.until,
            days_left=(waiver.until - day).days,
            basis=Text(
                vi=BASIS.vi.format(number=waiver.number, finding=finding.vi, until=shown(waiver.until, "vi")),
                en=BASIS.en.format(number=waiver.number, finding=finding.en, until=shown(waiver.until, "en")),
            ),
        )
