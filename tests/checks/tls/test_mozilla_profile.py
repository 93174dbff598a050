"""tls.mozilla_profile."""

import json
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest

from checks.errors import ChecksError
from checks.facts import Certificate, ProtocolVersion, TlsFacts
from checks.model import Reason
from checks.tls._mozilla import differences, load
from checks.tls.mozilla_profile import CHECK, KINDS
from tests.checks import builders

V = ProtocolVersion
AEAD = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
DHE = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
RSA: dict[str, Any] = {
    "key_type": "RSA",
    "key_bits": 2048,
    "key_curve": None,
    "signature_algorithm": "sha256WithRSAEncryption",
}
TLS_1_3 = ("TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256")


def server(*leaves: Certificate, suites: dict[V, tuple[str, ...]], **changes: Any) -> TlsFacts:
    """A server with these suites a version, and these certificates."""
    scans = tuple(builders.protocol(version, *suites.get(version, ())) for version in V)
    chains = tuple(builders.chain(leaf) for leaf in leaves or (builders.certificate(),))
    return builders.tls(protocols=scans, chains=chains, **changes)


def rsa(**changes: Any) -> Certificate:
    """An RSA 2048 leaf."""
    return builders.certificate(**{**RSA, **changes})


MODERN = server(suites={V.TLS_1_3: TLS_1_3})
INTERMEDIATE = server(rsa(), suites={V.TLS_1_2: (AEAD,), V.TLS_1_3: TLS_1_3})
WITH_DHE = server(rsa(), suites={V.TLS_1_2: (AEAD, DHE)})
OLD = server(rsa(), suites={V.TLS_1_0: ("TLS_RSA_WITH_3DES_EDE_CBC_SHA",), V.TLS_1_2: (AEAD,)})
HYBRID = server(suites={V.TLS_1_3: TLS_1_3}, groups=("X25519MLKEM768", "X25519"))


@pytest.mark.parametrize(
    ("tls", "guidelines", "profile", "expected"),
    [
        (MODERN, "6.0", "modern", {}),
        (MODERN, "5.7", "intermediate", {}),
        (HYBRID, "6.0", "modern", {}),
        (HYBRID, "5.7", "modern", {"groups": ["X25519MLKEM768"]}),
        (INTERMEDIATE, "6.0", "intermediate", {}),
        (
            INTERMEDIATE,
            "6.0",
            "modern",
            {
                "versions": ["TLSv1.2"],
                "suites": [AEAD],
                "key_types": ["RSA"],
                "signatures": ["sha256WithRSAEncryption"],
            },
        ),
        (WITH_DHE, "5.7", "intermediate", {}),
        (WITH_DHE, "6.0", "intermediate", {"suites": [DHE]}),
        (OLD, "5.7", "old", {}),
        (
            OLD,
            "6.0",
            "intermediate",
            {"versions": ["TLSv1.0"], "suites": ["TLS_RSA_WITH_3DES_EDE_CBC_SHA"]},
        ),
    ],
)
def test_each_profile_allows_its_own(
    tls: TlsFacts, guidelines: str, profile: str, expected: dict[str, list[str]]
) -> None:
    """Exactly what lies beyond the profile is named."""
    assert differences(tls, load(guidelines, profile)) == expected


@pytest.mark.parametrize(
    ("leaves", "expected"),
    [
        ([rsa(key_bits=1024)], {"key_sizes": ["RSA 1024"]}),
        ([builders.certificate(key_curve="secp521r1", key_bits=521)], {"key_curves": ["secp521r1"]}),
        (
            [builders.certificate(key_type="Ed25519", key_curve=None, signature_algorithm="ed25519")],
            {"key_types": ["Ed25519"], "signatures": ["ed25519"]},
        ),
        ([rsa(signature_algorithm="sha384WithRSAEncryption")], {"signatures": ["sha384WithRSAEncryption"]}),
        ([rsa(not_after=builders.NOW + timedelta(days=337))], {"lifespans": ["367 d"]}),
        ([rsa(not_after=builders.NOW + timedelta(days=336))], {}),
        ([rsa(signature_algorithm="sha512WithRSAEncryption"), builders.certificate()], {}),
    ],
)
def test_certificates_are_compared(leaves: list[Certificate], expected: dict[str, list[str]]) -> None:
    """Kind, curve, size, signature and lifespan of the leaf."""
    tls = server(*leaves, suites={V.TLS_1_3: TLS_1_3})
    assert differences(tls, load("6.0", "intermediate")) == expected


