"""cert.expiry."""

from datetime import timedelta

import pytest

from checks.cert.expiry import CHECK
from checks.errors import ChecksError
from checks.facts import CertificateChain
from checks.model import Verdict
from tests.checks import builders

NOW = builders.NOW
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def judged(chain: CertificateChain) -> Verdict:
    """The verdict on one chain."""
    return builders.verdict("cert.expiry", builders.facts(tls=builders.tls(chains=(chain,))))


@pytest.mark.parametrize(
    ("start", "end", "outcome", "severity"),
    [
        (-DAY, 31 * DAY, "pass", "critical"),
        (-DAY, 30 * DAY, "warn", "medium"),
        (-DAY, SECOND, "warn", "medium"),
        (-DAY, 0 * DAY, "warn", "medium"),
        (-DAY, -SECOND, "fail", "critical"),
        (-90 * DAY, -DAY, "fail", "critical"),
        (0 * DAY, 90 * DAY, "pass", "critical"),
        (SECOND, 90 * DAY, "fail", "critical"),
    ],
)
def test_dates_decide_at_the_time_of_observation(
    start: timedelta, end: timedelta, outcome: str, severity: str
) -> None:
    """Both ends belong to the validity period; it warns from 30 days before the end."""
    leaf = builders.certificate(not_before=NOW + start, not_after=NOW + end)
    verdict = judged(builders.chain(leaf))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_the_days_left_are_shown_in_both_languages() -> None:
    """Vietnamese dates are dd/mm/yyyy, English ones ISO 8601."""
    leaf = builders.certificate(not_after=NOW + 10 * DAY + SECOND)
    verdict = judged(builders.chain(leaf))
    assert verdict.evidence["days_left"] == 10
    assert "11/06/2026, còn 10 ngày" in verdict.summary.vi
    assert "2026-06-11, in 10 days" in verdict.summary.en


def test_an_expired_intermediate_counts_when_it_breaks_the_chain() -> None:
    """A surplus certificate that expired is no finding while a path exists without it."""
    old = builders.certificate(subject="CN=old", sha256="cd" * 32, not_after=NOW - DAY)
    leaf = builders.certificate()
    surplus = builders.chain(leaf, old, verified_chain=(leaf.sha256,))
    broken = builders.chain(leaf, old, trusted=False, trust_problem="expired")
    assert judged(surplus).outcome == "pass"
    verdict = judged(broken)
    assert (verdict.outcome, verdict.evidence["deciding_certificate"]) == ("fail", "CN=old")


def test_an_intermediate_on_the_path_that_ends_soon_warns() -> None:
    """The path lasts as long as its shortest certificate."""
    soon = builders.certificate(subject="CN=soon", sha256="cd" * 32, not_after=NOW + DAY)
    leaf = builders.certificate()
    verdict = judged(builders.chain(leaf, soon, verified_chain=(leaf.sha256, soon.sha256)))
    assert (verdict.outcome, verdict.evidence["deciding_certificate"]) == ("warn", "CN=soon")


@pytest.mark.parametrize("problem", ["expired", "not_yet_valid"])
def test_what_cert_trusted_leaves_to_this_check_fails_here(problem: str) -> None:
    """A chain untrusted for its dates is never a pass, even when the root that decided was not sent."""
    assert judged(builders.chain(trusted=False, trust_problem=problem)).outcome == "fail"


def test_the_notice_is_a_threshold() -> None:
    """A profile may ask for more notice; a value that is no number is one clear error."""
    assert CHECK.judge(builders.facts(), {"warn_days": 61}).outcome == "warn"
    with pytest.raises(ChecksError, match="warn_days"):
        CHECK.judge(builders.facts(), {"warn_days": "soon"})


def test_no_certificate_is_no_verdict() -> None:
    """What could not be obtained has no end to tell of."""
    facts = builders.facts(tls=builders.tls(chains=()))
    assert builders.verdict("cert.expiry", facts).outcome == "not_tested"
