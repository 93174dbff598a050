"""Options that several commands share, in every package: each described once, and a day read once."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from inventory.cli.language_option import LanguageOption as LanguageOption  # noqa: PLC0414 - beside the others
from inventory.cli.language_option import is_language_typed as is_language_typed  # noqa: PLC0414
from inventory.typed_days import WrongDayError, typed_day
from inventory.wording.phrases import Phrase, PhrasedError


class OptionError(PhrasedError, typer.BadParameter):
    """The value of an option or argument can't be taken; which one is told by whoever shows it."""

    def __init__(self, template: str | Phrase, /, **values: object) -> None:
        said = template if isinstance(template, Phrase) else Phrase(template, **values)
        typer.BadParameter.__init__(self, str(said))
        self.phrase = said


def parse_day(text: str) -> date:
    """A day as ``typed_day`` reads it.

    Raises:
        OptionError: it is no day.

    """
    try:
        return typed_day(text)
    except WrongDayError as error:
        raise OptionError(error.phrase) from None


def day_option(name: str, meaning: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """An option that takes a day."""
    return typer.Option(name, metavar="DD/MM/YYYY", help=meaning, parser=parse_day)


DatabaseOption = Annotated[
    str | None,
    typer.Option(
        "--database",
        metavar="URL",
        help="Database; without it CAPDO_DATABASE_URL, else capdo.db in this folder.",
        show_default=False,
    ),
]
AsOfOption = Annotated[date | None, day_option("--as-of", "As on this day; else today.")]
SystemArgument = Annotated[
    str, typer.Argument(metavar="SYSTEM", help="The system: its code, its name or one of its hosts.")
]
OnlySystemsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--system",
        metavar="SYSTEM",
        help="Only this system, by its code, name or host; may be repeated.",
    ),
]
FILE_HELP = "A workbook, text, YAML or JSON, or a folder of CSV files."
InventoryFile = Annotated[Path, typer.Argument(metavar="FILE", help=FILE_HELP)]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Replace the file, though it may have been edited by hand.")
]
