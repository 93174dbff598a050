"""How many systems are in each IPv6 state."""

from reports.assembly.estate import Estate
from reports.evidence.ipv6_state import system_state
from reports.model import Ipv6Line, Ipv6State, NamedRef


def lines(estate: Estate) -> tuple[Ipv6Line, ...]:
    """One line a state, best first, empty ones included; systems in operation only."""
    states = [
        (NamedRef(code=system.code, name=system.name), system_state(system, estate.observed))
        for system in estate.counted()
    ]
    order = (
        Ipv6State.OPERATIONAL,
        Ipv6State.REACHABLE,
        Ipv6State.ASSIGNED,
        Ipv6State.NONE,
        Ipv6State.NOT_TESTED,
        Ipv6State.NOT_APPLICABLE,
    )
    return tuple(
        Ipv6Line(
            state=state,
            systems=tuple(system for system, found in states if found is state),
        )
        for state in order
    )
