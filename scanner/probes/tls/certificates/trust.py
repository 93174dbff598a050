"""Whether a presented chain leads to a trusted root, and if not, what kind of trouble that is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from checks.facts.tls import TrustProblem
from scanner.probes.tls.certificates import chain_building, path_search, roots
from scanner.probes.tls.certificates.browser_rules import objection
from scanner.probes.tls.certificates.chain_building import VerificationFailure
from scanner.probes.tls.certificates.issuer_links import IssuerLinks
from scanner.probes.tls.certificates.missing_issuer import first_missing_issuer
from scanner.probes.tls.certificates.names import issuer_of, name_key
from scanner.probes.tls.certificates.parsing import SentCertificate, attempt, is_self_signed, parse
from scanner.probes.tls.certificates.path_search import Path
from scanner.probes.tls.certificates.roots import Roots

LENIENT_PATHS = 10
SECOND = timedelta(seconds=1)
UNVERIFIABLE = {6}  # the issuer's public key is of a kind that OpenSSL cannot decode
DATES = ("expired", "not_yet_valid")
PROBLEMS: dict[int, TrustProblem] = {  # of OpenSSL's X509_V_ERR codes; those not listed are "other"
    2: "unknown_issuer",
    7: "invalid",  # signature
    9: "not_yet_valid",
    10: "expired",
    13: "invalid",  # a date that is none; and so are the next two
    14: "invalid",
    18: "self_signed",
    19: "unknown_issuer",  # its root came along, and is not trusted
    20: "unknown_issuer",
    21: "unknown_issuer",
    24: "invalid",  # the issuer is no CA
    25: "invalid",  # path length
    26: "invalid",  # purpose
    32: "invalid",  # the issuer may not sign certificates
    34: "invalid",  # unhandled critical extension
    41: "invalid",  # an extension is inconsistent
    47: "invalid",  # name constraints
    48: "invalid",
    chain_building.UNREADABLE: "invalid",
}


@dataclass(frozen=True)
class Trust:
    """What ``CertificateChain`` says of trust.

    After a problem of dates, and where browsers refuse a path that verifies otherwise, ``trusted_by`` and
    ``verified_chain`` tell which path that is.
    """

    trusted: bool | None
    problem: TrustProblem | None = None
    detail: str = ""
    trusted_by: str | None = None
    verified_chain: tuple[str, ...] = ()


def verify(
    sent: Sequence[SentCertificate],
    links: IssuerLinks,
    extra_roots: Sequence[x509.Certificate],
    moment: datetime,
) -> Trust:
    """Find a path from the leaf, the first certificate, to Mozilla's roots or the extra ones ("ca-file").

    The others may come in any order; ``links`` holds those that are parsed. The host name is left aside, and
    so are weak keys and signatures: checks of their own find those. ``moment`` is the time of the strict
    verification; the lenient one that follows its refusal (see ``chain_building``) always uses the present.
    """
    stores = [roots.mozilla(), *([roots.of_user(tuple(extra_roots))] if extra_roots else [])]
    if sent[0].parsed is None:
        return _of_unparsed_leaf(sent, stores)
    candidates: list[tuple[Path, Roots]] = []  # as far as the strict verification went
    strict = _first_trusted(_strict(_searched(links, stores, moment, candidates), moment))
    verdict = strict or _first_trusted(_lenient(candidates))
    if verdict is None:
        return _without_path(sent, links, stores)
    if verdict.problem in DATES:
        reached = next((path, store) for path, store in candidates if store.name == verdict.trusted_by)
        return _at_another_time(verdict, candidates, reached)
    return verdict


def _first_trusted(verdicts: Iterable[Trust]) -> Trust | None:
    """The first that is trusted, or else the nearest to it: a date that is over, then a refusal."""
    failed: list[Trust] = []
    for verdict in verdicts:
        if verdict.trusted:
            return verdict
        failed.append(verdict)
    return min(
        failed, key=lambda verdict: (verdict.problem not in DATES, verdict.trusted is None), default=None
    )


def _searched(
    links: IssuerLinks, stores: Sequence[Roots], moment: datetime, candidates: list[tuple[Path, Roots]]
) -> Iterator[tuple[Path, Roots]]:
    """Each path as it is found, which is also put down in the list."""
    for store in stores:
        for path in path_search.paths(links, store, moment):
            candidates.append((path, store))
            yield path, store


def _strict(candidates: Iterable[tuple[Path, Roots]], moment: datetime) -> Iterator[Trust]:
    for path, store in candidates:
        verified = chain_building.strict_path(path, store, moment)
        if verified and objection(verified) is None:
            yield _trusted([certificate.public_bytes(Encoding.DER) for certificate in verified], store)


def _lenient(candidates: Sequence[tuple[Path, Roots]]) -> Iterator[Trust]:
    for path, store in islice(candidates, LENIENT_PATHS):
        encoded = [certificate.public_bytes(Encoding.DER) for certificate in path]
        outcome = chain_building.lenient_path(encoded, store)
        yield _failed(outcome, store) if isinstance(outcome, VerificationFailure) else _judged(outcome, store)


def _judged(path: Sequence[bytes], store: Roots) -> Trust:
    """A path that OpenSSL accepts, held to what browsers refuse."""
    verdict, against = _trusted(path, store), objection([parse(der) for der in path])
    if against is None:
        return verdict
    if against.is_refusal:
        return replace(verdict, trusted=False, problem="invalid", detail=against.text)
    return replace(verdict, trusted=None, problem="other", detail=against.text)


def _failed(failure: VerificationFailure, store: Roots) -> Trust:
    if failure.code in UNVERIFIABLE:
        return Trust(trusted=None, problem="other", detail=failure.text)
    problem = PROBLEMS.get(failure.code, "other")
    return Trust(
        trusted=False,
        problem=problem,
        detail=failure.text,
        trusted_by=store.name if problem in DATES else None,
    )


def _trusted(path: Sequence[bytes], store: Roots) -> Trust:
    fingerprints = tuple(sha256(der).hexdigest() for der in path)
    return Trust(trusted=True, trusted_by=store.name, verified_chain=fingerprints)


def _at_another_time(
    verdict: Trust, candidates: Sequence[tuple[Path, Roots]], reached: tuple[Path, Roots]
) -> Trust:
    """The path that held, or will hold, while all of it is valid; or else the one that was reached."""
    for path, store in candidates:
        dates = _common_dates(path)
        if dates and (verified := chain_building.strict_path(path, store, dates[1] - SECOND)):
            held = _trusted([certificate.public_bytes(Encoding.DER) for certificate in verified], store)
            detail = (
                f"{verdict.detail}: valid from {dates[0]:%Y-%m-%d %H:%M} to {dates[1]:%Y-%m-%d %H:%M} UTC"
            )
            return replace(held, trusted=False, problem=verdict.problem, detail=detail)
    path, store = reached
    root = store.by_name.get(name_key(issuer_of(path[-1])), ())[:1]
    held = _trusted([certificate.public_bytes(Encoding.DER) for certificate in (*path, *root)], store)
    return replace(held, trusted=False, problem=verdict.problem, detail=verdict.detail)


def _common_dates(path: Path) -> tuple[datetime, datetime] | None:
    begins = attempt(lambda: max(certificate.not_valid_before_utc for certificate in path), None)
    ends = attempt(lambda: min(certificate.not_valid_after_utc for certificate in path), None)
    return (begins, ends) if begins and ends and begins < ends else None


def _without_path(sent: Sequence[SentCertificate], links: IssuerLinks, stores: Sequence[Roots]) -> Trust:
    """Tell a self-signed leaf, an issuer that nobody knows, and an intermediate that was not sent apart."""
    verdicts = [_failed_or_doubted(sent, store) for store in stores]
    verdict = min(verdicts, key=lambda trust: (trust.trusted is None, trust.problem == "unknown_issuer"))
    if is_self_signed(links.certificates[0]):
        return replace(verdict, trusted=False, problem="self_signed")
    missing = first_missing_issuer(links, stores) if verdict.problem == "unknown_issuer" else None
    if missing is None:
        return verdict
    problem: TrustProblem = "incomplete" if missing.is_intermediate else "unknown_issuer"
    return replace(verdict, problem=problem, detail=f"{verdict.detail}: {missing.text}")


def _failed_or_doubted(sent: Sequence[SentCertificate], store: Roots) -> Trust:
    """OpenSSL's word on the whole list; a path that only OpenSSL finds is not believed."""
    outcome = chain_building.lenient_path([certificate.der for certificate in sent], store)
    if isinstance(outcome, VerificationFailure):
        return _failed(outcome, store)
    return Trust(trusted=None, problem="other", detail="a certificate cannot be read as RFC 5280 wants it")


def _of_unparsed_leaf(sent: Sequence[SentCertificate], stores: Sequence[Roots]) -> Trust:
    verdicts = [_failed_or_doubted(sent, store) for store in stores]
    return min(verdicts, key=lambda trust: (trust.trusted is not None, trust.problem == "unknown_issuer"))
