"""The forms of the decree's annex as data (``forms/*.toml``): who sends each to whom, and what it says."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import Field

from inventory.approvals.events import EventKind
from inventory.law.facts import Levels
from inventory.law.ruleset import RuleSet, load_ruleset
from inventory.model import Level, Strict, Text
from inventory.safe_text import quoted
from reports.errors import ReportError

NUMBERS = tuple(f"{number:02}" for number in range(1, 8))
Role = Literal["operator", "owner", "specialised-unit", "appraiser"]
DOSSIER = "dossier"
Number = Annotated[str, Field(pattern=rf"^(0[1-8]|{DOSSIER})$")]


class Block(Strict):
    """A paragraph or a table, with variables in it. ``when``: a condition on them; else it always stands.

    Of a table, ``columns`` are headings with widths in millimetres; with ``each``, its row comes again for
    each ``dong`` of a variable that is a list.
    """

    kind: Literal["text", "basis", "heading", "part", "article", "centre", "table"] = "text"
    text: str = ""
    when: str = ""
    columns: tuple[tuple[str, float], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    each: str = ""


class Sending(Strict):
    """Whose letter it is at some levels, and to whom; a decision is addressed to nobody."""

    levels: Levels
    issuer: Role
    addressee: Role | None = None


class Instead(Strict):
    """Which form is right at levels that one is not for."""

    levels: Levels
    form: Number


class PaperForm(Strict):
    """One form. ``dossier_levels``: at which levels it belongs to a dossier; as ``levels`` where not said.

    ``events``: by which of them the log knows that it was sent or signed.
    """

    number: Number
    title: str
    kind: Literal["letter", "submission", "decision", "dossier"]
    name: str = ""  # TỜ TRÌNH, QUYẾT ĐỊNH; a letter has none
    heading: str
    ruleset: str
    levels: Levels
    dossier_levels: Levels | None = None
    events: tuple[EventKind, ...] = ()
    senders: Annotated[tuple[Sending, ...], Field(min_length=1)]
    instead: tuple[Instead, ...] = ()
    blocks: tuple[Block, ...]
    source: str
    verified: bool

    @property
    def rules(self) -> RuleSet:
        """The rule set whose annex it belongs to."""
        return load_ruleset(self.ruleset)

    def sending(self, level: Level | None) -> Sending:
        """Whose letter it is at a level; the first where the form is not for that level, or none is known."""
        return next((one for one in self.senders if level in one.levels), self.senders[0])

    def right_form(self, level: Level) -> "PaperForm | None":
        """The form to take at a level: itself where it fits; None: the annex has none."""
        if level in self.levels:
            return self
        number = next((one.form for one in self.instead if level in one.levels), None)
        return None if number is None else load_form(number)


def numbered(typed: str) -> str:
    """The number of one of the forms 01 to 07.

    Raises:
        ReportError: it is none.

    """
    number = typed.zfill(2)
    if number not in NUMBERS:
        raise ReportError(
            "there is no form {number} here: choose one of {numbers}",
            number=quoted(typed),
            numbers=", ".join(NUMBERS),
        )
    return number


@cache
def load_form(number: str) -> PaperForm:
    """A form by its number, or the dossier, with the shared parts in their places."""
    told = _told(number)
    blocks = tuple(_unfolded(told["blocks"], _told("parts")))
    return PaperForm.model_validate({**told, "number": number, "blocks": blocks})


def forms_of_dossier(level: Level) -> tuple[PaperForm, ...]:
    """The forms that the dossier of a level goes through, in their order."""
    forms = map(load_form, NUMBERS)
    return tuple(form for form in forms if level in (form.dossier_levels or form.levels))


@cache
def article_of(level: Level) -> str:
    """Where the decree has the criteria of a level."""
    article: str = _told("parts")["level_articles"][str(level)]
    return article


@cache
def meanings() -> Mapping[str, Text]:
    """What each variable means, in the order in which they are listed."""
    groups = _told("variables").values()
    return {name: Text.model_validate(text) for group in groups for name, text in group.items()}


def _unfolded(blocks: list[dict[str, Any]], parts: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A part may use another one."""
    for block in blocks:
        if "use" in block:
            yield from _unfolded(parts[block["use"]], parts)
        else:
            yield block


def _told(name: str) -> dict[str, Any]:
    return tomllib.loads((files("reports.papers.forms") / f"{name}.toml").read_text(encoding="utf-8"))
