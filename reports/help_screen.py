"""The help of commands in the language of the process, and the option ``--lang`` that each of them takes."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import typer
from typer._click.core import Command, Context, Parameter  # typer's own copy, as its signatures have it
from typer._click.formatting import HelpFormatter
from typer._click.shell_completion import CompletionItem
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from inventory.cli.language_option import LanguageOption
from inventory.wording.language import NAME, chosen
from reports.catalogue.command_parameters import paragraphs
from reports.catalogue.help_texts import translated

# The words of Typer's own screen, by the name of each in typer.rich_utils, which are read when help is shown.
LABELS: Mapping[str, str] = {
    "DEFAULT_STRING": "[mặc định: {}]",
    "ENVVAR_STRING": "[biến môi trường: {}]",
    "REQUIRED_LONG_STRING": "[bắt buộc]",
    "ARGUMENTS_PANEL_TITLE": "Đối số",
    "OPTIONS_PANEL_TITLE": "Tùy chọn",
    "COMMANDS_PANEL_TITLE": "Các lệnh",
}
USAGE = "Cách dùng: "
OPTIONS = "[TÙY CHỌN]"
COMMAND = "LỆNH [ĐỐI SỐ]..."
Said = TypeVar("Said", bound=Command)


class UsageFormatter(HelpFormatter):
    """Begins the line of the usage in the language of the process."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """As click does, which has but the English word."""
        super().write_usage(prog, args, USAGE if prefix is None and chosen() == "vi" else prefix)


class SpokenContext(Context):
    """Of commands whose help is in the language of the process."""

    formatter_class = UsageFormatter


class InLanguage(Command):
    """A command or group whose help is in the language of the process; until shown its texts are English."""

    context_class = SpokenContext

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """As Typer does, with its texts and the words of its screen in that language."""
        _say(self, self.get_params(ctx))
        with _labels():
            super().format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Its line where a shell completes its name."""
        return translated(super().get_short_help_str(limit), chosen())

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """With the help of its options in that language."""
        _say(self, self.get_params(ctx))
        return super().shell_complete(ctx, incomplete)


class SpokenCommand(InLanguage, TyperCommand):
    """A command whose help is in the language of the process."""


class SpokenGroup(InLanguage, TyperGroup):
    """A group whose help is in the language of the process."""


def with_language(command: Said) -> Said:
    """The command with ``--lang``, which every command takes."""
    if all(parameter.name != NAME for parameter in command.params):
        command.params.append(_language_option())
    return command


def _say(command: Command, parameters: Iterable[Parameter]) -> None:
    if chosen() != "vi":
        return
    command.help = _in_vietnamese(command.help)
    command.options_metavar = OPTIONS
    for parameter in parameters:
        if isinstance(parameter, TyperArgument | TyperOption):
            parameter.help = _in_vietnamese(parameter.help)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = COMMAND
        for below in command.commands.values():
            below.help = _in_vietnamese(below.help)


def _language_option() -> Parameter:
    """For commands that say nothing in either language themselves; their errors and help do."""
    mounted = typer.Typer(add_completion=False)

    @mounted.command()
    def _only(lang: LanguageOption = "vi") -> None:
        """Nothing but the option."""

    option = next(one for one in typer.main.get_command(mounted).params if one.name == NAME)
    option.expose_value = False
    return option


def _in_vietnamese(text: str | None) -> str | None:
    return None if text is None else "\n\n".join(translated(one, "vi") for one in paragraphs(text))


@contextmanager
def _labels() -> Iterator[None]:
    # Imported here: Rich, which draws the screen, is not waited for by whoever asks for none.
    from typer import rich_utils  # noqa: PLC0415

    kept = {name: getattr(rich_utils, name) for name in LABELS}
    vars(rich_utils).update(LABELS if chosen() == "vi" else {})
    try:
        yield
    finally:
        vars(rich_utils).update(kept)
