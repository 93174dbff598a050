"""``capdo paper template`` and ``variables``: what people need to write a form of their own."""

from collections.abc import Mapping
from typing import Annotated

import typer

from inventory.cli.listing.forms import ListFormOption, Listing, print_listing
from inventory.cli.options import DatabaseOption, ForceOption, LanguageOption
from inventory.files.writing import keep_edited
from inventory.model import Language, Text
from reports.files import require_writable, write_bytes
from reports.options import LetterheadOption
from reports.papers.form import DOSSIER, load_form, meanings, numbered
from reports.papers.gathering import gathered
from reports.papers.options import ListedOption, PaperFileOption, SystemsArgument
from reports.papers.values import VariableValue, variables_of

NumberArgument = Annotated[
    str, typer.Argument(metavar="NN", help="The number of the form, 01 to 07; or dossier.")
]
TITLE = Text(vi="Các biến của Mẫu số {number}", en="The variables of form {number}")
COLUMNS = (
    Text(vi="Biến", en="Variable"),
    Text(vi="Giá trị hôm nay", en="Value today"),
    Text(vi="Ý nghĩa", en="Meaning"),
)
ANSWERS = {True: Text(vi="có", en="yes"), False: Text(vi="không", en="no")}


def template(
    number: NumberArgument,
    *,
    output: PaperFileOption,
    force: ForceOption = False,
) -> None:
    """Write the shipped template of a form, to edit in Word and to give to --template.

    Its tags are docxtpl's: {{ name }} is a variable; {%p if … %} and {%p for … %} steer whole paragraphs,
    {%tr for … %} rows of a table.
    """
    from reports.papers.word.template import template_of  # noqa: PLC0415 - python-docx is slow to import

    form = load_form(_form(number))
    keep_edited(output, force=force)
    require_writable(output)
    write_bytes(output, template_of(form.number))


def variables(
    number: NumberArgument,
    systems: SystemsArgument = None,
    *,
    letterhead: LetterheadOption = None,
    national_list: ListedOption = False,
    form_of_output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """List the variables of a form, with what they are today for these systems."""
    form, values = load_form(_form(number)), {}
    if systems:
        case = gathered(
            systems, form.rules, letterhead=letterhead, is_listed=national_list, database=database
        )
        values = dict(variables_of(case, form).values)
    listing = Listing(
        title=TITLE.to(lang).format(number=form.number),
        headings=[column.to(lang) for column in COLUMNS],
        rows=[(name, _shown(values.get(name), lang), text.to(lang)) for name, text in meanings().items()],
        document=lambda: [_object(name, text, values) for name, text in meanings().items()],
    )
    print_listing(listing, form_of_output)


def _form(typed: str) -> str:
    return DOSSIER if typed == DOSSIER else numbered(typed)


def _object(name: str, text: Text, values: Mapping[str, VariableValue]) -> dict[str, object]:
    return {"name": name, "value": values.get(name), "meaning": text.model_dump()}


def _shown(value: VariableValue | None, language: Language) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return ANSWERS[value].to(language)
    return "; ".join(item if isinstance(item, str) else " | ".join(item.values()) for item in value)
