"""What a reminder letter rests on and says, from ``wording.toml``."""

from datetime import date
from functools import cache
from importlib.resources import files

from inventory.approvals.vocabulary import Approval
from inventory.law.facts import Fact
from inventory.model import Strict
from inventory.toml_files import parsed


class Basis(Fact):
    """A document that a letter cites, as letters cite it."""

    text: str


class TaskWords(Strict):
    """What is to be done, by where the dossier stands, and besides it."""

    none: str
    drafting: str
    submitted: str
    appraised: str
    regulation: str
    plan: str
    assessment: str
    before_approval: str

    def of(self, stage: Approval | None) -> str | None:
        """What a dossier needs next; None: nothing."""
        return {
            None: self.none,
            Approval.DRAFTING: self.drafting,
            Approval.SUBMITTED: self.submitted,
            Approval.APPRAISED: self.appraised,
        }.get(stage)


class AskWords(Strict):
    """The numbered asks."""

    overdue: str
    rest: str
    report: str


class ReminderWords(Strict):
    """All of a letter."""

    subject: str
    table: str
    basis: tuple[Basis, ...]
    tasks: TaskWords
    asks: AskWords

    def cited(self, on: date) -> tuple[str, ...]:
        """What holds on a day and was read."""
        return tuple(basis.text for basis in self.basis if basis.verified and basis.holds(on))


@cache
def words() -> ReminderWords:
    """As they ship."""
    name = "wording.toml"
    text = (files("reports.official.reminders") / name).read_text(encoding="utf-8")
    return parsed(name, text, ReminderWords)
