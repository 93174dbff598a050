"""web.permissions_policy."""

import pytest

from checks.facts import NotTested
from checks.model import Reason
from tests.checks import builders
from tests.checks.web import answers

ID = "web.permissions_policy"


@pytest.mark.parametrize(
    ("values", "outcome", "limited"),
    [
        ([], "info", []),
        ([""], "info", []),
        (["camera=*"], "info", []),
        (["camera=(self *)"], "info", []),
        (["camera=()"], "pass", ["camera"]),
        (["camera=self, geolocation=*"], "pass", ["camera"]),
        (['camera=(self "https://a.test");report-to=x'], "pass", ["camera"]),
        (["camera=()", "microphone=()"], "pass", ["camera", "microphone"]),
        (["camera=(), camera=*"], "info", []),
        (["camera 'none'; microphone 'none'"], "warn", []),
        (["camera=(), microphone=(self"], "warn", []),
        (["camera=()", "Microphone=()"], "warn", []),
        (["camera=(),"], "warn", []),
    ],
)
def test_the_policy_is_read_as_browsers_do(values: list[str], outcome: str, limited: list[str]) -> None:
    """Several headers are one dictionary; one fault spoils it; the last of a repeated feature counts."""
    facts = answers.page(*(("permissions-policy", value) for value in values))
    verdict = builders.verdict(ID, facts)
    assert (verdict.outcome, verdict.evidence["limited"]) == (outcome, limited)
    assert verdict.severity == ("low" if outcome == "warn" else "info")


def test_a_page_that_was_not_seen_is_not_judged() -> None:
    """Behind a redirect out of scope, or without an answer, nobody knows its headers."""
    assert builders.verdict(ID, answers.redirect("https://elsewhere.test/")).outcome == "not_tested"
    silent = builders.facts(http=NotTested(reason=Reason.TIMEOUT))
    assert builders.verdict(ID, silent).outcome == "not_tested"


def test_what_a_server_says_is_bounded() -> None:
    """A thousand features of a thousand letters."""
    header = ", ".join(f"{'a' * 1000}{number}=()" for number in range(1000))
    evidence = builders.verdict(ID, answers.page(("permissions-policy", header))).evidence
    assert len(str(evidence)) < 12_000
