"""The README says what the program does: every command and option, and nothing that isn't there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from capdo import app
from checks.registry import families
from inventory.approvals.events import EventKind

HOUSE = Path(__file__).parents[1]
README = (HOUSE / "README.md").read_text(encoding="utf-8")
SECTIONS = {
    heading.strip(): text
    for heading, text in re.findall(
        r"^### `capdo ([^`]+)`\n(.*?)(?=^##|\Z)", README, re.MULTILINE | re.DOTALL
    )
}
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line.startswith("capdo ")]
# Links and pictures of the README, those of the web left aside.
LINKS = re.findall(r"\]\((?!https?://)([^)#]+)\)", README)


def commands(command: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    """Every command that does something, with the words that name it."""
    if isinstance(command, TyperGroup):
        context = typer.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))
    elif isinstance(command, TyperCommand):
        yield path, command


COMMANDS = dict(commands(typer.main.get_command(app)))


def heading_of(path: tuple[str, ...], command: TyperCommand) -> str:
    """The words of a command and the placeholders of its arguments."""
    return " ".join((*path, *(str(argument.metavar) for argument in parameters(command, "argument"))))


def test_every_command_has_its_section_and_no_other() -> None:
    """Headings are the commands with their arguments, as --help names them."""
    assert list(SECTIONS) != []
    assert set(SECTIONS) == {heading_of(path, command) for path, command in COMMANDS.items()}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_is_described_and_no_other(path: tuple[str, ...]) -> None:
    """In the table of its command's section; --help aside, which isn't a parameter of its own."""
    command = COMMANDS[path]
    described = set(
        re.findall(r"`(--?[a-z0-9-]+)`", "\n".join(table_of(SECTIONS[heading_of(path, command)])))
    )
    assert described == {name for option in parameters(command, "option") for name in option.opts}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_choice_is_listed_and_no_other(path: tuple[str, ...]) -> None:
    """`text` `json` beside --format and so on, as the parser takes them."""
    command = COMMANDS[path]
    for row in table_of(SECTIONS[heading_of(path, command)]):
        option, *others = re.findall(r"`([^`]+)`", row.split("|")[1])
        assert [name for name in others if not name.startswith("-")] == choices(command, option), option


def choices(command: TyperCommand, option: str) -> list[str]:
    """What an option can be, as its refusal of something else tells; empty when it isn't a choice."""
    needed = ["1" for argument in parameters(command, "argument") if argument.required]
    needed += [
        word for one in parameters(command, "option") if one.required for word in (one.opts[0], "2026-01-01")
    ]
    try:
        command.make_context(command.name, [*needed, option, "none of these"])
    except typer.TyperException as refusal:
        return re.findall(r"'([^']+)'", str(refusal).partition("is not one of")[2])
    return []


def parameters(command: TyperCommand, kind: str) -> list[TyperArgument | TyperOption]:
    """A command's arguments or options."""
    found = (one for one in command.params if isinstance(one, TyperArgument | TyperOption))
    return [one for one in found if one.param_type_name == kind]


def table_of(section: str) -> list[str]:
    """The rows of a section's table that describe an option."""
    return [line for line in section.splitlines() if line.startswith("| `-")]


def test_there_are_examples() -> None:
    """Otherwise the next test would hold nothing."""
    assert len(LINES) > 10


@pytest.mark.parametrize("line", LINES)
def test_every_example_parses(line: str) -> None:
    """As typed, a redirection aside: no unknown command or option, nothing missing."""
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    path = next(tuple(words[:length]) for length in (2, 1) if tuple(words[:length]) in COMMANDS)
    COMMANDS[path].make_context(" ".join(path), words[len(path) :])


def test_the_first_commands_come_first_and_exist() -> None:
    """`make demo` and `make test`, and whatever else the README makes."""
    assert README.index("make demo") < README.index("make test") < README.index("## ")
    targets = set(re.findall(r"^([a-z-]+):", (HOUSE / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`?make ([a-z]+(?:-[a-z]+)*)\b", README)) <= targets


@pytest.mark.parametrize("link", LINKS)
def test_every_link_leads_somewhere(link: str) -> None:
    """To a file of the project."""
    assert (HOUSE / link).is_file()


def test_lists_are_complete() -> None:
    """The kinds of events and the families of checks."""
    record = SECTIONS["approval record SYSTEM EVENT"].split("| option")[0]
    assert set(re.findall(r"`([a-z-]+)`", record)) == {kind.value for kind in EventKind}
    (named,) = re.findall(r"families of checks \(`([^`]+)`\)", README.replace("\n", " "))
    assert set(named.split("; ")) == set(families())
