"""The plan's IPv6 indicator by agency: how many systems of each are in which state."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from inventory.acting import Acting, ActingBodies
from inventory.model import Code, Inventory
from reports.model import Ipv6Agency, Ipv6State, NamedRef
from reports.source import TargetSource
from reports.text.names import organization_names

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
    bodies, names = ActingBodies(inventory.organizations, acting), organization_names(inventory)
    counted: dict[Code, Counter[Ipv6State]] = defaultdict(Counter)
    for system in inventory.systems:
        if system.code in states:
            counted[bodies.of(system, day)][states[system.code]] += 1
    lines = (
        Ipv6Agency(
            agency=NamedRef(code=code, name=names.get(code, code)),
            counts={state: counts[state] for state in BEST_FIRST},
        )
        for code, counts in counted.items()
    )
    return tuple(sorted(lines, key=lambda line: (line.agency.name, line.agency.code)))
