"""Waivers about to lapse, as deadlines: from the next day on, what they accept counts as open again."""

from collections.abc import Iterable
from datetime import date

from checks.model import Outcome
from checks.registry import heading_of
from inventory.acting import Acting
from inventory.dates import day as shown
from inventory.model import Inventory, System, Text
from reports.assembly.named import Named
from reports.model import DeadlineLine, NamedRef, WaiverDeadline
from scanner.waivers.matching import in_date
from scanner.waivers.model import Waiver

BASIS = Text(
    vi="Chấp nhận có thời hạn số {number} ({finding}) hết hiệu lực sau ngày {until};"
    " sau đó phát hiện lại được tính",
    en="Waiver {number} ({finding}) ends after {until}; from then on the finding counts as open",
)
SOURCE = Text(
    vi="Chấp nhận có thời hạn số {number}, người phê duyệt: {approver}",
    en="Waiver {number}, approved by {approver}",
)


def lapsing(
    waivers: Iterable[Waiver], inventory: Inventory, day: date, acting: Acting = Acting.OWNER
) -> tuple[DeadlineLine, ...]:
    """A line for each waiver that is in date on a day, of the systems of this inventory.

    Dates alone tell: whether the evidence is still what was accepted is ``scanner.waivers.standing``'s.
    """
    systems = {system.code: system for system in inventory.systems}
    named = Named.on(inventory, day, acting)
    return tuple(
        _line(waiver, systems[waiver.system], named)
        for waiver in in_date(waivers, day)
        if waiver.system in systems
    )


def _line(waiver: Waiver, system: System, named: Named) -> DeadlineLine:
    finding = heading_of(waiver.check, Outcome.FAIL)
    origin = Text(
        vi=SOURCE.vi.format(number=waiver.number, approver=waiver.approver),
        en=SOURCE.en.format(number=waiver.number, approver=waiver.approver),
    )
    return DeadlineLine(
        kind=WaiverDeadline.WAIVER,
        rule=str(waiver.number),
        system=NamedRef(code=system.code, name=system.name),
        owner=named.owner(system),
        agency=named.agency(system),
        due=waiver.until,
        days_left=(waiver.until - named.day).days,
        overdue_days=0,
        basis=Text(
            vi=BASIS.vi.format(number=waiver.number, finding=finding.vi, until=shown(waiver.until, "vi")),
            en=BASIS.en.format(number=waiver.number, finding=finding.en, until=shown(waiver.until, "en")),
        ),
        source=origin.vi,
        origin=origin,
        verified=True,
    )
