"""cert.key."""

import pytest

from checks.facts import Certificate
from tests.checks import builders


def key(kind: str, bits: int, curve: str | None = None, **changes: object) -> Certificate:
    """A certificate with this key."""
    return builders.certificate(key_type=kind, key_bits=bits, key_curve=curve, **changes)


@pytest.mark.parametrize(
    ("certificate", "outcome"),
    [
        (key("RSA", 2048), "pass"),
        (key("RSA", 2047), "fail"),
        (key("RSA", 1024), "fail"),
        (key("EC", 256, "secp256r1"), "pass"),
        (key("EC", 224, "secp224r1"), "pass"),
        (key("EC", 192, "secp192r1"), "fail"),
        (key("DSA", 3072), "fail"),
        (key("Ed25519", 256), "pass"),
        (key("Ed448", 456), "pass"),
        (key("GOST R 34.10-2012", 256), "not_tested"),
    ],
)
def test_kind_and_size_decide(certificate: Certificate, outcome: str) -> None:
    """RSA from 2048 bits, curves from 224, no DSA; an unknown kind is not judged."""
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(certificate),)))
    verdict = builders.verdict("cert.key", facts)
    assert (verdict.outcome, verdict.severity) == (outcome, "high")


@pytest.mark.parametrize(("self_signed", "outcome"), [(False, "fail"), (True, "pass")])
def test_intermediates_count_and_roots_do_not(*, self_signed: bool, outcome: str) -> None:
    """A client keeps its own copy of the root."""
    issuer = key("RSA", 1024, subject="CN=Example CA", sha256="cd" * 32, is_ca=True, self_signed=self_signed)
    chain = builders.chain(builders.certificate(), issuer)
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=(chain,))))
    assert verdict.outcome == outcome


def test_a_self_signed_leaf_is_judged() -> None:
    """Its key is the server's, whoever signed it."""
    chain = builders.chain(key("RSA", 512, self_signed=True), trusted=False, trust_problem="self_signed")
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=(chain,))))
    assert (verdict.outcome, "RSA 512" in verdict.summary.vi) == ("fail", True)


@pytest.mark.parametrize(
    ("certificate", "outcome", "severity"),
    [
        (key("RSA", 2048), "warn", "low"),
        (key("RSA", 3071), "warn", "low"),
        (key("RSA", 3072), "pass", "high"),
        (key("RSA", 1024), "fail", "high"),
        (key("EC", 224, "secp224r1"), "warn", "low"),
        (key("EC", 256, "secp256r1"), "pass", "high"),
        (key("Ed25519", 256), "pass", "high"),
        (key("GOST R 34.10-2012", 256), "not_tested", "high"),
    ],
)
def test_a_profile_may_recommend_longer_keys(certificate: Certificate, outcome: str, severity: str) -> None:
    """Internet.nl's notice: RSA below 3072 and P-224 are acceptable, and short."""
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(certificate),)))
    verdict = builders.verdict("cert.key", facts, "internet-nl")
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


@pytest.mark.parametrize("kind", ["EC", "RSA", "1.2.643.7.1.1.1.1", "(unreadable)"])
def test_a_key_that_cannot_be_read_is_not_weak(kind: str) -> None:
    """SM2, explicit parameters, GOST: of unknown strength, and told as unreadable."""
    certificate = key(kind, 0, unreadable=("key",))
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(certificate),)))
    verdict = builders.verdict("cert.key", facts)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "unreadable")


def test_a_key_that_was_measured_is_judged_although_it_cannot_be_loaded() -> None:
    """The lenient reader tells the size of odd RSA keys."""
    certificate = key("RSA", 512, unreadable=("key",))
    facts = builders.facts(tls=builders.tls(chains=(builders.chain(certificate),)))
    assert builders.verdict("cert.key", facts).outcome == "fail"


@pytest.mark.parametrize(("on_path", "outcome"), [(False, "pass"), (True, "fail")])
def test_only_the_verified_path_counts(*, on_path: bool, outcome: str) -> None:
    """A weak certificate that is sent along, and that no client needs, is no finding here."""
    weak = key("RSA", 1024, subject="CN=Example CA", sha256="cd" * 32)
    good = key("EC", 256, "secp256r1", subject="CN=Example CA", sha256="ef" * 32)
    path = ("ab" * 32, (weak if on_path else good).sha256, "00" * 32)
    chain = builders.chain(builders.certificate(), weak, good, verified_chain=path)
    verdict = builders.verdict("cert.key", builders.facts(tls=builders.tls(chains=(chain,))))
    assert verdict.outcome == outcome
    assert ("weak_but_not_needed" in verdict.evidence) is not on_path
