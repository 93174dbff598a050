"""tls.key_exchange."""

from typing import Any

import pytest

from checks.facts import Absent, NotTested, ProtocolVersion, TlsFacts
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion
ECDHE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
DHE = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
RSA = "TLS_RSA_WITH_AES_128_GCM_SHA256"
TLS_1_3 = "TLS_AES_128_GCM_SHA256"
SILENT = NotTested(reason=Reason.TIMEOUT)


def server(*suites: str, dh: tuple[int, ...] | Absent | NotTested = SILENT, **changes: Any) -> TlsFacts:
    """A server with these suites in TLS 1.2 and nothing else; ``dh``: bits of its DHE parameters."""
    protocols = tuple(builders.protocol(version, *(suites if version is V.TLS_1_2 else ())) for version in V)
    negotiation = builders.negotiation(dh_prime_bits=dh)
    return builders.tls(**{"protocols": protocols, "negotiation": negotiation, **changes})


def judged(tls: TlsFacts) -> Verdict:
    """The verdict on one server."""
    return builders.verdict("tls.key_exchange", builders.facts(tls=tls))


@pytest.mark.parametrize(
    ("groups", "outcome", "severity"),
    [
        (("x25519", "secp256r1", "secp384r1"), "pass", "medium"),
        (("X25519MLKEM768",), "pass", "medium"),
        (("x25519", "secp224r1"), "warn", "low"),
        (("x25519", "ffdhe3072"), "warn", "low"),
        (("x25519", "ffdhe2048"), "fail", "medium"),
        (("x25519", "secp256k1"), "fail", "medium"),
        (("secp224r1", "sect233k1"), "fail", "medium"),
        (None, "not_tested", "medium"),
    ],
)
def test_the_worst_group_decides(groups: tuple[str, ...] | None, outcome: str, severity: str) -> None:
    """Internet.nl's classes; untested groups rule out a pass."""
    verdict = judged(server(ECDHE, groups=groups))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


@pytest.mark.parametrize(
    ("dh", "outcome", "severity"),
    [
        ((1024,), "fail", "high"),
        ((2047, 4096), "fail", "high"),
        ((2048,), "fail", "medium"),
        ((3072,), "warn", "low"),
        ((4096, 4096), "warn", "low"),
        (SILENT, "not_tested", "medium"),
    ],
)
def test_diffie_hellman_parameters_count_by_size(
    dh: tuple[int, ...] | NotTested, outcome: str, severity: str
) -> None:
    """Below 2048 bits is high, below 3072 is Internet.nl's insufficient, none is good."""
    verdict = judged(server(ECDHE, DHE, dh=dh))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_small_parameters_come_before_weak_groups() -> None:
    """The gravest is named."""
    verdict = judged(server(ECDHE, DHE, dh=(768,), groups=("secp192r1",)))
    assert verdict.summary.en == "The server accepts weak key exchange groups: DH 768."


@pytest.mark.parametrize("dh", [SILENT, Absent(detail="no DHE")])
def test_parameters_that_no_suite_uses_are_not_missed(dh: Absent | NotTested) -> None:
    """Without a DHE suite, untested DHE parameters leave nothing open."""
    assert judged(server(ECDHE, dh=dh)).outcome == "pass"


def test_groups_that_no_suite_uses_are_not_missed() -> None:
    """With DHE alone, untested curves leave nothing open."""
    assert judged(server(DHE, dh=(4096,), groups=None)).outcome == "warn"


def test_no_suite_with_forward_secrecy_fails() -> None:
    """RSA key exchange only; one ephemeral suite beside it is enough here, tls.ciphers names the others."""
    verdict = judged(server(RSA, groups=None))
    assert (verdict.outcome, verdict.severity) == ("fail", "medium")
    assert verdict.evidence["forward_secrecy"] is False
    assert judged(server(RSA, ECDHE)).outcome == "pass"


def test_a_version_not_seen_may_have_forward_secrecy() -> None:
    """What was not tested is never the ground of a fail."""
    seen = server(RSA, groups=())
    protocols = tuple(
        builders.protocol(V.TLS_1_3, status="not_tested", reason=Reason.TIMEOUT)
        if scan.version is V.TLS_1_3
        else scan
        for scan in seen.protocols
    )
    verdict = judged(seen.model_copy(update={"protocols": protocols}))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "timeout")


def test_tls_1_3_suites_use_groups() -> None:
    """Their names say no key exchange, yet every one of them needs a group."""
    protocols = tuple(
        builders.protocol(version, *([TLS_1_3] if version is V.TLS_1_3 else [])) for version in V
    )
    assert judged(builders.tls(protocols=protocols, groups=None)).outcome == "not_tested"


def test_the_evidence_holds_groups_sizes_and_forward_secrecy() -> None:
    """Everything that was compared."""
    verdict = judged(server(ECDHE, DHE, dh=(3072,), groups=("x25519",)))
    assert verdict.evidence == {"forward_secrecy": True, "groups": {"x25519": "good"}, "dh_bits": [3072]}


def test_nothing_accepted_is_not_a_pass() -> None:
    """A server that refused every version was not seen."""
    assert judged(server()).outcome == "not_tested"
