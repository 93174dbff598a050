"""Whether a presented chain leads to a trusted root, and if not, what kind of trouble that is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from checks.facts import Certificate, CertificateChain
from checks.facts.tls import TrustProblem
from scanner.probes.tls.certificates import chain_building, roots
from scanner.probes.tls.certificates.chain_building import Path, VerificationFailure
from scanner.probes.tls.certificates.missing_issuer import first_missing_issuer
from scanner.probes.tls.certificates.parsing import MALFORMED, describe, extension, is_self_signed
from scanner.probes.tls.certificates.roots import Roots

CHAIN_LENGTH = 10  # certificates
DETAIL_LENGTH = 300
SECOND = timedelta(seconds=1)
UNVERIFIABLE = {6}  # the issuer's public key is of a kind that OpenSSL cannot decode
PROBLEMS: dict[int, TrustProblem] = {  # of OpenSSL's X509_V_ERR codes; those not listed are "other"
    2: "unknown_issuer",
    7: "invalid",  # signature
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_issuer",  # its root came along, and is not trusted
    20: "unknown_issuer",
    21: "unknown_issuer",
    24: "invalid",  # the issuer is no CA
    25: "invalid",  # path length
    26: "invalid",  # purpose
    32: "invalid",  # the issuer may not sign certificates
    34: "invalid",  # unhandled critical extension
    47: "invalid",  # name constraints
    48: "invalid",
    chain_building.UNREADABLE: "invalid",
}


@dataclass(frozen=True)
class Trust:
    """What ``CertificateChain`` says of trust.

    After a problem of dates, ``trusted_by`` and ``verified_chain`` tell which path holds at another time.
    """

    trusted: bool | None
    problem: TrustProblem | None = None
    detail: str = ""
    trusted_by: str | None = None
    verified_chain: tuple[str, ...] = ()


def chain(
    presented: Sequence[x509.Certificate], extra_roots: Sequence[x509.Certificate], moment: datetime
) -> CertificateChain:
    """A presented chain, leaf first, as facts; bounded to 10 certificates."""
    presented = presented[:CHAIN_LENGTH]
    trust = verify(presented, extra_roots, moment)
    certificates: tuple[Certificate, ...] = tuple(describe(certificate) for certificate in presented)
    return CertificateChain(
        certificates=certificates,
        trusted=trust.trusted,
        trust_problem=trust.problem,
        trust_detail=trust.detail[:DETAIL_LENGTH],
        trusted_by=trust.trusted_by,
        verified_chain=trust.verified_chain,
    )


def verify(
    presented: Sequence[x509.Certificate], extra_roots: Sequence[x509.Certificate], moment: datetime
) -> Trust:
    """Find a path from the leaf, the first certificate, to Mozilla's roots or the extra ones ("ca-file").

    The others may come in any order. The host name is left aside, and so are weak keys and signatures: checks
    of their own find those. ``moment`` is the time of the strict verification; the lenient one that follows
    its refusal (see ``chain_building``) always uses the present.
    """
    leaf, others = presented[0], presented[1:]
    stores = [roots.mozilla(), *([roots.of_user(tuple(extra_roots))] if extra_roots else [])]
    for store in stores:
        if path := _strict_path(leaf, others, store, moment):
            return _trusted(path, store)
    if not chain_building.serves(extension(leaf, x509.ExtendedKeyUsage)):
        return Trust(trusted=False, problem="invalid", detail="extendedKeyUsage does not allow serverAuth")
    verdicts = [_lenient(leaf, others, store) for store in stores]
    verdict = min(verdicts, key=lambda trust: (not trust.trusted, trust.problem == "unknown_issuer"))
    if verdict.problem in ("expired", "not_yet_valid"):
        return _at_another_time(verdict, presented, stores)
    if verdict.problem == "unknown_issuer":
        return _named(verdict, presented, stores)
    return verdict


def _strict_path(
    leaf: x509.Certificate, others: Sequence[x509.Certificate], store: Roots, moment: datetime
) -> Path | None:
    try:
        return chain_building.strict_path(leaf, others, store, moment)
    except (chain_building.VerificationError, *MALFORMED):
        return None


def _lenient(leaf: x509.Certificate, others: Sequence[x509.Certificate], store: Roots) -> Trust:
    outcome = chain_building.lenient_path(leaf, others, store)
    if not isinstance(outcome, VerificationFailure):
        return _trusted(outcome, store)
    if outcome.code in UNVERIFIABLE:
        return Trust(trusted=None, problem="other", detail=outcome.text)
    problem = PROBLEMS.get(outcome.code, "other")
    reached = store.name if problem in ("expired", "not_yet_valid") else None
    return Trust(trusted=False, problem=problem, detail=outcome.text, trusted_by=reached)


def _trusted(path: Path, store: Roots) -> Trust:
    return Trust(trusted=True, trusted_by=store.name, verified_chain=_fingerprints(path))


def _fingerprints(path: Path) -> tuple[str, ...]:
    return tuple(certificate.fingerprint(hashes.SHA256()).hex() for certificate in path)


def _at_another_time(verdict: Trust, presented: Sequence[x509.Certificate], stores: list[Roots]) -> Trust:
    """The path that held, or will hold, while every presented certificate is valid."""
    begin = max(certificate.not_valid_before_utc for certificate in presented)
    end = min(certificate.not_valid_after_utc for certificate in presented)
    dates = f"{verdict.detail}: valid from {begin:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} UTC"
    verdict = replace(verdict, detail=dates)
    for store in stores:
        if path := _strict_path(presented[0], presented[1:], store, end - SECOND):
            return replace(verdict, trusted_by=store.name, verified_chain=_fingerprints(path))
    return verdict


def _named(verdict: Trust, presented: Sequence[x509.Certificate], stores: list[Roots]) -> Trust:
    """Tell a self-signed leaf, an issuer that nobody knows, and an intermediate that was not sent apart."""
    if len(presented) == 1 and is_self_signed(presented[0]):
        return replace(verdict, problem="self_signed")
    missing = first_missing_issuer(presented, stores)
    if missing is None:
        return verdict
    problem: TrustProblem = "incomplete" if missing.is_intermediate else "unknown_issuer"
    return replace(verdict, problem=problem, detail=f"{verdict.detail}: {missing.issuer}")
