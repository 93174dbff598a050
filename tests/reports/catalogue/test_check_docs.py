"""The generated documentation of the checks."""

from pathlib import Path

import pytest

from checks.check import Check
from checks.registry import all_checks, get
from reports.catalogue.check_docs import index, pages, render
from reports.catalogue.wording import IN_BOTH

DOCS = Path(__file__).parents[3] / "docs" / "checks"


def test_the_documentation_is_up_to_date() -> None:
    """``make docs`` was run after the last change of a check."""
    written = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert sorted(written) == sorted(pages()), "run `make docs`"
    stale = [name for name, text in pages().items() if written[name] != text]
    assert not stale, f"run `make docs`: {', '.join(stale)}"


@pytest.mark.parametrize("check", list(all_checks().values()), ids=lambda check: check.id)
def test_a_page_says_everything_in_both_languages(check: Check) -> None:
    """Titles and outcomes; every reference, marked when it is not verified."""
    page = render(check)
    assert page.count("\n## ") == 3
    assert all(page.count(f"`{outcome}`") >= 2 for outcome in check.outcomes)
    unverified = [reference for reference in check.references if not reference.verified]
    assert page.count(IN_BOTH) == len(unverified)
    assert f"]({check.id}.md)" in index()


def test_markup_in_texts_is_text() -> None:
    """A less-than sign or an asterisk in a sentence is escaped; configuration lines are code."""
    page = render(get("web.csp"))
    assert "'unsafe-eval', \\*, http:" in page
    assert "- nginx: `add_header Content-Security-Policy" in page
