"""The whole form as a letter: head, three parts, signature and annexes."""

from collections.abc import Iterator
from enum import StrEnum

from inventory.files.mau08.form import HEADINGS, Field
from inventory.law.ruleset import RuleSet, in_force, rulesets
from inventory.model import Inventory
from inventory.requirements.log import SelfAssessmentsOn
from inventory.settings.letterhead import BLANK, Letterhead
from reports.official.dates import long_date
from reports.official.document import Landscape, Letter, Paragraph, Table, TableColumn
from reports.official.heading import heading_of, letter_number, recipients_of, signature_of, signed_day
from reports.official.mau08.annexes import annexes_of
from reports.official.mau08.bodies import NamedBodies, bodies_of, body_lines
from reports.official.mau08.rows import Mau08Form
from reports.official.mau08.totals import total_lines, totals_of
from reports.official.mau08.wording import words
from reports.official.running_text import in_sentence

WIDTHS = (11, 40, 28, 28, 13, 20, 28, 26, 18, 19, 18, 18)  # millimetres
CENTRED = frozenset(HEADINGS) - {Field.NAME, Field.OWNER, Field.OPERATOR}


class Addressee(StrEnum):
    """To whom the form goes: keys of the rule sets' authorities."""

    UNIT = "specialised-unit"  # from who operates systems, or from a body below the owner
    MINISTRY = "ministry"  # from the owner


def letter_of(
    form: Mau08Form,
    inventory: Inventory,
    letterhead: Letterhead,
    to: Addressee,
    assessed: SelfAssessmentsOn | None = None,
) -> Letter:
    """Pure; the names are those of ``sent_by``."""
    ruleset, named = in_force(rulesets(), form.last), bodies_of(form, inventory)
    number = letter_number(letterhead)
    reference = (
        f"Công văn số {number} {signed_day(letterhead, form.year)} của {_issuer(letterhead, inventory)}"
    )
    return Letter(
        heading=heading_of(letterhead, number, form.year, words().subject),
        addressees=_addressees(to, named, ruleset, form),
        body=tuple(_body(form, named, _issuer(letterhead, inventory))),
        recipients=recipients_of(letterhead),
        signature=signature_of(letterhead),
        annexes=annexes_of(form, ruleset, reference, assessed) if words().holds(form.last) else (),
    )


def table_of(form: Mau08Form) -> Table:
    """Part 3, with the numbers of its columns below their headings."""
    columns = tuple(
        TableColumn(heading, width, "center" if field in CENTRED else "left")
        for (field, heading), width in zip(HEADINGS.items(), WIDTHS, strict=True)
    )
    return Table(columns, form.rows, is_numbered=True)


def opening(form: Mau08Form, issuer: str) -> str:
    """What the letter begins with."""
    first, last = (long_date(day, day.year) for day in (form.first, form.last))
    basis = f"{words().basis}, " if words().holds(form.last) else ""
    return f"{basis}{issuer} báo cáo {words().subject} (số liệu từ {first} đến {last}) như sau:"


def _body(form: Mau08Form, named: NamedBodies, issuer: str) -> Iterator[Paragraph | Table | Landscape]:
    told = words()
    yield Paragraph(opening(form, issuer))
    yield Paragraph(told.general.title, "heading")
    yield from map(Paragraph, total_lines(totals_of(form)))
    yield Paragraph(told.bodies.title, "heading")
    yield from map(Paragraph, body_lines(named))
    yield Landscape()
    yield Paragraph(told.systems.title, "heading")
    yield table_of(form)


def _addressees(
    to: Addressee, named: NamedBodies, ruleset: RuleSet | None, form: Mau08Form
) -> tuple[str, ...]:
    """The owner's specialised units by name, where they are known; else the role."""
    if to is Addressee.UNIT and named.units:
        return tuple(body.name for body in named.units)
    return (ruleset.authority(to, form.last).title.vi if ruleset else BLANK,)


def _issuer(letterhead: Letterhead, inventory: Inventory) -> str:
    return in_sentence(letterhead.issuer, (body.name for body in inventory.organizations))
