"""What two vantages see otherwise is shown in words, and no figure of the main one is another for it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from inventory.clock import now
from inventory.database.opening import open_database
from inventory.database.transactions import reading
from inventory.settings.vantage import INTERNET
from reports.assembly.building import build_report
from reports.gathering.report import gather
from reports.html.page import render_html
from reports.json_report import render_json
from reports.metrics.exposition import exposition
from reports.metrics.state import ProgramState
from reports.model import Report
from reports.text.locale import load
from reports.vantages.document import vantages_document
from reports.vantages.gathering import VantagesShown, vantages_shown
from reports.vantages.page import vantages_page
from reports.vantages.text import plain_vantages
from tests.cli.conftest import Here, empty_file, here
from tests.scanner.vantages.two_networks import (
    ALIKE,
    INSIDE,
    OTHERWISE,
    OUTSIDE,
    PAIR,
    UNKNOWN,
    WAN,
    two_networks,
)

__all__ = ["empty_file", "here"]


class Looked:
    """A database after a look from the Internet, with the report of then, and after one from the WAN."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'capdo.db'}"
        self.engine = open_database(self.url)
        self.made = now()  # of every report alike
        with two_networks() as networks:
            networks.looked(networks.filled(self.engine), INTERNET)
            self.before = self.report()
            networks.looked(self.engine, WAN)

    def report(self) -> Report:
        """The report of today."""
        return build_report(gather(self.url, "brvt-2023", None, self.made))

    def shown(self, *systems: str) -> VantagesShown:
        """The comparison."""
        with reading(self.engine) as connection:
            return vantages_shown(connection, PAIR, systems)


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Looked]:
    """Looked at from both."""
    made = Looked(tmp_path_factory.mktemp("vantages"))
    yield made
    made.engine.dispose()


def test_every_figure_is_that_of_the_main_vantage(looked: Looked) -> None:
    """As JSON, as a page and as metrics the report is what it was, but for the part of the vantages."""
    after = looked.report()
    assert looked.before.vantages == ()
    assert len(after.vantages) == 1
    without = after.model_copy(update={"vantages": ()})
    assert render_json(without) == render_json(looked.before)
    assert render_html(without) == render_html(looked.before)
    state = ProgramState(run=None, scanning=False, size=0)
    assert exposition(after, state) == exposition(looked.before, state)


def test_the_page_has_a_part_of_its_own_where_another_vantage_looked(looked: Looked) -> None:
    """In the contents too; each endpoint that differs with the days, what could not be told counted."""
    before, after = (LexborHTMLParser(render_html(one)) for one in (looked.before, looked.report()))
    assert not before.css("#vantages, a[href='#vantages']")
    assert after.css("a[href='#vantages']")
    (part,) = after.css("#vantages")
    told = " ".join(part.text().split())
    assert "Số liệu ở mọi phần khác chỉ tính theo những gì thấy từ Internet." in told
    assert "3 điểm khác nhau trong 5 điểm truy cập đã xem từ cả hai nơi." in told
    assert f"Vào được từ WAN ({load('vi').date(looked.made.date())})" in told
    for host in (INSIDE, OUTSIDE, OTHERWISE):
        assert host in told
    assert ALIKE not in told
    assert "Ở 1 điểm truy cập" in told


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "vi",
            ("Vào được từ WAN", "không vào được từ Internet", "không có khi nhìn từ Internet"),
        ),
        ("en", ("Reachable from WAN", "not from Internet", "Found from WAN")),
    ],
)
def test_text_and_page_tell_it_in_words(looked: Looked, lang: str, words: tuple[str, ...]) -> None:
    """Both ways, with what was found; what one could not tell comes last, with its reason."""
    locale = load("vi" if lang == "vi" else "en")
    text = " ".join(plain_vantages(looked.shown(), locale).split())
    page = " ".join((LexborHTMLParser(vantages_page(looked.shown(), locale)).text() or "").split())
    for word in words:
        assert word in text
        assert word in page
    places = [text.index(host) for host in (INSIDE, OTHERWISE, OUTSIDE)]
    assert max(places) < text.index(UNKNOWN)
    assert ALIKE not in text


