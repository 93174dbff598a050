"""The newcomer's page names files that exist, so that it is right after a file has moved."""

import re
from pathlib import Path

import pytest

from tests.markdown_links import broken_links

HOUSE = Path(__file__).parents[1]
PAGE = HOUSE / "docs" / "contributing.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROOTS = "checks|inventory|scanner|reports|tests|benchmarks|docs|scripts"
# Anything that begins like a path of the house, in a sentence, a table or a picture.
PATHS = sorted(set(re.findall(rf"(?<![\w./*-])((?:{ROOTS})/[\w./-]*[\w/]|[\w.]+\.(?:py|toml))", TEXT)))
PLACEHOLDER = re.compile(r"\b(?:FAMILY|NAME)|(?<=_)NAME")  # what a newcomer puts in


def test_the_page_names_paths() -> None:
    """Otherwise the next test would hold nothing."""
    assert len(PATHS) > 40


def test_the_rooms_of_the_picture_exist() -> None:
    """Each folder that it shows is a package or a room of one."""
    (picture,) = re.findall(r"^```\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    rooms = set(re.findall(r"([a-z0-9]+)/", picture))
    assert len(rooms) > 30
    assert [room for room in sorted(rooms) if not [*HOUSE.glob(room), *HOUSE.glob(f"*/{room}")]] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_path_exists(path: str) -> None:
    """A file or a folder; where a name is to be put in, there is one like it."""
    assert list(HOUSE.glob(PLACEHOLDER.sub("*", path)))


def test_every_link_leads_somewhere() -> None:
    """To a file of the project, and to a heading that its page has."""
    assert broken_links(PAGE) == []


@pytest.mark.parametrize("what", ["check", "probe", "indicator", "rule set", "report"])
def test_it_says_how_to_add_things(what: str) -> None:
    """Each with a section of its own."""
    assert re.search(rf"^## Adding an? {what}$", TEXT, re.MULTILINE)
