"""What a rule is, on what it rests, and how a refusal tells it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from inventory.approvals.events import ApprovalEvent, EventKind
from inventory.approvals.rules.authorities import Authorities
from inventory.approvals.status import SystemStatus
from inventory.approvals.vocabulary import EVENT_WORDINGS
from inventory.errors import InventoryError
from inventory.law.facts import Responsibility
from inventory.law.ruleset import in_force_on, rulesets
from inventory.model import Language, System, Text
from inventory.wording.phrases import Joined, Phrase


class Basis(StrEnum):
    """What a rule rests on."""

    DECREE = "decree"  # the decree on security levels in force on the day
    LABEL = "label"
    FORM = "form"
    REGULATION = "regulation"
    WRITING = "writing"  # how decisions are numbered
    ORDER = "order"  # what can't happen in time

    def cited(self, on: date) -> Text:
        """The source as it is cited for something that happened on a day; before any decree, the first."""
        if self is Basis.DECREE:
            return (in_force_on(on) or rulesets()[0]).cited
        return _CITATIONS[self]


_CITATIONS = {
    Basis.LABEL: Text(
        vi="Quyết định 180/QĐ-BCĐ, Phụ lục I, STT 13", en="Decision 180/QĐ-BCĐ, annex I, row 13"
    ),
    Basis.FORM: Text(vi="Mẫu 08, cột 12", en="form Mẫu 08, column 12"),
    Basis.REGULATION: Text(vi="Mẫu 08, cột 8", en="form Mẫu 08, column 8"),
    Basis.WRITING: Text(vi="Nghị định 30/2020/NĐ-CP, Phụ lục I", en="Decree 30/2020/NĐ-CP, annex I"),
    Basis.ORDER: Text(vi="trình tự thời gian", en="order of time"),
}
TO_VERIFY = Text(vi="cần đối chiếu", en="to be verified")


@dataclass(frozen=True)
class EventCase:
    """An event, and where its system stood before it."""

    event: ApprovalEvent
    before: SystemStatus
    system: System
    authorities: Authorities
    today: date

    @property
    def level(self) -> int | None:
        """The level that the event is about, as far as it is known."""
        return self.event.level or self.before.dossier_level or self.system.proposed_level

    @cached_property
    def responsible(self) -> Responsibility | None:
        """Who appraises and approves, by the rule set of the day; None: no level is known, or no rule."""
        ruleset, level = in_force_on(self.event.on), self.level
        return None if ruleset is None or level is None else ruleset.responsibility(level)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What must hold for events of some kinds.

    ``always``: it is about what can't be, so that it holds for history too; the others are about procedure,
    of which history may not know every step. ``verified``: False where the source was not read to say so.
    """

    id: str
    kinds: frozenset[EventKind]
    broken: Callable[[EventCase], bool]
    says: Text
    basis: Basis
    always: bool = False
    verified: bool = True


@dataclass(frozen=True)
class Refusal:
    """A rule that forbids an event."""

    event: ApprovalEvent
    rule: str
    says: Text
    source: Text

    def __str__(self) -> str:
        return self.to("en")

    def to(self, language: Language) -> str:
        """One line: the event, the rule and on what it rests."""
        told = Phrase(
            "{event} of {day} for {system}: {rule} ({source}) [{id}]",
            event=Text(vi=EVENT_WORDINGS[self.event.kind].vi, en=self.event.kind),
            day=self.event.on,
            system=self.event.system,
            rule=self.says,
            source=self.source,
            id=self.rule,
        )
        return told.to(language)


def refusal(event: ApprovalEvent, rule: Rule) -> Refusal:
    """The refusal of an event by a rule, with the source of that day."""
    source = rule.basis.cited(event.on)
    if not rule.verified:
        source = Text(vi=f"{source.vi}, {TO_VERIFY.vi}", en=f"{source.en}, {TO_VERIFY.en}")
    return Refusal(event, rule.id, rule.says, source)


class ApprovalRefusedError(InventoryError):
    """Events were not recorded, none of them; ``refusals`` holds every rule that forbids one."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(Joined(self.refusals, "\n"))
