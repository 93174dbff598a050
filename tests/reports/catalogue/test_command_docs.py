"""The generated documentation of the commands, and the notes that it holds beyond ``--help``."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer import TyperException

from checks import profile
from reports.catalogue.command_docs import pages, render
from reports.catalogue.command_notes import all_notes
from reports.catalogue.command_tree import CommandNode

DOCS = Path(__file__).parents[3] / "docs" / "commands"


def commands(node: CommandNode) -> Iterator[CommandNode]:
    """A command and all beneath it."""
    yield node
    for child in node.children:
        yield from commands(child)


def by_name(tree: CommandNode) -> dict[str, CommandNode]:
    """Every command by the words that name it."""
    return {node.name: node for node in commands(tree)}


def test_the_documentation_is_up_to_date(tree: CommandNode) -> None:
    """``make docs`` was run after the last change of a command or its help."""
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    made = pages(tree)
    assert sorted(written) == sorted(made), "run `make docs`"
    stale = [name for name, text in made.items() if written[name] != text]
    assert not stale, f"run `make docs`: {', '.join(stale)}"


def test_the_terminal_does_not_show_in_the_pages(tree: CommandNode, monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrow one without colours, and another database in the environment, give the same pages."""
    before = pages(tree)
    for name, value in {"COLUMNS": "40", "TERM": "dumb", "CAPDO_DATABASE_URL": "sqlite:///x.db"}.items():
        monkeypatch.setenv(name, value)
    assert pages(tree) == before


def test_every_command_says_everything_in_both_languages(tree: CommandNode) -> None:
    """Its usage, its options with their choices, and how it ends: once in each language."""
    for top in tree.children:
        page = render(top)
        for node in commands(top):
            assert len(re.findall(f"^{re.escape(node.usage)}$", page, re.MULTILINE)) == 2, node.name
            for name in (name for one in (*node.arguments, *node.options) for name in one.names):
                assert page.count(f"`{name}`") >= 2, f"{node.name} {name}"
        ends = sum(not node.children for node in commands(top))
        assert page.count("\nMã thoát: ") == page.count("\nExit status: ") == ends


@pytest.mark.parametrize(
    ("command", "row"),
    [
        ("audit", "| `--http-port` `N` | Port of plain HTTP. At least 1; at most 65535; default `80`. |"),
        ("audit", "| `TARGET…` | host, host:port, URL or address. **Required.** |"),
        ("audit", "findings this severe or worse. One of `info`, `low`, `medium`, `high`, `critical`. |"),
        ("demo", "| `--output` `DIR` | Where to write. Default `capdo-demo`. |"),
        ("inventory", "| `--output`, `-o` `FILE` | The XLSX file to write. **Required.** |"),
        ("scan", "capdo scan resume [OPTIONS] [RUN]"),
    ],
)
def test_what_the_parser_takes_is_told(tree: CommandNode, command: str, row: str) -> None:
    """Values, choices, limits, defaults, and what can't be left out."""
    assert row in pages(tree)[f"{command}.md"]


def test_options_are_code_and_nothing_else_is_markup(tree: CommandNode) -> None:
    """In the sentences of the help."""
    page = pages(tree)["approval.md"]
    assert "`--corrects` NUMBER" in page
    assert "CAPDO_DATABASE_URL`" in pages(tree)["audit.md"]


def test_links_within_a_page_lead_to_its_sections(tree: CommandNode) -> None:
    """The first section of a name in Vietnamese, the second in English."""
    for name, page in pages(tree).items():
        headings = re.findall(r"^#+ (capdo .+)$", page, re.MULTILINE)
        for anchor in re.findall(r"\]\(#([^)]+)\)", page):
            assert headings.count(anchor.removesuffix("-1").replace("-", " ")) == 2, f"{name}: #{anchor}"


def test_links_to_files_lead_somewhere(tree: CommandNode) -> None:
    """Seen from the folder of the pages."""
    links = {link for page in pages(tree).values() for link in re.findall(r"\]\(([^)#:]+)\)", page)}
    assert links
    assert not [link for link in links if not (DOCS / link).is_file()]


def test_every_note_is_of_a_command(tree: CommandNode) -> None:
    """A command that was renamed takes its notes along."""
    assert set(all_notes()) <= set(by_name(tree))


def test_every_example_parses(tree: CommandNode) -> None:
    """As typed, a redirection aside: no unknown command or option, nothing missing."""
    named = by_name(tree)
    lines = [line for notes in all_notes().values() for line in notes.examples.strip().splitlines()]
    assert lines
    for line in lines:
        words = shlex.split(line.partition(" > ")[0])
        length = next(length for length in (3, 2) if " ".join(words[:length]) in named)
        node = named[" ".join(words[:length])]
        try:
            node.command.make_context(node.name, words[length:])
        except TyperException as refusal:
            pytest.fail(f"{line}: {refusal}")


def test_the_help_names_every_profile(tree: CommandNode) -> None:
    """Of ``--profile``, by the name that it is given."""
    (told,) = [one.help for one in by_name(tree)["capdo audit"].options if "--profile" in one.names]
    assert [name for name in profile.names() if name not in told] == []
