"""The commands' documentation in Markdown, in both languages: ``make docs`` writes it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from checks.model import Language, Text
from reports.catalogue import wording
from reports.catalogue.command_notes import Notes, all_notes
from reports.catalogue.command_parameters import Parameter
from reports.catalogue.command_tree import CommandNode
from reports.catalogue.help_texts import translated
from reports.catalogue.markdown import GENERATED, INDEX, NAMES, both, escape, table

CODE = re.compile(r"(?<![\w-])(--[a-z][a-z0-9-]*|\$?CAPDO(?:\\_[A-Z]+)+)")
EXIT_STATUS = "Exit status:"  # how the paragraph of a help text begins that tells them


def pages(program: CommandNode) -> dict[str, str]:
    """Every page by file name: one for each command of the program, and the index."""
    found = {f"{child.path[-1]}.md": render(child) for child in program.children}
    return {INDEX: index(program), **found}


def index(program: CommandNode) -> str:
    """What holds for every command, and the table of them."""
    rows = (
        (f"[`{child.name}`]({child.path[-1]}.md)", _line(child.help[0], "vi"), _line(child.help[0], "en"))
        for child in program.children
    )
    names = table((wording.COMMAND.vi, *NAMES.values()), rows)
    general = "\n".join(line for language in NAMES for line in _general(program, language))
    return f"# Các lệnh / The commands\n\n{GENERATED}\n{names}\n{general}"


def render(command: CommandNode) -> str:
    """The page of a command and those beneath it, first in Vietnamese, then in English."""
    said = "\n".join(line for language in NAMES for line in _in_language(command, language))
    return f"# {command.name}\n\n[{both(wording.ALL_COMMANDS)}]({INDEX})\n\n{said}"


def _general(program: CommandNode, language: Language) -> Iterator[str]:
    yield f"## {NAMES[language]}\n"
    yield from _texts(all_notes()[program.name], language)
    yield from _parameters(wording.OPTIONS, program.options, language)


def _in_language(command: CommandNode, language: Language) -> Iterator[str]:
    yield f"## {NAMES[language]}\n"
    yield from _body(command, language)
    yield from _contents(command.children, language)
    for child in command.children:
        yield f"### {child.name}\n"
        yield from _body(child, language)


def _contents(children: Sequence[CommandNode], language: Language) -> Iterator[str]:
    """The commands of a group, each with a link to its section in the same language."""
    if children:
        again = "" if language == next(iter(NAMES)) else "-1"  # a heading's second anchor, as GitHub names it
        rows = (
            (f"[`{child.name}`](#{child.name.replace(' ', '-')}{again})", _line(child.help[0], language))
            for child in children
        )
        yield table((wording.COMMAND.to(language), wording.MEANING.to(language)), rows)


def _body(command: CommandNode, language: Language) -> Iterator[str]:
    """Paragraphs and tables, each with the empty line that follows it."""
    notes = all_notes().get(command.name, Notes())
    said = [text for text in command.help if not text.startswith(EXIT_STATUS)]
    statuses = [_line(text, language) for text in command.help if text.startswith(EXIT_STATUS)]
    yield from (f"{_line(text, language)}\n" for text in said)
    yield f"```sh\n{command.usage}\n```\n"
    yield from _parameters(wording.ARGUMENTS, command.arguments, language)
    yield from _parameters(wording.OPTIONS, command.options, language)
    yield from _texts(notes, language)
    if notes.examples:
        yield f"{wording.EXAMPLES.to(language)}:\n\n```sh\n{notes.examples.strip()}\n```\n"
    if not command.children:
        yield from (f"{text}\n" for text in statuses or [wording.STATUSES.to(language)])


def _parameters(title: Text, parameters: Sequence[Parameter], language: Language) -> Iterator[str]:
    if parameters:
        rows = ((_name(one), _meaning(one, language)) for one in parameters)
        yield table((title.to(language), wording.MEANING.to(language)), rows)


def _name(one: Parameter) -> str:
    return " ".join(
        (", ".join(f"`{name}`" for name in one.names), *([f"`{one.value}`"] if one.value else []))
    )


def _meaning(one: Parameter, language: Language) -> str:
    """The help text, then what may be given and what is assumed."""
    facts = "; ".join(_facts(one, language))
    required = f"**{wording.REQUIRED.to(language)}.**" if one.required else ""
    added = f"{facts[:1].upper()}{facts[1:]}." if facts else ""
    return " ".join(text for text in (_line(one.help, language), added, required) if text)


def _facts(one: Parameter, language: Language) -> Iterator[str]:
    least, most = one.limits
    if one.choices:
        yield f"{wording.CHOICES.to(language)} {_codes(one.choices)}"
    if least is not None:
        yield f"{wording.AT_LEAST.to(language)} {least}"
    if most is not None:
        yield f"{wording.AT_MOST.to(language)} {most}"
    if one.default:
        yield f"{wording.DEFAULT.to(language)} `{one.default}`"


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _texts(notes: Notes, language: Language) -> Iterator[str]:
    return (f"{text.to(language).strip()}\n" for text in notes.texts)


def _line(english: str, language: Language) -> str:
    """A help text as Markdown: nothing in it is markup, and options and variables are code."""
    text = escape(translated(english, language))
    return CODE.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    literal = found[0].replace("\\", "")
    return f"`{literal}`"
