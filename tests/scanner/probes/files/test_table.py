"""The table of paths, and how answers are verified."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.facts.files import MOST_REQUESTS
from scanner.probes.files import start_page
from scanner.probes.files.asking import FileAnswer
from scanner.probes.files.table import READ, path_at, table
from scanner.probes.files.verifying import exposed, listing
from scanner.probes.files.walking import WantedPath, impossible_paths, wanted_paths
from tests.checks import builders

ENTRIES = table().paths


def test_a_walk_stays_within_forty_requests() -> None:
    """With the directories of the start page, and the paths that cannot exist."""
    folders = tuple(f"/d{number}/" for number in range(start_page.DIRECTORIES))
    wanted = wanted_paths("www.example.test", folders)
    assert len(wanted) + len(impossible_paths()) <= MOST_REQUESTS
    assert len({one.path for one in wanted}) == len(wanted)


def test_the_table_is_dated_and_has_a_source() -> None:
    """Paths begin with a slash; what may be HTML says so."""
    assert table().date.year >= 2026
    assert table().source
    assert all(entry.path.startswith("/") and entry.matches for entry in ENTRIES)
    assert not [entry.path for entry in ENTRIES if entry.exposure == "panel" and not entry.html]


@pytest.mark.parametrize(
    ("path", "host", "asked"),
    [
        ("/{host}.zip", "www.dichvu.example.test", "/dichvu.example.test.zip"),
        ("/{name}.zip", "www.dichvu.example.test", "/dichvu.zip"),
        ("/{name}.zip", "192.0.2.1", "/192.zip"),
        ("/.env", "a.test", "/.env"),
    ],
)
def test_paths_of_a_host(path: str, host: str, asked: str) -> None:
    """What an administrator would call an archive of this site."""
    assert path_at(path, host) == asked


HOSTILE = (
    "<title>" * 600,
    "<?php" + "DB_" * 1300,
    "<configuration" * 300,
    "--" * 2048,
    "A" * 4096,
    '<form name="' * 340,
    "<!--" * 1024,
    "\n" * 4096,
    '<pre><A HREF="' * 290,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_no_pattern_takes_long(text: str) -> None:
    """On what is made to have it try for ever: all of them within a moment, as 4,096 characters are read."""
    everything = (*ENTRIES, *table().listings, *table().start_pages)
    began = time.process_time()
    for signature in everything:
        signature.holds(text * 2)
    assert time.process_time() - began < 5


@given(st.binary(max_size=300), st.sampled_from(ENTRIES), st.sampled_from([200, 206, 301, 401, 404, 500]))
def test_any_answer_is_verified(data: bytes, entry: object, status: int) -> None:
    """Never an exception; what is not served is nothing."""
    asked = WantedPath("/x", entry)  # type: ignore[arg-type]
    headers = (("content-type", "text/plain"), ("content-encoding", "gzip"))
    for head in ((), headers, (("content-range", "bytes 0-9/" + "9" * 40),)):
        answer = FileAnswer("http://a.test/x", status, head, data)
        if asked.found(answer) is not None:
            assert status in (200, 206)
        assert listing("/x/", answer) is None or status in (200, 206)


def test_what_is_found_says_nothing_of_its_content() -> None:
    """Only its kind and its size."""
    entry = next(entry for entry in ENTRIES if entry.sort == "env")
    answer = FileAnswer("http://a.test/.env", 200, (("content-length", "12"),), b"DB_PASSWORD=hunter2")
    one = exposed(entry, "/.env", answer)
    assert one is not None
    assert "hunter2" not in one.model_dump_json()
    assert one.size == 12


@given(st.text(max_size=300))
def test_directories_of_any_page(body: str) -> None:
    """At most three, and only paths of the site itself."""
    page = builders.exchange(body=body + '<img src="/a/b/c.png"><img src="//other.test/x/y.png">')
    folders = start_page.directories(page)
    assert len(folders) <= start_page.DIRECTORIES
    assert all(re.fullmatch(r"/.*/", folder, re.DOTALL) for folder in folders)
    assert "/x/" not in folders


def test_the_start_page_is_read_in_parts() -> None:
    """A mark that lies across two of them is found."""
    mark = "<title>Vigor Login Page</title>"
    assert start_page.panel(builders.exchange(body="x" * (READ - 10) + mark)) is not None
