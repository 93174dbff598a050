"""The page in a real browser."""

from pathlib import Path

import pytest

from checks.model import Language
from reports.assembly.building import build_report
from reports.html.page import render_html
from tests.reports import hostile, sample, waiving
from tests.reports.html.browser import open_page

PHONE, DESK = 390, 1280
NAVY = "rgb(20, 48, 90)"


@pytest.mark.parametrize(("language", "width"), [("vi", PHONE), ("en", PHONE), ("vi", DESK)])
def test_the_page_fits_loads_nothing_and_says_nothing(language: Language, width: int, tmp_path: Path) -> None:
    """No sideways scrolling with everything open, styled, no message on the console, no other request."""
    opened = open_page(render_html(build_report(sample.source()), language), width, tmp_path)
    assert opened.wide <= opened.inner <= width
    assert (opened.headings, opened.colour, opened.struck) == (14, NAVY, 0)
    assert opened.console == ()
    assert set(opened.requested) == {"/frame.html", "/page.html"}


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_waived_findings_are_struck_through_in_a_browser(width: int, tmp_path: Path) -> None:
    """Each of them, at any width; without waivers nothing is."""
    written = render_html(build_report(sample.source(waivers=waiving.shared(2))))
    opened = open_page(written, width, tmp_path)
    assert opened.struck == written.count('<s class="waived">') > 5
    assert opened.wide <= opened.inner
    assert opened.console == ()


def test_hostile_text_does_nothing_in_a_browser(tmp_path: Path) -> None:
    """Nothing runs, loads, or breaks out of its place."""
    opened = open_page(render_html(hostile.report()), PHONE, tmp_path)
    assert opened.wide <= opened.inner
    assert opened.console == ()
    assert set(opened.requested) == {"/frame.html", "/page.html"}


def test_the_browser_would_tell(tmp_path: Path) -> None:
    """What the tests above look for is seen when it is there: overflow, a blocked style, a request."""
    page = render_html(build_report(sample.source()))
    wide = f'<svg width="2000" height="1"></svg><h2 style="color: red">{"x" * 9}</h2><img src="/x.png">'
    opened = open_page(page.replace('<main id="main">', f'<main id="main">{wide}'), PHONE, tmp_path)
    assert opened.wide > opened.inner
    assert opened.headings == 15
    assert any("Content Security Policy" in line for line in opened.console)
    assert "/x.png" not in opened.requested
