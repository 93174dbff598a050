"""tls.cipher_order."""

import pytest

from checks.facts import ProtocolScan, ProtocolVersion
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion
AEAD = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
DATED = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"
WEAK = "TLS_RSA_WITH_AES_128_CBC_SHA"
TLS_1_3 = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")


def judged(*scans: ProtocolScan) -> Verdict:
    """The verdict on a server with these scans; every other version is refused."""
    given = {scan.version: scan for scan in scans}
    protocols = tuple(given.get(version) or builders.protocol(version) for version in V)
    return builders.verdict("tls.cipher_order", builders.facts(tls=builders.tls(protocols=protocols)))


@pytest.mark.parametrize(
    ("suites", "server_order", "outcome"),
    [
        ([AEAD, DATED, WEAK], True, "pass"),
        ([AEAD, DATED, WEAK], False, "fail"),
        ([AEAD, DATED, WEAK], None, "not_tested"),
        ([DATED, AEAD], True, "fail"),
        ([AEAD, WEAK, DATED], True, "fail"),
        ([WEAK, AEAD], None, "not_tested"),
        ([WEAK, "TLS_RSA_WITH_AES_256_CBC_SHA"], False, "not_applicable"),
        ([AEAD, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"], False, "not_applicable"),
        ([AEAD], None, "not_applicable"),
    ],
)
def test_order_matters_where_classes_mix(
    *, suites: list[str], server_order: bool | None, outcome: str
) -> None:
    """Better classes first, by the server's own choice; suites of one class may come in any order."""
    verdict = judged(builders.protocol(V.TLS_1_2, *suites, server_order=server_order))
    assert (verdict.outcome, verdict.severity) == (outcome, "low")


def test_good_and_sufficient_suites_may_come_in_any_order() -> None:
    """AES-128 before AES-256 in TLS 1.3 is no finding, whoever chooses."""
    assert judged(builders.protocol(V.TLS_1_3, *TLS_1_3, server_order=False)).outcome == "not_applicable"


def test_every_version_is_looked_at() -> None:
    """A good order in TLS 1.2 does not make up for none in TLS 1.0."""
    good = builders.protocol(V.TLS_1_2, AEAD, WEAK, server_order=True)
    old = builders.protocol(V.TLS_1_0, DATED, WEAK, server_order=False)
    verdict = judged(good, old)
    assert (verdict.outcome, "TLSv1.0" in verdict.summary.en) == ("fail", True)


def test_the_weaker_suite_and_the_one_it_stands_before_are_named() -> None:
    """The evidence keeps the whole order."""
    verdict = judged(builders.protocol(V.TLS_1_2, AEAD, WEAK, DATED, server_order=True))
    assert f"prefers {WEAK} to the stronger {DATED}" in verdict.summary.en
    assert verdict.evidence["versions"] == {
        "TLSv1.2": {
            "server_order": True,
            "suites": [AEAD, WEAK, DATED],
            "weaker_first": [WEAK, DATED],
        }
    }


@pytest.mark.parametrize(("server_order", "outcome"), [(True, "not_tested"), (False, "fail")])
def test_what_was_not_seen_rules_out_a_pass_only(*, server_order: bool, outcome: str) -> None:
    """A version not tested, or accepted without a list, may hide another order."""
    seen = builders.protocol(V.TLS_1_2, AEAD, WEAK, server_order=server_order)
    silent = builders.protocol(V.TLS_1_1, status="not_tested", reason=Reason.TIMEOUT)
    lean = builders.protocol(V.TLS_1_1, status="accepted")
    assert [judged(seen, silent).outcome, judged(seen, lean).outcome] == [outcome, outcome]


def test_a_server_that_refused_everything_was_not_seen() -> None:
    """No version accepted: nothing to judge."""
    assert judged().outcome == "not_tested"
