"""The README is short and true: its commands run, its links lead somewhere, its lists are complete."""

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from capdo import app
from checks.model import Outcome, Reason
from checks.registry import families
from inventory.targets.plan import plan_names
from reports.catalogue.command_tree import CommandNode, program
from tests.cli.conftest import Here, here
from tests.markdown_links import broken_links

__all__ = ["here"]

HOUSE = Path(__file__).parents[1]
PAGE = HOUSE / "README.md"
README = PAGE.read_text(encoding="utf-8")
FLOWING = README.replace("\n", " ")
LONGEST = 250  # lines

BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[list[str]]:
    """The arguments of each command of ours in a page's blocks."""
    lines = (line for block in BLOCK.findall(page) for line in block.splitlines())
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("capdo ")]


FIVE_MINUTES = commands(README)
WITH_WORKERS = commands((HOUSE / "docs" / "scale.md").read_text(encoding="utf-8"))
NOT_RUN = (
    ["doctor"],
    ["scan", "run"],
    ["schedule", "run", "--once"],
)  # what they say is this machine's, or the network's


TREE = program(get_command(app))


def test_it_is_read_in_a_few_minutes() -> None:
    """What is longer stands in docs."""
    assert README.count("\n") <= LONGEST


def test_the_first_commands_come_first_and_exist() -> None:
    """`make demo` and `make test`, and whatever else the README makes."""
    assert README.index("make demo") < README.index("make test") < README.index("## ")
    targets = set(
        re.findall(r"^([a-z0-9-]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(re.findall(r"`?make ([a-z]+(?:-[a-z0-9]+)*)\b", README)) <= targets


def test_every_link_leads_somewhere() -> None:
    """To a file of the project, and to a heading that its page has."""
    assert broken_links(PAGE) == []


def test_every_command_is_named_and_leads_to_its_page() -> None:
    """In the program's order, each with the commands beneath it."""
    rows = re.findall(
        r"^\| \[`capdo ([a-z]+)`\]\(docs/commands/([a-z]+)\.md\) \| (.+) \|$", README, re.MULTILINE
    )
    assert (
        [name for name, _, _ in rows]
        == [page for _, page, _ in rows]
        == [one.path[-1] for one in TREE.children]
    )
    for node, (_, _, told) in zip(TREE.children, rows, strict=True):
        missing = [one.name for one in node.children if not re.search(rf"\b{one.path[-1]}\b", told)]
        assert not missing


def test_the_five_minutes_run(here: Here, tmp_path: Path) -> None:
    """As typed, in an empty folder; the sample stands for what somebody fills in, and nothing is scanned."""
    assert [words for words in NOT_RUN if words not in FIVE_MINUTES] == []
    for words in FIVE_MINUTES:
        if words in NOT_RUN:
            continue
        ended = here(*words)
        assert ended.status == 0, f"{words}: {ended.errors}"
        if words[:2] == ["inventory", "template"]:
            fill_in(here, tmp_path / words[-1])
    written = [words[-1] for words in FIVE_MINUTES if words[0] == "report"]
    assert [name for name in written if not (tmp_path / name).stat().st_size] == []


def fill_in(here: Here, workbook: Path) -> None:
    """The sample inventory in the template's place."""
    other = f"sqlite:///{workbook.with_suffix('.db')}"
    workbook.unlink()
    for words in (["import", "--sample"], ["export", "--output", workbook.name]):
        assert here("inventory", *words, "--database", other).status == 0


@pytest.mark.parametrize("words", [*FIVE_MINUTES, *WITH_WORKERS], ids=" ".join)
def test_every_command_of_the_five_minutes_parses(words: list[str]) -> None:
    """Those that are not run too."""
    node = TREE
    while node.children:
        node = named(node, words[len(node.path) - 1])
    node.command.make_context(node.name, words[len(node.path) - 1 :])


def named(group: CommandNode, name: str) -> CommandNode:
    """The command of a name in a group."""
    return next(child for child in group.children if child.path[-1] == name)


def test_lists_are_complete() -> None:
    """The families of checks, the outcomes, the reasons for not testing, the plans."""
    (named,) = re.findall(r"families of checks \(`([^`]+)`\)", FLOWING)
    assert set(named.split("; ")) == set(families())
    (section,) = re.findall(r"^## What “not tested” means\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    told = set(re.findall(r"`([a-z_0-9]+)`", section))
    assert {*map(str, Outcome), *map(str, Reason)} <= told
    assert [name for name in plan_names() if name not in README] == []


def test_the_number_of_checks_is_nobodys_to_keep() -> None:
    """Adding a check needs no edit here."""
    assert re.findall(r"\b\d+ checks\b", README) == []