def test_of_some_systems_only_theirs_is_told(looked: Looked) -> None:
    """And counted."""
    told = looked.shown("NOIBO", "NHU-NHAU").told
    assert [line.host for line in told.differing] == [INSIDE]
    assert (told.compared, told.alone, told.unsure) == (2, (0, 0), ())


def test_the_json_has_the_schema(looked: Looked) -> None:
    """What each vantage sees is by its name; what it could not tell is null."""
    document = json.loads(json.dumps(vantages_document(looked.shown().told, "en")))
    assert list(document) == ["schema", "vantages", "newest", "compared", "alone", "endpoints", "untold"]
    assert (document["schema"], document["vantages"]) == ("capdo.vantages/1", ["internet", "wan"])
    by_host = {entry["host"]: entry for entry in document["endpoints"]}
    assert by_host[INSIDE]["reachable"] == {"internet": False, "wan": True}
    assert by_host[OUTSIDE]["reachable"] == {"internet": True, "wan": False}
    (check,) = by_host[OTHERWISE]["checks"]
    assert (check["check"], check["found_from"]) == ("web.content_type_options", "wan")
    (untold,) = document["untold"]
    assert (untold["host"], untold["reachable"]) == (UNKNOWN, {"internet": None, "wan": True})
    assert untold["reasons"] == {"internet": "dns_failure", "wan": None}


def test_the_commands_tell_vantages_apart(looked: Looked, here: Here, tmp_path: Path) -> None:
    """The list and one run name the vantage that is not the main one; two are compared in every form."""
    url = ("--database", looked.url)
    assert "wan" in here("scan", "list", *url).output
    assert "Nhìn từ wan" in here("scan", "show", "2", *url).output
    assert "Nhìn từ" not in here("scan", "show", "1", *url).output
    pair = ("--vantage", "internet", "--vantage", "WAN")
    for form in ("text", "json", "html"):
        file = tmp_path / form
        ended = here("scan", "diff", *pair, "--format", form, "--output", str(file), *url)
        assert ended.status == 0, ended
        assert INSIDE in file.read_text(encoding="utf-8")
    assert "noibo" in here("scan", "diff", *pair, *url).output
    assert here("scan", "diff", "--vantage", "wan", *url).status == 0
    assert here("scan", "diff", "2", "--vantage", "wan", *url).status == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "--vantage", "wan", "--vantage", "internet", "--vantage", "lan"),
        ("diff", "1", "--vantage", "wan", "--vantage", "internet"),
        ("diff", "--vantage", "wan", "--vantage", "wan"),
        ("diff", "--vantage", "wan", "--vantage", "lan"),
        ("diff", "2"),
        ("diff", "--vantage", "w a n"),
        ("run", "--vantage", "mạng"),
        ("run", "--vantage", "x" * 31),
        ("run", "--vantage", ""),
    ],
)
def test_what_is_no_vantage_is_refused_in_one_line(
    looked: Looked, here: Here, arguments: tuple[str, ...]
) -> None:
    """And nothing is scanned."""
    assert here("scan", *arguments, "--database", looked.url).is_one_clear_line()


def test_a_schedule_is_of_a_vantage(looked: Looked, here: Here, tmp_path: Path) -> None:
    """The list names it where it is not the main one."""
    with (
        closing(sqlite3.connect(str(looked.engine.url.database))) as whole,
        closing(sqlite3.connect(tmp_path / "own.db")) as own,
    ):
        whole.backup(own)
    url = ("--database", f"sqlite:///{tmp_path / 'own.db'}")
    for name, more in (("dem", ("--vantage", "wan")), ("ngay", ())):
        added = here("schedule", "add", name, "--cron", "0 2 * * *", *more, *url)
        assert added.status == 0, added
    listed = " ".join(here("schedule", "list", *url).output.split())
    assert "wan" in listed
    assert "internet" not in listed
    assert here("settings", "set", "scan.vantage", "wan", *url).status == 0
    assert "internet" in here("schedule", "list", *url).output
    assert here("settings", "set", "scan.vantage", "", *url).is_one_clear_line()
    assert "Nhìn từ internet" in here("scan", "show", "1", *url).output
