"""The plan's IPv6 indicator by agency: how many systems of each are in which state."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from inventory.acting import Acting
from inventory.model import Code, Inventory
from reports.assembly.named import Named
from reports.model import Ipv6Agency, Ipv6State, NamedRef
from reports.source import TargetSource

BEST_FIRST = (
    Ipv6State.OPERATIONAL,
    Ipv6State.REACHABLE,
    Ipv6State.ASSIGNED,
    Ipv6State.NONE,
    Ipv6State.NOT_TESTED,
    Ipv6State.NOT_APPLICABLE,
)


def of_source(source: TargetSource) -> tuple[Ipv6Agency, ...]:
    """As the source of the targets has the states."""
    return by_agency(source.inventory, source.as_of, source.acting, source.ipv6)


def by_agency(
    inventory: Inventory, day: date, acting: Acting, states: Mapping[Code, Ipv6State]
) -> tuple[Ipv6Agency, ...]:
    """By name; agencies without a system of which there is a state are left out."""
    named = Named.on(inventory, day, acting)
    counted: dict[NamedRef, Counter[Ipv6State]] = defaultdict(Counter)
    for system in inventory.systems:
        if system.code in states:
            counted[named.agency(system)][states[system.code]] += 1
    agencies = sorted(counted, key=lambda agency: (agency.name, agency.code))
    return tuple(
        Ipv6Agency(agency=agency, counts={state: counted[agency][state] for state in BEST_FIRST})
        for agency in agencies
    )
