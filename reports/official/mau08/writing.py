"""The form of a year from a database to the bytes of its file, with what is missing in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from inventory.acting import part_of
from inventory.approvals.events import ApprovalEvent
from inventory.approvals.log import ApprovalLog
from inventory.database.store import InventoryStore
from inventory.files.mau08.returned import returned_rows
from inventory.model import Code, Inventory
from inventory.settings.choosing import chosen_letterhead
from reports.errors import ReportError
from reports.gathering.scope import Scope
from reports.official.document import Letter
from reports.official.mau08.bodies import bodies_of
from reports.official.mau08.gaps import Gap, gaps_of
from reports.official.mau08.letter import Addressee, letter_of
from reports.official.mau08.previous import Corrected, carried, corrections
from reports.official.mau08.rows import Mau08Form, form_of
from reports.official.mau08.workbook import render_form_xlsx
from reports.official.sender import sent_by
from reports.official.word import render_letter_docx

FORMS: dict[str, Callable[[Mau08Form, Letter], bytes]] = {
    ".xlsx": render_form_xlsx,
    ".docx": lambda _form, letter: render_letter_docx(letter),
}


@dataclass(frozen=True, kw_only=True)
class Asked08:
    """``organization``: whose systems alone; ``previous``: last year's form as it came back."""

    year: int | None = None
    letterhead: Path | None = None
    to: Addressee | None = None
    organization: Code | None = None
    previous: Path | None = None


@dataclass(frozen=True)
class Made08:
    """A form, what it lacks, and what last year's had that the register has not.

    ``strange``: names in last year's form that are no system of the register.
    """

    form: Mau08Form
    letter: Letter
    gaps: tuple[Gap, ...]
    corrected: tuple[Corrected, ...] = ()
    strange: tuple[str, ...] = ()

    def render(self, suffix: str) -> bytes:
        """The file of a kind that ``FORMS`` has."""
        return FORMS[suffix](self.form, self.letter)


def made(engine: Engine, asked: Asked08, today: date) -> Made08:
    """The form as the register stands.

    Raises:
        ReportError: the year has not begun, it would be signed before it ends, or there is no such body.
        InventoryError: the letterhead or last year's form cannot be read.

    """
    inventory, events = InventoryStore(engine).load(), ApprovalLog(engine).events()
    body = Scope(organization=asked.organization).named(inventory)
    year = asked.year or today.year
    if body is not None:
        inventory = part_of(inventory, body.code, today)
    form, corrected, strange = _corrected(inventory, events, year, today, asked.previous)
    owners = {listed.system.owner for listed in form.listed}
    letterhead = chosen_letterhead(asked.letterhead, inventory.settings)
    names = sent_by(letterhead, inventory, body.code if body else None, owners)
    if names.signed_on is not None and names.signed_on < form.last:
        raise ReportError(
            "the letterhead is signed on {signed_on}, before the day of the figures, {last}: change "
            "signed_on, or name an earlier --year",
            signed_on=names.signed_on,
            last=form.last,
        )
    to = asked.to or (Addressee.UNIT if body else Addressee.MINISTRY)
    gaps = gaps_of(form, bodies_of(form, inventory), names)
    return Made08(form, letter_of(form, inventory, names, to), gaps, corrected, strange)


def _corrected(
    inventory: Inventory, events: Sequence[ApprovalEvent], year: int, today: date, previous: Path | None
) -> tuple[Mau08Form, tuple[Corrected, ...], tuple[str, ...]]:
    form = form_of(inventory, events, year, today)
    if previous is None:
        return form, (), ()
    found, strange = corrections(form, form_of(inventory, events, year - 1, today), returned_rows(previous))
    return carried(form, found), found, strange
