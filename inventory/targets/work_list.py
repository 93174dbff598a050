"""Which systems to approve so that the target is reached, easiest first."""

from datetime import date

from inventory.approvals.vocabulary import Approval
from inventory.model import Code, Strict
from inventory.successors import Successors
from inventory.targets.counting import Situation
from inventory.targets.indicators import approved


class WorkItem(Strict):
    """One system to approve. Its place tells how easy: by its dossier's stage, then by the time in it.

    ``owner`` answers for it on the day, perhaps as the successor of the body that the inventory names.
    """

    place: int  # 1 is the easiest
    system: Code
    owner: Code
    stage: Approval | None  # None: there is no dossier yet
    since: date | None  # when it came to that stage
    days: int | None  # how long ago that is


def work_list(situation: Situation, missing: int) -> tuple[WorkItem, ...]:
    """The so many systems that lack an approval and are nearest to it."""
    successors = Successors(situation.inventory.organizations)
    return tuple(
        _item(place, code, situation, successors)
        for place, code in enumerate(approved.INDICATOR.on(situation).rest[:missing], start=1)
    )


def _item(place: int, code: Code, situation: Situation, successors: Successors) -> WorkItem:
    status, day = situation.status(code), situation.as_of
    since = status.dossier_since
    return WorkItem(
        place=place,
        system=code,
        owner=successors.on(situation.in_operation[code].owner, day),
        stage=status.dossier,
        since=since,
        days=(day - since).days if since else None,
    )
