"""scanner.runs.stored: what is kept is read again, also as older versions kept it."""

import random
import zlib

from checks.facts import Client, Facts, PageView, SitePage
from scanner.runs.stored import packed, stored_facts, unpacked
from tests.checks import builders


def test_what_was_packed_is_read_again() -> None:
    """Word for word, by this version and by the door through which reports read."""
    facts = builders.facts()
    assert Facts.model_validate_json(unpacked(packed(facts))) == facts
    assert stored_facts(packed(facts)) == facts


def test_what_older_versions_stored_is_read_as_before() -> None:
    """They compressed with zlib, at any level."""
    facts = builders.facts()
    for level in (0, 1, 6, 9):
        assert stored_facts(zlib.compress(facts.model_dump_json().encode(), level)) == facts


def test_pages_made_alike_take_little_room() -> None:
    """Twenty pages of one frame, each with a text of its own and shown to three clients with their tokens."""
    chance = random.Random(1)  # noqa: S311 - no secret
    frame = "".join(f"<li><a href=/{chance.random()}>{chance.random()}</a>" for _ in range(1_000))

    def page(number: int) -> SitePage:
        views = tuple(
            PageView(client=client, visit=builders.visit(builders.exchange(body=f"{frame}{number}{client}")))
            for client in tuple(Client)[:3]
        )
        return SitePage(url=f"https://{builders.HOST}/{number}", found="link", views=views)

    facts = builders.facts(site=builders.site(*map(page, range(20))))
    json = facts.model_dump_json().encode()
    assert len(packed(facts)) < len(zlib.compress(json)) / 4
