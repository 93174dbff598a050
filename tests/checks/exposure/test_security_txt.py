"""exposure.security_txt: the file as it is served."""

from typing import Any

import pytest

from checks.facts import Facts, NotTested, Visit
from checks.model import Reason
from tests.checks import builders

URL = f"https://{builders.HOST}/.well-known/security.txt"
TEXT = (("content-type", "text/plain; charset=utf-8"),)
GOOD = "Contact: mailto:security@example.test\nExpires: 2026-12-31T00:00:00Z\n"


def served(body: str = GOOD, **changes: Any) -> Facts:
    """The file, with the fields of its answer that a test changes."""
    answer = builders.exchange(**{"url": URL, "headers": TEXT, "body": body, **changes})
    return asked(builders.visit(answer))


def asked(visit: Visit | None) -> Facts:
    """What asking for the file gave."""
    return builders.facts(http=builders.http(security_txt=visit))


def problems(facts: Facts) -> Any:
    """The outcome and the problems in the evidence."""
    verdict = builders.verdict("exposure.security_txt", facts)
    return verdict.outcome, verdict.evidence.get("problems")


@pytest.mark.parametrize(
    "changes",
    [
        {"status": 404},
        {"status": 410},
        {"status": 301, "headers": (("location", "/"),)},
        {"headers": (("content-type", "text/html"),)},
        {"body": "\ufeff <!DOCTYPE html><p>Not found"},
        {"body": "<html>"},
    ],
)
def test_no_file_fails(changes: dict[str, Any]) -> None:
    """An error, or a page in the file's place (a soft 404)."""
    assert problems(served(**changes)) == ("fail", None)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"url": URL.replace("https", "http")}, "not_https"),
        ({"headers": ()}, "not_text_plain"),
        ({"headers": (("content-type", "application/octet-stream"),)}, "not_text_plain"),
        ({"body_truncated": True}, "too_long"),
        ({"body": GOOD.replace("2026-12", "2026-01")}, "expired"),
        ({"body": GOOD.replace("2026-12-31T00:00:00Z", "2026-06-01T07:00:00+07:00")}, "expired"),
        ({"body": f"{GOOD}Canonical: https://other.test/security.txt\n"}, "not_canonical"),
        ({"body": GOOD.splitlines()[0]}, "no_expires"),
    ],
)
def test_a_file_with_a_problem_fails(changes: dict[str, Any], problem: str) -> None:
    """Each problem is named in the evidence."""
    assert problems(served(**changes)) == ("fail", [problem])


def test_a_valid_file_passes() -> None:
    """With its own address as the canonical one, and an expiry in the future of the scan."""
    assert problems(served()) == ("pass", [])
    assert problems(served(f"{GOOD}Canonical: {URL}\n")) == ("pass", [])


def test_an_expiry_far_away_is_told() -> None:
    """RFC 9116 recommends less than a year; more is no fault."""
    verdict = builders.verdict("exposure.security_txt", served(GOOD.replace("2026", "2036")))
    assert (verdict.outcome, verdict.evidence["expires_in_more_than_a_year"]) == ("pass", True)


@pytest.mark.parametrize(
    ("old", "status", "told"),
    [
        (GOOD, 200, True),
        ("Contact: mailto:a@b.test\n", 200, True),
        ("<html>not found</html>", 200, False),
        ("no such page", 200, False),
        (GOOD, 404, False),
    ],
)
def test_a_file_at_the_legacy_place_alone(old: str, status: int, told: bool) -> None:  # noqa: FBT001 - a column of the table
    """RFC 9116 section 3: it must be under /.well-known/; where it is instead is told."""
    where = f"https://{builders.HOST}/security.txt"
    legacy = builders.visit(builders.exchange(url=where, headers=TEXT, body=old, status=status))
    http = served(status=404).http.model_copy(update={"security_txt_legacy": legacy})
    verdict = builders.verdict("exposure.security_txt", builders.facts(http=http))
    assert verdict.outcome == "fail"
    assert verdict.evidence.get("legacy_url") == (where if told else None)
    assert ("legacy" in verdict.summary.en) is told


def test_what_could_not_be_fetched_is_not_tested() -> None:
    """A time-out, a redirect out of scope, a limit on requests, no visit. A closed port is a fact."""
    failed = builders.visit(end="failed", failure=NotTested(reason=Reason.TIMEOUT)).model_copy(
        update={"exchanges": ()}
    )
    left = builders.visit(builders.exchange(status=302), end="left_scope", next_url="https://other.test/")
    for visit, reason in ((failed, "timeout"), (left, "elsewhere"), (None, "unreachable")):
        verdict = builders.verdict("exposure.security_txt", asked(visit))
        assert (verdict.outcome, verdict.reason) == ("not_tested", reason)
    assert problems(asked(failed.model_copy(update={"refused": True}))) == ("fail", None)


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (429, "rate_limited"),
        (503, "rate_limited"),
        (500, "unreadable"),
        (502, "unreadable"),
        (401, "blocked_by_waf"),
        (403, "blocked_by_waf"),
        (405, "blocked_by_waf"),
        (451, "blocked_by_waf"),
        (406, "blocked_by_waf"),
    ],
)
def test_a_status_that_hides_the_file_is_not_tested(status: int, reason: str) -> None:
    """A server that fails, limits or refuses says nothing of the file; the detail holds the status."""
    verdict = builders.verdict("exposure.security_txt", served(status=status))
    assert (verdict.outcome, verdict.reason) == ("not_tested", reason)
    assert str(status) in str(verdict.evidence["detail"])


def test_the_evidence_is_bounded() -> None:
    """Thousands of contacts and lines don't fill a report."""
    verdict = builders.verdict("exposure.security_txt", served("Contact: x:y\nbad\n" * 1000 + GOOD))
    assert len(str(verdict.evidence)) < 2_000
