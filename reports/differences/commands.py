"""``capdo scan diff``. It shows what ``scanner.differences`` finds; ``capdo.py`` hangs it below ``scan``.

Each form is imported when it is asked for, so that nobody waits for the others.
"""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import DatabaseOption, LanguageOption, OnlySystemsOption
from inventory.database.reading_only import opened_for_reading
from inventory.database.transactions import reading
from inventory.naming.matching import ItemKind
from inventory.naming.stored import item_code
from inventory.safe_text import json_text
from inventory.settings.vantage import vantage_name
from reports.differences.gathering import Shown, shown
from reports.files import require_writable, write_text
from reports.options import ActingOption
from reports.text.locale import Locale, load
from reports.vantages.gathering import VantagesShown, vantages_shown
from scanner.errors import ScannerError

TWO = 2


DiffVantageOption = Annotated[
    list[str] | None,
    typer.Option(
        "--vantage",
        metavar="NAME",
        help="As this vantage sees it, else the main one; of two, what they see otherwise today.",
    ),
]


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
            help="A run's number, or a day as DD/MM/YYYY; default: the last two looks at each endpoint.",
        ),
    ] = None,
    last: Annotated[
        str | None, typer.Argument(metavar="B", help="The later run or day; default: all that is known.")
    ] = None,
    system: OnlySystemsOption = None,
    acting: ActingOption = None,
    vantage: DiffVantageOption = None,
    form: Annotated[DiffForm, typer.Option("--format", help="Form of the output.")] = DiffForm.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write it; default: here.")
    ] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Show what changed between two runs or days: new, fixed, worse, no longer tested.

    What stood at one is held against what stood at the other: a look that could not look fixes nothing.

    With --vantage twice: endpoints reachable from one vantage alone, what fails from one alone, ports open to
    one alone; what one could not tell is told apart.
    """
    if output is not None:
        require_writable(output)
    ends = [end for end in (first, last) if end is not None]
    seen_from = [vantage_name(name) for name in vantage or []]
    _refuse_more(seen_from, ends)
    with opened_for_reading(database) as engine, reading(engine) as connection:
        told: Shown | VantagesShown
        codes = [item_code(connection, name, ItemKind.SYSTEM, "--system") for name in system or ()]
        if len(seen_from) == TWO:
            told = vantages_shown(connection, (seen_from[0], seen_from[1]), codes)
        else:
            told = shown(connection, ends, codes, acting, vantage=next(iter(seen_from), None))
    if form is DiffForm.TEXT and output is None:
        _print(told, load(lang))
        return
    text = _rendered(told, form, load(lang))
    if output is None:
        sys.stdout.write(text)
    else:
        write_text(output, text)


def _refuse_more(vantages: Sequence[str], ends: Sequence[str]) -> None:
    if len(vantages) > TWO:
        raise ScannerError("--vantage: name one, or two that are to be compared")
    if len(vantages) == TWO and ends:
        raise ScannerError("two vantages are compared as they see things today: name no run and no day")


def _print(told: Shown | VantagesShown, locale: Locale) -> None:
    if isinstance(told, Shown):
        from reports.differences.text import print_diff  # noqa: PLC0415 - see above

        print_diff(told, locale)
        return
    from reports.vantages.text import print_vantages  # noqa: PLC0415 - see above

    print_vantages(told, locale)


def _rendered(told: Shown | VantagesShown, form: DiffForm, locale: Locale) -> str:
    return (
        _of_vantages(told, form, locale) if isinstance(told, VantagesShown) else _of_time(told, form, locale)
    )


def _of_vantages(told: VantagesShown, form: DiffForm, locale: Locale) -> str:
    match form:
        case DiffForm.JSON:
            from reports.vantages.document import vantages_document  # noqa: PLC0415 - see above

            return json_text(vantages_document(told.told, locale.language))
        case DiffForm.HTML:
            from reports.vantages.page import vantages_page  # noqa: PLC0415 - see above

            return vantages_page(told, locale)
        case DiffForm.TEXT:
            from reports.vantages.text import plain_vantages  # noqa: PLC0415 - see above

            return plain_vantages(told, locale)


def _of_time(told: Shown, form: DiffForm, locale: Locale) -> str:
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
