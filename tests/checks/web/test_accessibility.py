"""web.accessibility."""

from typing import Any

import pytest

from checks import registry
from checks.facts import BrokenRule, BrowserFacts, NotTested, Part, Target, Unseen
from checks.facts.bundle import NO_BROWSER
from checks.model import Reason, Verdict
from checks.web.accessibility import RULES
from tests.checks import builders

ALT = BrokenRule(rule="image-alt", impact="critical", elements=2, selectors=("img.logo", "#map > img"))
CONTRAST = BrokenRule(rule="color-contrast", impact="serious", elements=40, selectors=("p",))
LANGUAGE = BrokenRule(rule="html-has-lang", impact="serious", elements=1, selectors=("html",))
UNKNOWN = BrokenRule(rule="of-tomorrow", impact="minor", elements=1)
LOADING = Unseen(part=Part.BROWSER_PAGE, reason=Reason.INCOMPLETE, detail="still loading after 12 s")
SLOW = NotTested(reason=Reason.TIMEOUT, detail="the rules were not through with the page within 10 s")


def verdict(browser: BrowserFacts | NotTested, *, is_portal: bool | None = True) -> Verdict:
    """Of one page."""
    target = Target(host=builders.HOST, is_portal=is_portal, observed_at=builders.NOW)
    return builders.verdict("web.accessibility", builders.facts(browser=browser, target=target))


@pytest.mark.parametrize(
    ("browser", "portal", "outcome"),
    [
        (builders.browser(), True, "info"),
        (builders.browser(ALT), True, "info"),
        (builders.browser(ALT), None, "info"),
        (builders.browser(ALT), False, "info"),  # an audit asks of whatever it is pointed at
        (builders.browser(ALT, unseen=(LOADING,)), True, "info"),
        (builders.browser(unseen=(LOADING,)), True, "incomplete"),
        (builders.browser(status=404), True, "incomplete"),
        (builders.browser(ALT, status=503), True, "incomplete"),
        (builders.browser(accessibility=SLOW), True, "timeout"),
        (builders.browser(accessibility=NO_BROWSER), False, "not_applicable"),
        (builders.browser(accessibility=NO_BROWSER), True, "not_requested"),
        (NO_BROWSER, False, "not_applicable"),
        (NO_BROWSER, True, "not_requested"),
        (NO_BROWSER, None, "not_requested"),
        (NotTested(reason=Reason.TOOL_MISSING), True, "tool_missing"),
        (NotTested(reason=Reason.ELSEWHERE), None, "elsewhere"),
    ],
)
def test_what_rules_find_is_information(browser: Any, portal: Any, outcome: str) -> None:
    """Never a pass and never a finding: rules find a part; a page that is not the portal's is not judged."""
    found = verdict(browser, is_portal=portal)
    assert (found.reason or found.outcome) == outcome
    assert not found.is_finding
    assert found.severity == "info"


def test_the_gravest_rules_are_told_first() -> None:
    """By impact, then by how many elements break them; each with where, and the summary names three."""
    found = verdict(builders.browser(UNKNOWN, LANGUAGE, CONTRAST, ALT))
    assert found.evidence["broken_rules"] == [
        "image-alt (critical) × 2: img.logo, #map > img",
        "color-contrast (serious) × 40: p",
        "html-has-lang (serious) × 1: html",
        "of-tomorrow (minor) × 1",
    ]
    assert found.evidence["impacts"] == {"critical": 1, "serious": 2, "minor": 1}
    assert "4 quy tắc tiếp cận (1 rất nghiêm trọng, 2 nghiêm trọng, 1 nhẹ): ảnh thiếu" in found.summary.vi
    assert "4 rules of accessibility (1 critical, 2 serious, 1 minor): images without" in found.summary.en
    assert "chỉ phát hiện được một phần" in found.summary.vi
    assert "find only a part" in verdict(builders.browser()).summary.en


def test_a_rule_of_a_newer_engine_goes_by_its_own_name() -> None:
    """Rules are added with each release of axe-core."""
    found = verdict(builders.browser(UNKNOWN))
    assert "of-tomorrow" in found.summary.vi
    assert "of-tomorrow" in found.summary.en


def test_rules_are_told_in_both_languages() -> None:
    """Every name of the table has words, and the law that asks for them is to be verified."""
    assert all(name.vi and name.en for name in RULES.values())
    law = registry.get("web.accessibility").references[0]
    assert "26/2020/TT-BTTTT" in law.title
    assert not law.verified
