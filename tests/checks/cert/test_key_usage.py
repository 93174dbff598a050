"""cert.key_usage."""

from typing import Any

import pytest

from checks.facts import Absent, Certificate, NotTested, ProtocolVersion, TlsFacts
from checks.model import Reason, Verdict
from tests.checks import builders

V = ProtocolVersion
RSA_EXCHANGE, RSA_ECDHE = "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
ECDSA_ECDHE, ECDSA_STATIC = (
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256",
)
RSA_DHE, TLS_1_3 = "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", "TLS_AES_128_GCM_SHA256"
SIGN, ENCRYPT, AGREE = "digitalSignature", "keyEncipherment", "keyAgreement"
NO_EXTENSION = Absent(detail="no such extension")
RSA: dict[str, Any] = {"key_type": "RSA", "key_bits": 2048, "key_curve": None}


def served(*suites: str, **changes: Any) -> TlsFacts:
    """TLS 1.2 with these suites, and TLS 1.3 when one of them is its."""
    modern = [suite for suite in suites if suite == TLS_1_3]
    older = [suite for suite in suites if suite != TLS_1_3]
    lists = {V.TLS_1_2: older, V.TLS_1_3: modern}
    protocols = tuple(builders.protocol(version, *lists.get(version, ())) for version in V)
    return builders.tls(**{"protocols": protocols, **changes})


def judged(tls: TlsFacts, *certificates: Certificate, **changes: Any) -> Verdict:
    """The verdict on one chain."""
    chain = builders.chain(*certificates, **changes)
    return builders.verdict("cert.key_usage", builders.facts(tls=tls.model_copy(update={"chains": (chain,)})))


@pytest.mark.parametrize(
    ("key", "usage", "suites", "outcome"),
    [
        (RSA, (SIGN,), (RSA_ECDHE, TLS_1_3), "pass"),
        (RSA, (SIGN, ENCRYPT), (RSA_ECDHE, RSA_EXCHANGE), "pass"),
        (RSA, NO_EXTENSION, (RSA_ECDHE, RSA_EXCHANGE), "pass"),
        (RSA, (ENCRYPT, "dataEncipherment"), (RSA_ECDHE,), "fail"),
        (RSA, (ENCRYPT,), (RSA_DHE,), "fail"),
        (RSA, (ENCRYPT,), (TLS_1_3,), "fail"),
        (RSA, (ENCRYPT,), (RSA_EXCHANGE, RSA_ECDHE), "fail"),
        (RSA, (ENCRYPT,), (RSA_EXCHANGE,), "pass"),
        (RSA, (SIGN,), (RSA_EXCHANGE,), "fail"),
        (RSA, ("keyCertSign", "cRLSign"), (RSA_ECDHE,), "fail"),
        (RSA, (ENCRYPT,), (ECDSA_ECDHE, RSA_EXCHANGE), "pass"),  # the ECDSA leaf beside it signs there
        ({}, (SIGN,), (ECDSA_ECDHE,), "pass"),
        ({}, (AGREE,), (ECDSA_ECDHE,), "fail"),
        ({}, (AGREE,), (ECDSA_STATIC,), "pass"),
        ({}, ("keyCertSign",), (TLS_1_3,), "fail"),
        ({"key_type": "Ed25519", "key_curve": None}, (AGREE,), (ECDSA_ECDHE,), "fail"),
    ],
)
def test_the_handshake_decides_what_is_needed(
    key: dict[str, Any], usage: tuple[str, ...] | Absent, suites: tuple[str, ...], outcome: str
) -> None:
    """TLS 1.3 and ephemeral exchanges sign, RSA key exchange encrypts; no extension allows all."""
    verdict = judged(served(*suites), builders.certificate(**key, key_usage=usage))
    assert (verdict.outcome, verdict.severity) == (outcome, "high")


