"""cert.signature."""

import pytest

from checks.facts import Certificate
from checks.model import Verdict
from tests.checks import builders


def signed(algorithm: str, digest: str | None, **changes: object) -> Certificate:
    """A certificate with this signature."""
    return builders.certificate(signature_algorithm=algorithm, signature_hash=digest, **changes)


def judged(*certificates: Certificate) -> Verdict:
    """The verdict on one chain."""
    chain = builders.chain(*certificates)
    return builders.verdict("cert.signature", builders.facts(tls=builders.tls(chains=(chain,))))


SHA1 = ("sha1WithRSAEncryption", "sha1")


@pytest.mark.parametrize(
    ("algorithm", "digest", "outcome"),
    [
        ("ecdsa-with-SHA256", "sha256", "pass"),
        ("sha384WithRSAEncryption", "sha384", "pass"),
        ("RSASSA-PSS", "sha256", "pass"),
        ("ed25519", None, "pass"),
        ("Ed448", None, "pass"),
        (*SHA1, "fail"),
        ("ecdsa-with-SHA1", "sha1", "fail"),
        ("md5WithRSAEncryption", "md5", "fail"),
        ("md2WithRSAEncryption", "md2", "fail"),
        ("1.2.643.7.1.1.3.2", None, "not_tested"),
    ],
)
def test_the_hash_decides(algorithm: str, digest: str | None, outcome: str) -> None:
    """MD5 and SHA-1 fail; EdDSA needs no hash; an unknown algorithm is not judged."""
    verdict = judged(signed(algorithm, digest))
    assert (verdict.outcome, verdict.severity) == (outcome, "high")


def test_intermediates_count_and_roots_do_not() -> None:
    """Trust in a root does not come from its signature."""
    leaf, issuer = builders.certificate(), {"subject": "CN=Example CA", "sha256": "cd" * 32}
    assert judged(leaf, signed(*SHA1, **issuer)).outcome == "fail"
    assert judged(leaf, signed(*SHA1, **issuer, self_signed=True)).outcome == "pass"


def test_a_lone_self_signed_certificate_is_cert_trusted_s_finding() -> None:
    """There is no signature that anyone relies on."""
    verdict = judged(signed(*SHA1, self_signed=True))
    assert verdict.outcome == "not_applicable"
    assert "cert.trusted" in verdict.summary.en


def test_a_profile_may_name_hashes_to_phase_out() -> None:
    """Internet.nl's notice on SHA-224; by default it is safe."""
    chain = builders.chain(signed("ecdsa-with-SHA224", "sha224"))
    facts = builders.facts(tls=builders.tls(chains=(chain,)))
    assert builders.verdict("cert.signature", facts).outcome == "pass"
    verdict = builders.verdict("cert.signature", facts, "internet-nl")
    assert (verdict.outcome, verdict.severity) == ("warn", "low")


@pytest.mark.parametrize(("on_path", "outcome"), [(False, "pass"), (True, "fail")])
def test_only_the_verified_path_counts(*, on_path: bool, outcome: str) -> None:
    """An old cross-certificate of the same authority, which no client needs, is no finding here."""
    old = signed(*SHA1, subject="CN=Example CA", sha256="cd" * 32)
    good = builders.certificate(subject="CN=Example CA", sha256="ef" * 32)
    path = ("ab" * 32, (old if on_path else good).sha256, "00" * 32)
    chain = builders.chain(builders.certificate(), old, good, verified_chain=path)
    verdict = builders.verdict("cert.signature", builders.facts(tls=builders.tls(chains=(chain,))))
    assert verdict.outcome == outcome
    assert ("broken_but_not_needed" in verdict.evidence) is not on_path


def test_without_a_path_what_the_leaf_names_counts() -> None:
    """The issuers that the leaf and they themselves name, in whatever order, and no strangers."""
    first = builders.certificate(subject="CN=Example CA", issuer="CN=Upper", sha256="cd" * 32)
    upper, stranger = signed(*SHA1, subject="CN=Upper", sha256="ef" * 32), signed(*SHA1, subject="CN=Else")
    untrusted: dict[str, object] = {"trusted": False, "trust_problem": "unknown_issuer"}
    for sent, outcome in (((stranger, upper, first), "fail"), ((stranger, first), "pass")):
        chain = builders.chain(builders.certificate(), *sent, **untrusted)
        facts = builders.facts(tls=builders.tls(chains=(chain,)))
        assert builders.verdict("cert.signature", facts).outcome == outcome
