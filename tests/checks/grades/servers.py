"""Servers to be graded: a good one, spoilt in one place."""

from datetime import timedelta
from typing import Any

from checks.facts import Certificate, CertificateChain, Facts, ProtocolVersion, Target
from checks.grades.tls import TlsGrade, grade
from tests.checks import builders

V = ProtocolVersion
AES_128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
AES_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
CBC_128 = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
CBC_256 = "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
DHE = "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"
RSA_128 = "TLS_RSA_WITH_AES_128_GCM_SHA256"
RSA_256 = "TLS_RSA_WITH_AES_256_GCM_SHA384"
RC4 = "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"
TRIPLE_DES = "TLS_RSA_WITH_3DES_EDE_CBC_SHA"
DES = "TLS_RSA_WITH_DES_CBC_SHA"
EXPORT = "TLS_RSA_EXPORT_WITH_RC4_40_MD5"
NULL = "TLS_RSA_WITH_NULL_SHA256"
ANONYMOUS = "TLS_ECDH_anon_WITH_AES_256_CBC_SHA"
SSL_2_SUITE = "SSL_CK_RC4_128_WITH_MD5"
UNKNOWN = "UNKNOWN_0xC0FF"
TLS_1_2 = (AES_128, AES_256)
TLS_1_3 = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384")
GOOD = {V.TLS_1_2: TLS_1_2, V.TLS_1_3: TLS_1_3}
HALF_A_YEAR = 15_552_000


def server(
    suites: dict[ProtocolVersion, tuple[str, ...]] | None = None,
    *,
    chains: tuple[CertificateChain, ...] = (),
    order: bool | None = True,
    max_age: int | None = 63_072_000,
    host: str = builders.HOST,
    **changes: Any,
) -> Facts:
    """An endpoint with these suites (good ones by default), its own order, and HSTS for ``max_age`` seconds.

    ``changes``: fields of TlsFacts, of its negotiation or of its vulnerabilities.
    """
    accepted = GOOD if suites is None else suites
    scans = tuple(builders.protocol(version, *accepted.get(version, ()), server_order=order) for version in V)
    negotiated = _part(changes, builders.negotiation)
    flaws = _part(changes, builders.vulnerabilities)
    fields: dict[str, Any] = {
        "protocols": scans,
        "chains": chains or (chain(),),
        "negotiation": negotiated,
        "vulnerabilities": flaws,
    }
    hsts = () if max_age is None else (("strict-transport-security", f"max-age={max_age}"),)
    page = builders.visit(builders.exchange(headers=hsts))
    return builders.facts(
        target=Target(host=host, observed_at=builders.NOW),
        tls=builders.tls(**{**fields, **changes}),
        http=builders.http(https=page, https_ipv6=None),
    )


def chain(leaf: Certificate | None = None, **changes: Any) -> CertificateChain:
    """A chain of one leaf, trusted unless told otherwise."""
    return builders.chain(leaf or builders.certificate(), **changes)


def rsa(bits: int, **changes: Any) -> tuple[CertificateChain, ...]:
    """The only chain: an RSA leaf of so many bits."""
    leaf = builders.certificate(
        key_type="RSA", key_bits=bits, key_curve=None, signature_algorithm="sha256WithRSAEncryption"
    )
    return (chain(leaf, **changes),)


def untrusted(problem: str | None, **changes: Any) -> tuple[CertificateChain, ...]:
    """The only chain: one with this problem."""
    return (chain(trusted=False, trust_problem=problem, trusted_by=None, **changes),)


def leaf(**changes: Any) -> tuple[CertificateChain, ...]:
    """The only chain: a leaf with these changes."""
    return (chain(builders.certificate(**changes)),)


def expired() -> tuple[CertificateChain, ...]:
    """The only chain: one that ended yesterday."""
    end = builders.NOW - timedelta(days=1)
    return (chain(builders.certificate(not_after=end), trusted=False, trust_problem="expired"),)


def with_suites(*suites: str) -> dict[V, tuple[str, ...]]:
    """TLS 1.2 with these suites, and a good TLS 1.3."""
    return {V.TLS_1_2: suites, V.TLS_1_3: TLS_1_3}


def graded(facts: Facts) -> TlsGrade:
    """The grade of an endpoint that has one."""
    found = grade(facts)
    assert isinstance(found, TlsGrade)
    return found


def reasons(facts: Facts) -> list[str]:
    """Every cap, as "letter: reason"."""
    return [f"{cap.letter}: {cap.reason.en}" for cap in graded(facts).caps]


def _part(changes: dict[str, Any], build: Any) -> Any:
    """Build a part of the facts from those changes that are its fields, and take them out."""
    names = set(type(build()).model_fields) & changes.keys()
    return build(**{name: changes.pop(name) for name in names})
