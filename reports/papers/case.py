"""The systems of one paper, each as it stands on the day of the paper."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inventory.approvals.corrections import as_corrected
from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.replay import SystemStatus, status
from inventory.law.classification import Classification, classify
from inventory.law.ruleset import RuleSet
from inventory.model import Inventory, Level, System
from inventory.settings.letterhead import Letterhead

# What belongs to the dossier under way alone: an earlier decision and its letters are not its own.
ROUND = {
    *(EventKind.DRAFTING, EventKind.SUBMITTED, EventKind.APPRAISED, EventKind.RETURNED),
    EventKind.APPROVED,
}
LISTED_FROM = 3  # of the list of systems important to national security (article 20.4)
HIGHEST = 5


@dataclass(frozen=True)
class SystemCase:
    """A system; ``events``: its own by then, as corrected, oldest first; ``level``: the one proposed."""

    system: System
    status: SystemStatus
    events: tuple[ApprovalEvent, ...]
    classification: Classification

    @property
    def level(self) -> Level | None:
        """Of the dossier under way, else the one proposed, else of the decision in force."""
        dossier = self.status.dossier_level if self.status.dossier else None
        return dossier or self.system.proposed_level or self.status.level

    def last(self, *kinds: EventKind) -> ApprovalEvent | None:
        """The last event of some kinds; of the steps of a dossier, only since the decision in force."""
        return next((event for event in reversed(self._since(kinds)) if event.kind in kinds), None)

    def _since(self, kinds: Collection[EventKind]) -> Sequence[ApprovalEvent]:
        if not (self.status.approved and self.status.dossier is not None and ROUND.issuperset(kinds)):
            return self.events
        decided = [place for place, event in enumerate(self.events) if event.kind is EventKind.APPROVED]
        return self.events[decided[-1] + 1 :] if decided else self.events


@dataclass(frozen=True)
class PaperCase:
    """What a paper is written from. ``is_listed``: they are important to national security.

    ``letterhead``: with ``is_told``, the one named on the command line, which is used whosever letter it is.
    """

    day: date
    inventory: Inventory
    systems: tuple[SystemCase, ...]
    letterhead: Letterhead
    is_told: bool = False
    is_listed: bool = False

    @property
    def levels(self) -> tuple[Level, ...]:
        """Those proposed, each once, lowest first; none where none is known."""
        return tuple(sorted({one.level for one in self.systems if one.level is not None}))

    def way(self, level: Level | None) -> Level | None:
        """The level whose procedure is followed: that of level 5 for what is on the list."""
        return HIGHEST if self.is_listed and level is not None and level >= LISTED_FROM else level

    def is_new(self, one: SystemCase) -> bool:
        """Whether a system is not in operation yet, so far as anybody said."""
        begin = one.system.in_operation_since
        return begin is None or begin > self.day


def system_case(system: System, events: Iterable[ApprovalEvent], rules: RuleSet, day: date) -> SystemCase:
    """One system on a day."""
    by_then = [event for event in events if event.on <= day]
    standing = status(by_then, system.code, day)
    return SystemCase(system, standing, tuple(as_corrected(by_then)), classify(system, rules, day))