@pytest.mark.parametrize(
    ("purposes", "outcome"),
    [
        (("serverAuth",), "pass"),
        (("clientAuth", "serverAuth"), "pass"),
        (("anyExtendedKeyUsage",), "pass"),
        (("2.5.29.37.0",), "pass"),
        (NO_EXTENSION, "pass"),
        (("clientAuth",), "fail"),
        (("emailProtection", "1.3.6.1.4.1.311.20.2.2"), "fail"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_every_certificate_of_the_path_is_for_servers(
    place: int, purposes: tuple[str, ...] | Absent, outcome: str
) -> None:
    """The leaf and each intermediate; of the root a client keeps its own."""
    usages: list[dict[str, Any]] = [
        {"key_usage": (SIGN,)},
        {"key_usage": ("keyCertSign",)},
        {"key_usage": NO_EXTENSION},
    ]
    path = [
        builders.certificate(subject=f"CN={one}", issuer=f"CN={one + 1}", sha256=f"{one}" * 64, **usage)
        for one, usage in enumerate(usages)
    ]
    path[place] = path[place].model_copy(update={"extended_key_usage": purposes})
    root = builders.certificate(subject="CN=3", sha256="3" * 64, self_signed=True, extended_key_usage=("x",))
    sent = tuple(one.sha256 for one in (*path, root))
    verdict = judged(served(TLS_1_3), *path, root, verified_chain=sent)
    assert verdict.outcome == outcome
    assert (f"CN={place}" in verdict.summary.en) == (outcome == "fail" and place > 0)


def test_an_intermediate_that_may_not_sign() -> None:
    """A keyUsage without keyCertSign makes no authority."""
    signer = builders.certificate(subject="CN=Example CA", sha256="cd" * 32, key_usage=(SIGN,))
    verdict = judged(served(TLS_1_3), builders.certificate(), signer)
    assert (verdict.outcome, "keyCertSign" in verdict.summary.en) == ("fail", True)


@pytest.mark.parametrize(
    ("changes", "outcome", "severity"),
    [
        ({}, "warn", "medium"),
        ({"trusted": False, "trust_problem": "unknown_issuer"}, "warn", "medium"),
        ({"trusted": False, "trust_problem": "self_signed"}, "pass", "high"),
    ],
)
def test_a_leaf_that_is_an_authority(changes: dict[str, Any], outcome: str, severity: str) -> None:
    """Its key on a web server deserves a word, unless it vouches for itself alone."""
    verdict = judged(served(TLS_1_3), builders.certificate(is_ca=True), **changes)
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_old_facts_do_not_pass() -> None:
    """Facts from before the extensions were looked at tell nothing, nor do illegible extensions."""
    old = builders.certificate().model_dump(exclude={"key_usage", "extended_key_usage"})
    assert judged(served(TLS_1_3), Certificate(**old)).outcome == "not_tested"
    illegible = NotTested(reason=Reason.UNREADABLE, detail="the extension cannot be decoded")
    for field in ("key_usage", "extended_key_usage"):
        verdict = judged(served(TLS_1_3), builders.certificate(**{field: illegible}))
        assert (verdict.outcome, verdict.reason) == ("not_tested", "unreadable")


@pytest.mark.parametrize(
    ("usage", "outcome"), [((ENCRYPT,), "not_tested"), ((SIGN,), "not_tested"), ((SIGN, ENCRYPT), "pass")]
)
def test_a_limit_on_handshakes_not_seen_is_not_passed(usage: tuple[str, ...], outcome: str) -> None:
    """Where the extension allows one use only, the handshakes must be known to the end."""
    broken_off = builders.protocol(V.TLS_1_2, status="accepted", reason="blocked")
    refused = [builders.protocol(version) for version in V if version is not V.TLS_1_2]
    tls = builders.tls(protocols=(broken_off, *refused))
    verdict = judged(tls, builders.certificate(**RSA, key_usage=usage))
    assert verdict.outcome == outcome
    if outcome == "not_tested":
        assert verdict.reason == "incomplete"
