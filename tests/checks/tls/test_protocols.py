"""tls.protocols."""

import pytest

from checks.facts import ProtocolVersion
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion


@pytest.mark.parametrize(
    ("accepted", "outcome", "severity"),
    [
        ([V.TLS_1_3], "pass", "high"),
        ([V.TLS_1_2, V.TLS_1_3], "pass", "high"),
        ([V.TLS_1_2], "warn", "low"),
        ([V.TLS_1_0, V.TLS_1_2], "fail", "high"),
        ([V.TLS_1_1, V.TLS_1_3], "fail", "high"),
        ([V.SSL_3, V.TLS_1_2], "fail", "critical"),
        ([V.SSL_2, V.TLS_1_0], "fail", "critical"),
    ],
)
def test_the_worst_version_decides(accepted: list[ProtocolVersion], outcome: str, severity: str) -> None:
    """SSL is critical, TLS 1.0 and 1.1 are high, a missing TLS 1.3 is a warning."""
    scans = tuple(builders.protocol(version, *(["SUITE"] if version in accepted else [])) for version in V)
    verdict = builders.verdict("tls.protocols", builders.facts(tls=builders.tls(protocols=scans)))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def judged(
    accepted: set[ProtocolVersion], unknown: set[ProtocolVersion], profile_name: str = "default"
) -> Verdict:
    """The verdict when some versions could not be tested."""
    scans = [
        builders.protocol(version, status="not_tested", reason=Reason.TIMEOUT)
        if version in unknown
        else builders.protocol(version, *(["SUITE"] if version in accepted else []))
        for version in V
    ]
    facts = builders.facts(tls=builders.tls(protocols=tuple(scans)))
    return builders.verdict("tls.protocols", facts, profile_name)


@pytest.mark.parametrize(
    ("accepted", "unknown", "outcome"),
    [
        ({V.TLS_1_2, V.TLS_1_3}, {V.SSL_2}, "not_tested"),
        ({V.TLS_1_2, V.TLS_1_3}, {V.TLS_1_0, V.TLS_1_1}, "not_tested"),
        ({V.TLS_1_3}, {V.TLS_1_2}, "pass"),
        ({V.TLS_1_2}, {V.TLS_1_3}, "not_tested"),
        ({V.TLS_1_2}, {V.TLS_1_0}, "warn"),
        ({V.TLS_1_1, V.TLS_1_2}, {V.TLS_1_0, V.TLS_1_3}, "fail"),
        (set(), {V.TLS_1_3}, "not_tested"),
        (set(), set(), "not_tested"),
    ],
)
def test_a_version_not_tested_is_never_taken_for_refused(
    accepted: set[ProtocolVersion], unknown: set[ProtocolVersion], outcome: str
) -> None:
    """What was found stands; without a finding, a deciding version that was not tested leaves it open."""
    verdict = judged(accepted, unknown)
    assert verdict.outcome == outcome
    assert (verdict.reason is not None) == (outcome == "not_tested")


def test_a_version_without_a_scan_counts_as_not_tested() -> None:
    """A probe that never tried TLS 1.0 has not shown that it is refused."""
    scans = tuple(scan for scan in builders.tls().protocols if scan.version is not V.TLS_1_0)
    verdict = builders.verdict("tls.protocols", builders.facts(tls=builders.tls(protocols=scans)))
    assert (verdict.outcome, verdict.evidence["not_tested"]) == ("not_tested", "TLSv1.0")


@pytest.mark.parametrize(
    ("accepted", "unknown", "outcome"),
    [
        ({V.TLS_1_2}, set(), "pass"),
        ({V.TLS_1_2}, {V.TLS_1_3}, "pass"),
        ({V.TLS_1_2}, {V.TLS_1_1}, "not_tested"),
        ({V.TLS_1_1, V.TLS_1_2}, set(), "fail"),
    ],
)
def test_rules_may_be_content_with_tls_1_2(
    accepted: set[ProtocolVersion], unknown: set[ProtocolVersion], outcome: str
) -> None:
    """Circular 39/2017 asks for TLS 1.2; whether TLS 1.3 is there then decides nothing."""
    assert judged(accepted, unknown, "tt39-2017").outcome == outcome
