"""The program's commands as data: what each is called, says of itself, takes and assumes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from typer import Context
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from reports.catalogue.command_parameters import Parameter, argument, option, paragraphs

HELP = "help"  # the parameter that every command has


@dataclass(frozen=True)
class CommandNode:
    """A command, or a group of them; ``path``: the words that name it."""

    path: tuple[str, ...]
    command: TyperGroup | TyperCommand

    @property
    def name(self) -> str:
        """As it is typed."""
        return " ".join(self.path)

    @cached_property
    def help(self) -> tuple[str, ...]:
        """Its help text by paragraph, in English."""
        return paragraphs(self.command.help or "")

    @cached_property
    def children(self) -> tuple["CommandNode", ...]:
        """The commands of a group, in its order."""
        if not isinstance(self.command, TyperGroup):
            return ()
        context = Context(self.command)
        found = (
            (name, self.command.get_command(context, name)) for name in self.command.list_commands(context)
        )
        return tuple(
            CommandNode((*self.path, name), command)
            for name, command in found
            if isinstance(command, TyperGroup | TyperCommand) and not command.hidden
        )

    @cached_property
    def arguments(self) -> tuple[Parameter, ...]:
        """What it is given by place."""
        return tuple(argument(one) for one in self._parameters() if isinstance(one, TyperArgument))

    @cached_property
    def options(self) -> tuple[Parameter, ...]:
        """What it is given by name, ``--help`` aside."""
        declared = (one for one in self._parameters() if isinstance(one, TyperOption))
        return tuple(option(one) for one in declared if one.name != HELP)

    @property
    def usage(self) -> str:
        """How it is called."""
        ends = ("COMMAND …",) if self.children else (_placed(one) for one in self.arguments)
        return " ".join((*self.path, *(["[OPTIONS]"] if self.options else []), *ends))

    def help_texts(self) -> Iterator[str]:
        """Every help text of it and of all beneath it, in English, with those of ``--help``."""
        yield from self.help
        yield from (text for one in self._parameters() for text in paragraphs(one.help or ""))
        for child in self.children:
            yield from child.help_texts()

    def _parameters(self) -> Iterator[TyperArgument | TyperOption]:
        for parameter in self.command.get_params(Context(self.command)):
            if isinstance(parameter, TyperArgument | TyperOption) and not parameter.hidden:
                yield parameter


def program(root: object) -> CommandNode:
    """The whole program, from its outermost group.

    Raises:
        TypeError: it is no group of commands.

    """
    if not isinstance(root, TyperGroup):
        raise TypeError(f"{root!r} is no group of commands")
    return CommandNode((str(root.name),), root)


def _placed(one: Parameter) -> str:
    (name,) = one.names
    return name if one.required else f"[{name}]"
