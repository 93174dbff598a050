"""Which systems to approve so that the target is reached, easiest first."""

from datetime import date

from inventory.acting import Acting, ActingBodies
from inventory.approvals.vocabulary import Approval
from inventory.model import Code, Strict, System
from inventory.targets.counting import Situation
from inventory.targets.indicators import approved


class WorkItem(Strict):
    """One system to approve. Its place tells how easy: by its dossier's stage, then by the time in it.

    ``owner`` answers for it on the day, perhaps as the successor of the body that the inventory names;
    ``agency`` must act: the owner, or the operating unit where the list goes by it.
    """

    place: int  # 1 is the easiest
    system: Code
    owner: Code
    agency: Code
    stage: Approval | None  # None: there is no dossier yet
    since: date | None  # when it came to that stage
    days: int | None  # how long ago that is


def work_list(situation: Situation, missing: int, acting: Acting = Acting.OWNER) -> tuple[WorkItem, ...]:
    """The so many systems that lack an approval and are nearest to it."""
    organizations = situation.inventory.organizations
    owners, agencies = ActingBodies(organizations, Acting.OWNER), ActingBodies(organizations, acting)
    return tuple(
        _item(place, situation.in_operation[code], situation, owners, agencies)
        for place, code in enumerate(approved.INDICATOR.on(situation).not_reached[:missing], start=1)
    )


def _item(
    place: int, system: System, situation: Situation, owners: ActingBodies, agencies: ActingBodies
) -> WorkItem:
    status, day = situation.status(system.code), situation.as_of
    since = status.dossier_since
    return WorkItem(
        place=place,
        system=system.code,
        owner=owners.of(system, day),
        agency=agencies.of(system, day),
        stage=status.dossier,
        since=since,
        days=(day - since).days if since else None,
    )
