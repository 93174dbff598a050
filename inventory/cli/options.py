"""Options that several commands share, in every package: each described once, and a day read once."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer._click.core import ParameterSource  # typer's own copy of click, as its contexts have it
from typer._click.globals import get_current_context

from inventory.typed_days import WrongDayError, typed_day
from inventory.wording import language
from inventory.wording.language import Language
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


def _in_force(context: typer.Context, asked: Language) -> Language:
    """The language that was asked for, else that of the process, else the one that the database names."""
    if context.get_parameter_source(language.NAME) is ParameterSource.COMMANDLINE:
        return asked
    if language.settled() is None and any(one.name == "database" for one in context.command.params):
        # Imported here: a command without a database does not wait for its modules.
        from inventory.settings.stored_language import stored_language  # noqa: PLC0415

        language.store(stored_language(context.params.get("database")))
    return language.chosen()


def is_language_typed() -> bool:
    """Whether the running command was told a language by its own option."""
    context = get_current_context(silent=True)
    return context is not None and context.get_parameter_source(language.NAME) is ParameterSource.COMMANDLINE


LANGUAGE_HELP = (
    "Language of the screen and of what is written; without it CAPDO_LANG, else the database's setting"
    " language, else Vietnamese."
)
LanguageOption = Annotated[
    Language, typer.Option("--lang", help=LANGUAGE_HELP, callback=_in_force, show_default=False)
]
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
