"""``capdo scan diff``. It shows what ``scanner.differences`` finds; ``capdo.py`` hangs it below ``scan``.

Each form is imported when it is asked for, so that nobody waits for the others.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.database.reading_only import opened_for_reading
from inventory.database.transactions import reading
from inventory.safe_text import json_text
from reports.differences.gathering import Shown, shown
from reports.files import require_writable, write_text
from reports.options import ActingOption
from reports.text.locale import Locale, load


class DiffForm(StrEnum):
    """How differences are shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def diff(
    first: Annotated[
        str | None,
        typer.Argument(
            metavar="A",
            help="A run's number, or a day as YYYY-MM-DD; default: the last two looks at each endpoint.",
        ),
    ] = None,
    last: Annotated[
        str | None, typer.Argument(metavar="B", help="The later run or day; default: all that is known.")
    ] = None,
    system: Annotated[
        list[str] | None, typer.Option("--system", metavar="CODE", help="Only this system; may be repeated.")
    ] = None,
    acting: ActingOption = None,
    form: Annotated[DiffForm, typer.Option("--format", help="Form of the output.")] = DiffForm.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write it; default: here.")
    ] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Show what changed between two runs or days: new, fixed, worse, no longer tested.

    What stood at one is held against what stood at the other: a look that could not look fixes nothing.
    """
    if output is not None:
        require_writable(output)
    ends = [end for end in (first, last) if end is not None]
    with opened_for_reading(database) as engine, reading(engine) as connection:
        told = shown(connection, ends, system or [], acting)
    if form is DiffForm.TEXT and output is None:
        from reports.differences.text import print_diff  # noqa: PLC0415 - see above

        print_diff(told, load(lang))
        return
    text = _rendered(told, form, load(lang))
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)


def _rendered(told: Shown, form: DiffForm, locale: Locale) -> str:
    match form:
        case DiffForm.JSON:
            from reports.differences.document import diff_document  # noqa: PLC0415 - see above

            return json_text(diff_document(told.comparison, locale.language))
        case DiffForm.HTML:
            from reports.differences.page import diff_page  # noqa: PLC0415 - see above

            return diff_page(told, locale)
        case DiffForm.TEXT:
            from reports.differences.text import plain_diff  # noqa: PLC0415 - see above

            return plain_diff(told, locale)