@pytest.mark.parametrize(
    ("tls", "outcome", "reason"),
    [
        (INTERMEDIATE, "pass", None),
        (WITH_DHE, "fail", None),
        (server(suites={}), "not_tested", "blocked"),
        (builders.tls(chains=()), "not_tested", "blocked"),
        (
            builders.tls(
                protocols=(
                    builders.protocol(V.TLS_1_2, AEAD),
                    builders.protocol(V.SSL_3, status="not_tested", reason=Reason.TIMEOUT),
                )
            ),
            "not_tested",
            "timeout",
        ),
    ],
)
def test_a_difference_fails_and_a_gap_leaves_it_open(tls: TlsFacts, outcome: str, reason: str | None) -> None:
    """Without a difference, whatever was not tested rules out a pass."""
    verdict = builders.verdict("tls.mozilla_profile", builders.facts(tls=tls))
    assert (verdict.outcome, verdict.reason, verdict.severity) == (outcome, reason, "medium")


def test_groups_are_judged_only_when_tested() -> None:
    """Untested groups are named as not compared, and leave it open; a group beyond the profile fails."""
    untested = builders.verdict("tls.mozilla_profile", builders.facts(tls=builders.tls(groups=None)))
    assert (untested.outcome, untested.evidence["not_compared"]) == ("not_tested", "groups")
    beyond = builders.facts(tls=builders.tls(groups=("X25519", "secp521r1")))
    verdict = builders.verdict("tls.mozilla_profile", beyond)
    assert verdict.evidence["differences"] == {"groups": ["secp521r1"]}
    assert verdict.summary.en.endswith("profile: key exchange groups.")


def test_every_kind_of_difference_has_a_name_to_read() -> None:
    """The summary can name whatever the comparison finds."""
    worst = server(
        rsa(key_type="DSA", key_curve="sect163k1", not_after=builders.NOW + timedelta(days=999)),
        rsa(key_type="RSA", key_bits=512),
        suites={V.SSL_3: ("TLS_RSA_WITH_RC4_128_MD5",)},
        groups=("sect163k1",),
    )
    assert set(differences(worst, load("6.0", "modern"))) <= set(KINDS)
    assert set(differences(worst, load("6.0", "modern"))) >= set(KINDS) - {"key_sizes"}


@pytest.mark.parametrize(("guidelines", "profile"), [("6.0", "old"), ("4.0", "modern"), ("5.7", "strict")])
def test_an_unknown_profile_is_one_clear_error(guidelines: str, profile: str) -> None:
    """Guidelines 6.0 have no profile "old"."""
    with pytest.raises(ChecksError, match="choose one of"):
        CHECK.judge(builders.facts(), {"guidelines": guidelines, "profile": profile})


@pytest.mark.parametrize("profile", ["modern", "intermediate", "old"])
def test_the_data_of_5_7_equals_the_published_guidelines(profile: str) -> None:
    """Mozilla's own file comes with sslyze."""
    text = (files("sslyze.mozilla_tls_profile") / "5.7.json").read_text(encoding="utf-8")
    published, ours = json.loads(text)["configurations"][profile], load("5.7", profile)
    renamed = {"TLSv1": "TLSv1.0", "prime256v1": "secp256r1", "X25519": "x25519", "ecdsa": "EC", "rsa": "RSA"}
    wanted = {
        "versions": published["tls_versions"],
        "suites": published["ciphersuites"] + published["ciphers"]["iana"],
        "groups": published["tls_curves"],
        "key_types": published["certificate_types"],
        "key_curves": published["certificate_curves"],
        "signatures": published["certificate_signatures"],
    }
    for field, names in wanted.items():
        assert set(getattr(ours, field)) == {renamed.get(name, name) for name in names}
    assert ours.rsa_key_size == (published["rsa_key_size"] or 0)
    assert ours.maximum_lifespan_days == published["maximum_certificate_lifespan"]
