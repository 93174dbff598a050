"""tls.ciphers."""

import pytest

from checks.facts import ProtocolScan, ProtocolVersion
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion
AEAD = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
DATED = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"
SHA1 = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"


def judged(*scans: ProtocolScan) -> Verdict:
    """The verdict on a server with these scans; every other version is refused."""
    given = {scan.version: scan for scan in scans}
    protocols = tuple(given.get(version) or builders.protocol(version) for version in V)
    return builders.verdict("tls.ciphers", builders.facts(tls=builders.tls(protocols=protocols)))


@pytest.mark.parametrize(
    ("suites", "outcome", "severity"),
    [
        ([AEAD], "pass", "high"),
        ([AEAD, DATED], "warn", "low"),
        ([AEAD, SHA1], "fail", "high"),
        ([AEAD, "TLS_RSA_WITH_AES_256_GCM_SHA384"], "fail", "high"),
        ([AEAD, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"], "fail", "high"),
        ([AEAD, "TLS_RSA_WITH_DES_CBC_SHA"], "fail", "critical"),
        ([AEAD, "TLS_RSA_WITH_NULL_SHA256"], "fail", "critical"),
        ([AEAD, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5"], "fail", "critical"),
        ([DATED, SHA1, "TLS_RSA_WITH_RC4_128_SHA"], "fail", "critical"),
        ([AEAD, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA"], "fail", "critical"),
    ],
)
def test_the_worst_suite_decides(suites: list[str], outcome: str, severity: str) -> None:
    """Insufficient fails, phase-out warns; no encryption or no authentication is critical."""
    verdict = judged(builders.protocol(V.TLS_1_2, *suites))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_every_accepted_suite_is_listed_with_its_class() -> None:
    """The evidence names each suite of each version."""
    verdict = judged(
        builders.protocol(V.TLS_1_0, SHA1),
        builders.protocol(V.TLS_1_2, AEAD, SHA1),
        builders.protocol(V.TLS_1_3, "TLS_AES_256_GCM_SHA384"),
    )
    assert verdict.evidence["suites"] == {
        "TLSv1.0": {SHA1: "insufficient"},
        "TLSv1.2": {AEAD: "sufficient", SHA1: "insufficient"},
        "TLSv1.3": {"TLS_AES_256_GCM_SHA384": "good"},
    }


def test_the_gravest_suites_are_named_first() -> None:
    """A long list is cut in the summary, and never at the cost of a critical suite."""
    weak = [f"TLS_RSA_WITH_{cipher}_CBC_SHA" for cipher in ("AES_128", "AES_256", "SEED", "IDEA", "DES")]
    verdict = judged(builders.protocol(V.TLS_1_2, *weak))
    assert "suites: TLS_RSA_WITH_DES_CBC_SHA, " in verdict.summary.en
    assert verdict.summary.en.endswith("and 2 more.")
    assert verdict.evidence["traits"] == {"TLS_RSA_WITH_DES_CBC_SHA": "des"}


@pytest.mark.parametrize(("suites", "outcome"), [([AEAD], "not_tested"), ([DATED], "warn"), ([SHA1], "fail")])
def test_a_version_not_tested_rules_out_a_pass_only(suites: list[str], outcome: str) -> None:
    """What was found stands; what could not be seen is not called good."""
    missing = builders.protocol(V.TLS_1_0, status="not_tested", reason=Reason.TIMEOUT)
    verdict = judged(builders.protocol(V.TLS_1_2, *suites), missing)
    assert (verdict.outcome, verdict.evidence["not_tested"]) == (outcome, "TLSv1.0")
    assert verdict.reason == ("timeout" if outcome == "not_tested" else None)


def test_a_version_accepted_without_a_list_of_suites_is_not_a_pass() -> None:
    """A lean scan may know that a version is accepted and not with which suites."""
    lean = builders.protocol(V.TLS_1_1, status="accepted")
    assert judged(builders.protocol(V.TLS_1_2, AEAD), lean).outcome == "not_tested"


def test_no_version_accepted_is_not_a_pass() -> None:
    """A server that refuses every version offered was not seen at all."""
    verdict = judged()
    assert (verdict.outcome, verdict.reason) == ("not_tested", "blocked")
