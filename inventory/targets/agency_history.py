"""What each owner had achieved at the end of past quarters, as the owners were on those days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from inventory.model import Code, Strict, System
from inventory.successors import Successors
from inventory.targets.counting import Situation, claims_compliance


class AgencyPoint(Strict):
    """One owner's systems in operation at the end of one day."""

    on: date
    systems: int
    approved: int
    compliant: int  # approved, and plan fully implemented
    portals: int
    labelled: int  # portals with a label in force


def agency_histories(situations: Sequence[Situation]) -> dict[Code, tuple[AgencyPoint, ...]]:
    """By owner, the days on which it had systems. What a body had before it was merged stays its own.

    ``situations``: one a day, oldest first, of one inventory.
    """
    successors = Successors(situations[-1].inventory.organizations if situations else ())
    found: dict[Code, list[AgencyPoint]] = defaultdict(list)
    for situation in situations:
        owned: dict[Code, list[System]] = defaultdict(list)
        for system in situation.in_operation.values():
            owned[successors.on(system.owner, situation.as_of)].append(system)
        for owner, systems in owned.items():
            found[owner].append(_point(situation, systems))
    return {owner: tuple(points) for owner, points in found.items()}


def _point(situation: Situation, systems: Iterable[System]) -> AgencyPoint:
    standing = [(system, situation.status(system.code)) for system in systems]
    day = situation.as_of
    return AgencyPoint(
        on=day,
        systems=len(standing),
        approved=sum(status.approved for _, status in standing),
        compliant=sum(claims_compliance(status) for _, status in standing),
        portals=sum(system.is_portal for system, _ in standing),
        labelled=sum(system.is_portal and status.labelled_on(day) for system, status in standing),
    )
