"""The option ``--lang``, which every command takes; apart, since whoever asks for help waits for no more."""

from typing import Annotated

import typer
from typer._click.core import ParameterSource  # typer's own copy of click, as its contexts have it
from typer._click.globals import get_current_context

from inventory.wording import language
from inventory.wording.language import Language


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
