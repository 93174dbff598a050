"""cert.lifetime."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from checks.cert.lifetime import limit_for
from checks.facts import CertificateChain
from checks.model import Verdict
from tests.checks import builders

SECOND = timedelta(seconds=1)


def day(text: str) -> datetime:
    """Midnight UTC of a day."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def chain(start: str, days: int, extra: timedelta = -SECOND, **changes: Any) -> CertificateChain:
    """A chain whose leaf is valid for exactly so many days, both ends included, and ``extra``."""
    begin = day(start)
    leaf = builders.certificate(not_before=begin, not_after=begin + timedelta(days=days) + extra)
    return builders.chain(leaf, **changes)


def judged(*chains: CertificateChain) -> Verdict:
    """The verdict on a server with these chains."""
    return builders.verdict("cert.lifetime", builders.facts(tls=builders.tls(chains=chains)))


@pytest.mark.parametrize(
    ("issued", "limit"),
    [
        ("2015-01-01", 1827),
        ("2016-07-01", 1188),
        ("2018-02-28", 1188),
        ("2018-03-01", 825),
        ("2020-08-31", 825),
        ("2020-09-01", 398),
        ("2026-03-14", 398),
        ("2026-03-15", 200),
        ("2027-03-14", 200),
        ("2027-03-15", 100),
        ("2029-03-14", 100),
        ("2029-03-15", 47),
        ("2040-01-01", 47),
    ],
)
def test_the_limit_depends_on_the_day_of_issue(issued: str, limit: int) -> None:
    """Baseline Requirements 6.3.2 and ballot SC-081v3."""
    assert limit_for(day(issued)) == limit
    assert judged(chain(issued, limit)).outcome == "pass"
    verdict = judged(chain(issued, limit + 1))
    assert (verdict.outcome, verdict.severity) == ("fail", "low")
    assert (verdict.evidence["days"], verdict.evidence["limit_days"]) == (limit + 1, limit)


def test_a_second_too_much_counts_as_a_day() -> None:
    """Both ends belong to the validity period: notAfter exactly 398 days later is 398 days and a second."""
    assert judged(chain("2026-01-01", 398, extra=timedelta())).evidence["days"] == 399


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"trusted_by": "ca-file"}, "not_applicable"),
        ({"trusted": False, "trust_problem": "self_signed", "trusted_by": None}, "not_applicable"),
        ({"trusted": False, "trust_problem": "unknown_issuer", "trusted_by": None}, "not_applicable"),
        ({"trusted": False, "trust_problem": "incomplete", "trusted_by": None}, "not_tested"),
        ({"trusted": None, "trusted_by": None}, "not_tested"),
        ({"trusted": False, "trust_problem": "expired"}, "fail"),
    ],
)
def test_only_public_certificates_are_bound(changes: dict[str, Any], outcome: str) -> None:
    """An internal CA sets its own terms; an expired public certificate was still issued for too long."""
    assert judged(chain("2026-01-01", 3650, **changes)).outcome == outcome


def test_an_internal_chain_does_not_hide_a_public_one() -> None:
    """Each chain is judged; the worst decides."""
    internal = chain("2026-01-01", 3650, trusted_by="ca-file")
    assert judged(internal, chain("2026-01-01", 90)).outcome == "pass"
    assert judged(internal, chain("2026-01-01", 3650)).outcome == "fail"
