"""ipv6.web_tls."""

from datetime import timedelta
from typing import Any

import pytest

from checks.facts import Absent, AddressFacts, Facts, NotTested, Part, ProtocolVersion, TlsFacts, Unseen
from checks.facts.reach import PortAnswer
from checks.model import Reason, Verdict
from tests.checks import builders
from tests.checks.ipv6.reaches import BOTH, CLOSED, SILENT, reach

PLAIN: dict[int, PortAnswer] = {443: "refused", 80: "open"}
FILTERED: dict[int, PortAnswer] = {443: "timeout", 80: "open"}
SECOND = "2a00::1"
NO_TLS = Absent(detail="port 443 is closed")
UNKNOWN = NotTested(reason=Reason.TIMEOUT, detail="cut off")
OLD = builders.tls(
    address=builders.V6,
    protocols=tuple(
        builders.protocol(version, "TLS_RSA_WITH_AES_128_CBC_SHA") for version in ProtocolVersion
    ),
)
ONLY_1_2 = builders.tls(
    protocols=tuple(
        builders.protocol(version, *(["TLS_RSA_WITH_AES_128_GCM_SHA256"] if version == "TLSv1.2" else []))
        for version in ProtocolVersion
    )
)


def shown(**changes: Any) -> TlsFacts:
    """TLS at the IPv6 address with another leaf."""
    return builders.tls(address=builders.V6, chains=(builders.chain(builders.certificate(**changes)),))


EXPIRED = shown(sha256="cd" * 32, not_after=builders.NOW - timedelta(days=1))
RENEWED = shown(sha256="cd" * 32, not_after=builders.NOW + timedelta(days=80))
OTHER_NAME = shown(sha256="cd" * 32, dns_names=("old.example.test",))
UNTRUSTED = builders.tls(
    address=builders.V6, chains=(builders.chain(trusted=False, trust_problem="self_signed"),)
)
PARTIAL = builders.tls(
    address=builders.V6,
    protocols=(
        *(scan for scan in builders.tls().protocols if scan.version != "TLSv1.0"),
        builders.protocol(ProtocolVersion.TLS_1_0, status="not_tested", reason=Reason.TIMEOUT),
    ),
)
NODES = builders.tls(unseen=(Unseen(part=Part.TLS_NODES, reason=Reason.TIMEOUT),))


def site(ipv4: Any, *ipv6: Any, **changes: Any) -> Facts:
    """The builders' endpoint with TLS at its IPv4 address and at each IPv6 address."""
    texts = (builders.V6, SECOND)
    others = tuple(
        AddressFacts(address=text, tls=tls, http=builders.http())
        for text, tls in zip(texts, ipv6, strict=False)
    )
    dns = builders.dns(ipv6=texts[: max(1, len(ipv6))])
    return builders.facts(**{"tls": ipv4, "others": others, "dns": dns, **changes})


def judged(facts: Facts) -> Verdict:
    """What the check says."""
    return builders.verdict("ipv6.web_tls", facts)


GOOD = builders.tls()
GOOD6 = builders.tls(address=builders.V6)


