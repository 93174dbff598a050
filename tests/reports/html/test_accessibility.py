"""axe-core finds nothing on the page, in both languages, on a desk and on a phone."""

import shutil
from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, sync_playwright

from checks.model import Language
from reports.assembly.building import build_report
from reports.html.page import render_html
from tests.reports import sample, waiving

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
# WCAG 2.2, levels A and AA, and what axe-core calls best practice; the size of targets is one of 2.2.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => {
  document.querySelectorAll("details").forEach(details => { details.open = true });
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  const told = (rule, node) => `${rule.id}: ${node.target.join(" ")}: ${node.any.map(any => any.message)}`;
  return found.violations.flatMap(rule => rule.nodes.map(node => told(rule, node)));
}"""
SYSTEMS = 4  # of the sample: axe looks at each pair of neighbours, and takes minutes for them all
WIDTHS = {"desk": 1280, "phone": 390}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


def broken(browser: Browser, page_text: str, width: int) -> list[str]:
    """Each element that breaks a rule, with all details open."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.set_content(page_text)
        page.evaluate(SCRIPT)
        found: list[str] = page.evaluate(RUN, TAGS)
        return found
    finally:
        page.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", list(WIDTHS.values()), ids=list(WIDTHS))
def test_axe_finds_nothing_on_the_report(browser: Browser, language: Language, width: int) -> None:
    """Contrast, names, order and the size of what is clicked, with every chart, table and fold."""
    few = sample.inventory().model_copy(update={"systems": sample.inventory().systems[:SYSTEMS]})
    report = build_report(sample.source(inventory=few, waivers=waiving.shared(2)))
    assert broken(browser, render_html(report, language), width) == []


def test_axe_would_tell(browser: Browser) -> None:
    """What the test above looks for is found where it is: pale text, and links too small to hit."""
    page = (
        '<!doctype html><html lang="vi"><title>t</title><main><h1>T</h1><p style="color:#aaa">pale</p></main>'
    )
    assert any("color-contrast" in line for line in broken(browser, page, WIDTHS["desk"]))
