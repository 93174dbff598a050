"""``capdo audit --screenshot``: a file for each page, and what is told where there is none."""

import base64
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from capdo import app
from checks.facts import BrowserFacts, NotTested
from checks.facts.bundle import NO_BROWSER
from checks.model import Language, Reason
from reports.audit.document import audit_document
from reports.audit.page import audit_page
from reports.audit.pictures import require_room, write_pictures
from reports.errors import ReportError
from scanner.observation import Observation
from scanner.planning.permission import Permit
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.picture import taking, tools
from scanner.settings import RunSettings
from tests.checks import builders
from tests.reports.audit.observations import observation

JPEG = base64.b64decode(builders.POINT)
DEAD = "127.0.0.1:9"  # nobody is there, and nothing is sent elsewhere


def seen(browser: BrowserFacts | NotTested, **target: Any) -> Observation:
    """What an audit saw, with this of a browser."""
    plain = observation()
    assert plain.facts is not None
    facts = plain.facts.model_copy(update={"browser": browser})
    return plain.model_copy(update={"facts": facts, "target": plain.target.model_copy(update=target)})


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ({}, "www.example.test.jpg"),
        ({"https_port": 8443}, "www.example.test_8443.jpg"),
        ({"host": "192.0.2.1"}, "192.0.2.1.jpg"),
        ({"host": "2a00::1", "https_port": 444}, "2a00--1_444.jpg"),
    ],
)
def test_each_page_has_its_file(tmp_path: Path, target: dict[str, Any], name: str) -> None:
    """Named after its host, and after its port where that is another; in a folder that is made."""
    folder = tmp_path / "new" / "pictures"
    write_pictures(folder, [seen(builders.browser(), **target)], "vi")
    assert [file.name for file in folder.iterdir()] == [name]
    assert (folder / name).read_bytes() == JPEG


@pytest.mark.parametrize(
    ("language", "browser", "told"),
    [
        (
            "vi",
            NotTested(reason=Reason.TIMEOUT, detail="\x1b[31m"),
            "không chụp được trang của www.example.test",
        ),
        ("en", NotTested(reason=Reason.ELSEWHERE), "no picture of the page of www.example.test: "),
        ("en", NO_BROWSER, "this scan was not asked to"),
    ],
)
def test_why_there_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language, browser: NotTested, told: str
) -> None:
    """On stderr, in the reader's language, without what a server may have hidden in it; no file is left."""
    write_pictures(tmp_path, [seen(browser)], language)
    written = capsys.readouterr().err
    assert told in written
    assert "\x1b" not in written
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced; a folder in the file's place is refused before anything is opened."""
    (tmp_path / "kept.jpg").write_bytes(b"old")
    (tmp_path / "www.example.test.jpg").symlink_to("kept.jpg")
    write_pictures(tmp_path, [seen(builders.browser())], "vi")
    assert (tmp_path / "www.example.test.jpg").is_symlink()
    assert (tmp_path / "kept.jpg").read_bytes() == JPEG
    (tmp_path / "a.test.jpg").mkdir()
    planned = PlannedEndpoint(host="a.test", permit=Permit(families=None, port_scan=False))
    with pytest.raises(ReportError, match=r"cannot write .*a\.test\.jpg"):
        require_room(tmp_path, RunSettings(), [planned])


def test_without_the_extra_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 2 and what to install, before anything is looked at."""
    monkeypatch.setattr(tools, "lacking", lambda: (tools.NO_DRIVER, tools.NO_BROWSER))
    done = CliRunner().invoke(app, ["audit", DEAD, "--screenshot", str(tmp_path)])
    assert done.exit_code != 0
    assert "pip install 'capdo[pictures]'" in str(done.exception)
    assert "apt-get install chromium" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


def test_an_audit_without_the_option_opens_no_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And has no verdict for it."""

    async def take(*_asked: object) -> BrowserFacts:
        raise AssertionError("nobody asked for it")

    monkeypatch.setattr(taking, "take", take)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["audit", DEAD, "--allow-private", "--only", "web", "--format", "json"])
    assert "web.csp" in done.output
    assert "web.accessibility" not in done.output


@pytest.mark.parametrize("finding", ["cert.expiry", None])
def test_the_page_shows_it(finding: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside what was found of its content, else above the table; unfolded, with words, once."""
    made = seen(builders.browser())
    monkeypatch.setattr("reports.audit.page._is_of_content", lambda one: one.check == finding)
    page = LexborHTMLParser(audit_page([("www.example.test", made)], "vi"))
    (image,) = page.css("details[open] img")
    assert "www.example.test" in (image.attributes["alt"] or "")
    assert bool(page.css("td img")) == bool(finding)
    assert "img-src data:" in (page.html or "")
    assert "img-src" not in (LexborHTMLParser(audit_page([("a", seen(NO_BROWSER))], "vi")).html or "")


def test_its_connections_are_told() -> None:
    """Where there were any; their kind is part of the sum."""
    counted = seen(builders.browser()).model_copy(update={"connections": {"http": 4, "browser": 6}})
    told = audit_document("a.test", counted, "en")["connections"]
    assert isinstance(told, dict)
    assert (told["total"], told["http"], told["browser"]) == (10, 4, 6)
    without = audit_document("a.test", counted.model_copy(update={"connections": {}}), "en")["connections"]
    assert isinstance(without, dict)
    assert "browser" not in without
