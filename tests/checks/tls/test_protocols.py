"""tls.protocols."""

import pytest

from checks.facts import ProtocolVersion
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
