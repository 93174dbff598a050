"""Waivers about to lapse, as deadlines: from the next day on, what they accept counts as open again."""

from collections.abc import Collection
from datetime import date

from inventory.acting import Acting
from inventory.model import Inventory, System, Text
from reports.assembly.named import Named
from reports.model import DeadlineLine, NamedRef
from scanner.waivers.lapsing import Lapse, lapses
from scanner.waivers.model import Waiver

SOURCE = Text(
    vi="Chấp nhận có thời hạn số {number}, người phê duyệt: {approver}",
    en="Waiver {number}, approved by {approver}",
)


def lapsing(
    waivers: Collection[Waiver], inventory: Inventory, day: date, acting: Acting = Acting.OWNER
) -> tuple[DeadlineLine, ...]:
    """A line for each waiver that is in date on a day, of the systems of this inventory."""
    systems = {system.code: system for system in inventory.systems}
    named, approvers = Named.on(inventory, day, acting), {str(one.number): one.approver for one in waivers}
    return tuple(
        _line(lapse, approvers[lapse.rule], systems[lapse.system], named)
        for lapse in lapses(waivers, day)
        if lapse.system in systems
    )


def _line(lapse: Lapse, approver: str, system: System, named: Named) -> DeadlineLine:
    origin = Text(
        vi=SOURCE.vi.format(number=lapse.rule, approver=approver),
        en=SOURCE.en.format(number=lapse.rule, approver=approver),
    )
    return DeadlineLine(
        kind=lapse.kind,
        rule=lapse.rule,
        system=NamedRef(code=system.code, name=system.name),
        owner=named.owner(system),
        agency=named.agency(system),
        due=lapse.due,
        days_left=lapse.days_left,
        overdue_days=0,
        basis=lapse.basis,
        source=origin.vi,
        origin=origin,
        verified=True,
    )
