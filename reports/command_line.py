"""Commands from a table: imported when they are called, told and completed without that.

So an audit does not wait for the database's modules, nor a list of commands or a completion for any.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import ClassVar, NamedTuple

import typer
from typer._click.core import Command, Context  # typer's own copy of click, as its signatures have it
from typer._click.formatting import HelpFormatter
from typer._click.shell_completion import CompletionItem
from typer.core import TyperGroup

from inventory.safe_text import visible
from inventory.wording.phrases import PhrasedError
from inventory.words import suggestion
from reports.help_screen import SpokenCommand, SpokenGroup, with_language


class Entry(NamedTuple):
    """Where a command lives, its help line, and those of the commands below it.

    ``elsewhere``: those below it that live in another place than it does, for one may show what it may not
    import: after its own, each by its place.
    """

    place: str
    line: str
    below: Mapping[str, str] = {}
    elsewhere: Mapping[str, str] = {}


class UnknownCommandError(PhrasedError):
    """There is no such command; says which may have been meant, and what tells them all."""


class Group(SpokenGroup):
    """Commands by name; one that is mistyped is told in one line, with what was probably meant."""

    elsewhere: Mapping[str, str] = {}  # as of ``Entry``

    def list_commands(self, ctx: Context) -> list[str]:
        """Its own, then those from elsewhere."""
        return [*(name for name in super().list_commands(ctx) if name not in self.elsewhere), *self.elsewhere]

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command of a name, or None."""
        if cmd_name in self.elsewhere and cmd_name not in self.commands:
            self.commands[cmd_name] = _loaded(cmd_name, Entry(self.elsewhere[cmd_name], ""))
        command = super().get_command(ctx, cmd_name)
        return with_language(command) if command else None

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """All of them, those from elsewhere too."""
        for name in self.elsewhere:
            self.get_command(ctx, name)
        super().format_help(ctx, formatter)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is called, and what is left to it.

        Raises:
            UnknownCommandError: there is none of that name.

        """
        names, typed = self.list_commands(ctx), args[0]
        if typed in names or typed.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise UnknownCommandError(
            "there is no command `{above} {typed}`{hint} (`{above} --help` lists them)",
            above=ctx.command_path,
            typed=visible(typed),
            hint=suggestion(typed, names),
        )


class TableGroup(Group):
    """The commands of a table, in its order."""

    table: ClassVar[Mapping[str, Entry]]

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order of the table."""
        return list(self.table)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - click's signature
        """The command of a name, or None."""
        return _loaded(cmd_name, self.table[cmd_name]) if cmd_name in self.table else None

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """As every group; while a line is completed, a list is enough for the names below a command."""
        below = self.table[args[0]].below if args[0] in self.table else {}
        if ctx.resilient_parsing and below and not args[1:]:
            return args[0], _listing(args[0], below), []
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The help lines of the table."""
        self._listing().format_help(ctx, formatter)

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """The names of the table that begin so, or the options."""
        listing = self._listing()
        return listing.shell_complete(Context(listing, parent=ctx, resilient_parsing=True), incomplete)

    def _listing(self) -> TyperGroup:
        listing = _listing(self.name, {name: entry.line for name, entry in self.table.items()})
        listing.help, listing.params = self.help, self.params
        return listing


def _listing(name: str | None, lines: Mapping[str, str]) -> TyperGroup:
    """A group that can tell its commands, and not call them."""
    return SpokenGroup(name=name, commands=[SpokenCommand(below, help=line) for below, line in lines.items()])


def _loaded(name: str, entry: Entry) -> Command:
    module, _, attribute = entry.place.partition(":")
    implementation: typer.Typer | Callable[..., None] = getattr(import_module(module), attribute)
    mounted = typer.Typer(add_completion=False)
    if isinstance(implementation, typer.Typer):
        for below in implementation.registered_commands:
            below.cls = SpokenCommand
        own = implementation.info.cls  # a placeholder where the application names none
        is_group = isinstance(own, type) and issubclass(own, Group)
        mounted.add_typer(implementation, name=name, cls=own if is_group else Group)
    else:
        mounted.command(name, cls=SpokenCommand)(implementation)
    command = with_language(typer.main.get_group(mounted).commands[name])
    if isinstance(command, Group):
        command.elsewhere = entry.elsewhere
    return command