@pytest.mark.parametrize(
    ("facts", "outcome", "reason"),
    [
        (site(GOOD, GOOD6), "pass", None),
        (site(GOOD, RENEWED), "pass", None),
        (site(GOOD, EXPIRED), "fail", None),
        (site(GOOD, OTHER_NAME), "fail", None),
        (site(GOOD, UNTRUSTED), "fail", None),
        (site(GOOD, OLD), "fail", None),
        (site(GOOD, ONLY_1_2), "fail", None),
        (site(OLD.model_copy(update={"address": builders.V4}), GOOD6), "warn", None),
        (site(OLD.model_copy(update={"address": builders.V4}), OLD), "pass", None),
        (site(GOOD, NO_TLS), "fail", None),
        (site(GOOD, NO_TLS, reach=reach(BOTH, PLAIN)), "fail", None),
        (site(GOOD, UNKNOWN, reach=reach(BOTH, FILTERED)), "fail", None),
        (site(NO_TLS, GOOD6), "fail", None),
        (site(NO_TLS, NO_TLS), "not_applicable", None),
        (site(GOOD, UNKNOWN), "not_tested", "timeout"),
        (site(UNKNOWN, GOOD6), "not_tested", "timeout"),
        (site(UNKNOWN, UNKNOWN), "not_tested", "timeout"),
        (site(GOOD), "not_tested", "not_requested"),
        (site(GOOD, PARTIAL), "not_tested", "incomplete"),
        (site(GOOD, NODES), "not_tested", "incomplete"),
        (site(GOOD, GOOD6, EXPIRED, reach=reach(BOTH, BOTH, BOTH)), "fail", None),
        (site(GOOD, GOOD6, UNKNOWN, reach=reach(BOTH, BOTH, BOTH)), "not_tested", "incomplete"),
        (site(GOOD, EXPIRED, UNKNOWN, reach=reach(BOTH, BOTH, BOTH)), "fail", None),
        (site(GOOD, GOOD6, NO_TLS, reach=reach(BOTH, BOTH, PLAIN)), "fail", None),
    ],
)
def test_each_address_is_held_against_ipv4(facts: Facts, outcome: str, reason: str | None) -> None:
    """Worse fails, better warns, the same passes whatever the certificate; the unseen is never a pass."""
    verdict = judged(facts)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("facts", "outcome", "reason"),
    [
        (site(GOOD, GOOD6, dns=builders.dns(ipv6=())), "not_applicable", None),
        (site(GOOD, GOOD6, dns=builders.dns(ipv6=("fd00::1",))), "not_applicable", None),
        (site(GOOD, GOOD6, dns=builders.dns(ipv4=())), "not_applicable", None),
        (site(GOOD, dns=builders.dns(ipv4=(), unanswered=("A",))), "not_tested", "unreachable"),
        (site(GOOD, reach=reach(BOTH, SILENT)), "not_applicable", None),
        (site(GOOD, reach=reach(SILENT, CLOSED)), "not_tested", "unreachable"),
        (site(GOOD, reach=reach(BOTH, SILENT, ipv6_here=False)), "not_tested", "no_ipv6_here"),
    ],
)
def test_two_families_are_needed(facts: Facts, outcome: str, reason: str | None) -> None:
    """One family alone leaves nothing to compare, and a scanner without IPv6 tells nothing."""
    verdict = judged(facts)
    assert (verdict.outcome, verdict.reason) == (outcome, reason)


def test_a_dead_address_is_another_check_s_finding() -> None:
    """What answers nowhere was not looked at, and is not held against TLS."""
    dns = builders.dns(ipv6=(builders.V6, SECOND))
    facts = site(GOOD, GOOD6, dns=dns, reach=reach(BOTH, BOTH, SILENT))
    assert judged(facts).outcome == "pass"


def test_the_evidence_names_versions_certificates_and_what_is_worse() -> None:
    """Enough to see which server was forgotten."""
    evidence = judged(site(GOOD, EXPIRED)).evidence
    assert evidence[builders.V4] == evidence[builders.V6] == "TLSv1.2, TLSv1.3"
    assert evidence["same_certificate"] is False
    assert evidence["certificates"] == [f"{builders.V4}: {'ab' * 32}", f"{builders.V6}: {'cd' * 32}"]
    assert evidence["differences"] == [f"{builders.V6}: cert.expiry fail (pass over IPv4)"]
    assert judged(site(GOOD, GOOD6)).evidence["same_certificate"] is True


def test_the_summary_names_the_address_without_tls() -> None:
    """In both languages."""
    verdict = judged(site(GOOD, GOOD6, NO_TLS, reach=reach(BOTH, BOTH, PLAIN)))
    assert SECOND in verdict.summary.vi
    assert SECOND in verdict.summary.en
