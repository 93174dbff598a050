"""The help of commands in the language of the process, and the option ``--lang`` that each of them takes."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

import typer
from typer._click.core import Command, Context, Parameter  # typer's own copy, as its signatures have it
from typer._click.formatting import HelpFormatter
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from inventory.cli.options import LanguageOption
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


class SpokenCommand(TyperCommand):
    """A command whose help is in the language of the process."""

    context_class = SpokenContext

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """``--help``, told in that language."""
        return _told(super().get_help_option(ctx))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """As Typer does, with the words of its screen in that language."""
        with _labels():
            super().format_help(ctx, formatter)


class SpokenGroup(TyperGroup):
    """A group whose help is in the language of the process."""

    context_class = SpokenContext

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """``--help``, told in that language."""
        return _told(super().get_help_option(ctx))

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """As Typer does, with the words of its screen in that language."""
        with _labels():
            super().format_help(ctx, formatter)


def say_in_its_language(command: Said) -> Said:
    """The command with ``--lang``, and with its texts in the language of the process."""
    if all(parameter.name != NAME for parameter in command.params):
        command.params.append(_language_option())
    if chosen() == "vi":
        command.help = _in_vietnamese(command.help)
        command.options_metavar = OPTIONS
        for parameter in command.params:
            _say(parameter)
        if isinstance(command, TyperGroup):
            command.subcommand_metavar = COMMAND
    return command


def _language_option() -> Parameter:
    """For commands that say nothing in either language themselves; their errors and help do."""
    mounted = typer.Typer(add_completion=False)

    @mounted.command()
    def _only(lang: LanguageOption = "vi") -> None:
        """Nothing but the option."""

    option = next(one for one in typer.main.get_command(mounted).params if one.name == NAME)
    option.expose_value = False
    return option


def _say(parameter: Parameter) -> None:
    if isinstance(parameter, TyperArgument | TyperOption):
        parameter.help = _in_vietnamese(parameter.help)


def _told(option: TyperOption | None) -> TyperOption | None:
    if option is not None and chosen() == "vi":
        _say(option)
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
