"""Where revocation is asked for, and in which order."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from checks.facts import Absent, NotTested, Revocation, Staple
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.context import ProbeContext
from scanner.probes.tls.certificates.parsing import attempt, extension
from scanner.probes.tls.certificates.revocation import crl, ocsp
from scanner.probes.tls.certificates.revocation.unusable import BROKEN, UnusableError

URLS = 2  # tried of each kind
UNDECODABLE = NotTested(reason=Reason.UNREADABLE, detail="an extension of the certificate cannot be decoded")
NOT_NAMED = Absent(detail="the certificate names no OCSP responder and no CRL")
NOT_FETCHED = NotTested(reason=Reason.UNREACHABLE, detail="the certificate names no plain http URL")
NO_STAPLE = Absent(detail="no OCSP response came along")
NOT_STAPLED = NotTested(
    reason=Reason.NOT_REQUESTED, detail="no stapled OCSP response, and the issuer is not asked"
)


@dataclass(frozen=True, kw_only=True)
class IssuedLeaf:
    """A leaf and the certificate of its issuer, on a path that leads to a trusted root.

    Without such a path nobody has vouched for the URLs that a certificate names: those are not fetched then.
    ``internal``: the root is one of the user's, whose authority may live at an internal address.
    """

    leaf: x509.Certificate
    issuer: x509.Certificate
    internal: bool = False


def check_staple(issued: IssuedLeaf, staple: bytes | None, moment: datetime) -> Revocation | NotTested:
    """What a stapled response (DER) says; a bad one is named."""
    if staple is None:
        return NOT_STAPLED
    try:
        return ocsp.read(staple, issued.leaf, issued.issuer, moment, "stapled_ocsp")
    except UnusableError as error:
        return _unusable("stapled", error)


def judge_staple(issued: IssuedLeaf, staple: bytes | None, moment: datetime) -> Staple | Absent:
    """Whether clients take a stapled response, and if not, why."""
    if staple is None:
        return NO_STAPLE
    try:
        answer = ocsp.read(staple, issued.leaf, issued.issuer, moment, "stapled_ocsp")
    except UnusableError as error:
        return Staple(fault=error.fault, detail=str(error)[:DETAIL_LENGTH])
    return Staple(fault="unknown" if answer.status == "unknown" else None)


def demands_staple(leaf: x509.Certificate) -> bool:
    """Whether the leaf is to be refused without a staple (RFC 7633: the TLS feature status_request)."""
    features = extension(leaf, x509.TLSFeature) or ()
    return x509.TLSFeatureType.status_request in features


async def check_revocation(
    issued: IssuedLeaf, staple: bytes | None, moment: datetime, context: ProbeContext
) -> Revocation | Absent | NotTested:
    """The first clear word of: the staple, the OCSP responders, the CRLs that the leaf names.

    ``Absent``: the leaf names nobody who could tell. The issuer is asked only when the settings say
    ``fetch_revocation``. "unknown" is passed on when nobody
    knows better; ``NotTested`` names the last thing that failed. Connections are counted under "tls".
    """
    if staple is None and not _names_anybody(issued.leaf):
        return NOT_NAMED if _is_decodable(issued.leaf) else UNDECODABLE
    by_staple = check_staple(issued, staple, moment)
    if _is_clear(by_staple) or not context.settings.fetch_revocation:
        return by_staple
    unclear = by_staple if isinstance(by_staple, Revocation) else None
    failure: Absent | NotTested = NOT_FETCHED if _names_anybody(issued.leaf) else NOT_NAMED
    for url in ocsp_urls(issued.leaf):
        answer = await _by_ocsp(url, issued, moment, context)
        if _is_clear(answer):
            return answer
        unclear, failure = _kept(answer, unclear, failure)
    for url in crl_urls(issued.leaf):
        answer = await _by_crl(url, issued, moment, context)
        if _is_clear(answer):
            return answer
        unclear, failure = _kept(answer, unclear, failure)
    return unclear or failure


def ocsp_urls(leaf: x509.Certificate) -> Sequence[str]:
    """Where the leaf's OCSP responders are (RFC 5280, 4.2.2.1), as far as they may be asked."""
    return _http(_responders(leaf))


def crl_urls(leaf: x509.Certificate) -> Sequence[str]:
    """Where the leaf's complete CRLs are (RFC 5280, 4.2.1.13), as far as they may be fetched."""
    return _http(_lists(leaf))


def _names_anybody(leaf: x509.Certificate) -> bool:
    return bool(_responders(leaf) or _lists(leaf))


def _is_decodable(leaf: x509.Certificate) -> bool:
    """Whether what its extensions name can be told at all: one that is malformed hides the others."""
    return attempt(lambda: len(leaf.extensions) >= 0, otherwise=False)


def _responders(leaf: x509.Certificate) -> Sequence[x509.GeneralName]:
    access = extension(leaf, x509.AuthorityInformationAccess) or ()
    method = AuthorityInformationAccessOID.OCSP
    return [entry.access_location for entry in access if entry.access_method == method]


def _lists(leaf: x509.Certificate) -> Sequence[x509.GeneralName]:
    points = extension(leaf, x509.CRLDistributionPoints) or ()
    own = (point for point in points if not point.crl_issuer and not point.reasons)
    return [name for point in own for name in point.full_name or ()]


def _http(names: Iterable[x509.GeneralName]) -> Sequence[str]:
    urls = [name.value for name in names if isinstance(name, x509.UniformResourceIdentifier)]
    return [url for url in urls if url.lower().startswith("http://")][:URLS]


async def _fetched(url: str, issued: IssuedLeaf, context: ProbeContext, body: bytes | None = None) -> bytes:
    from scanner.probes.tls.certificates.revocation.fetching import fetch  # noqa: PLC0415 - most scans do without httpx

    return await fetch(url, context, internal=issued.internal, body=body)


async def _by_ocsp(
    url: str, issued: IssuedLeaf, moment: datetime, context: ProbeContext
) -> Revocation | NotTested:
    try:
        request = ocsp.request(issued.leaf, issued.issuer)
        answer = await _fetched(url, issued, context, request)
        return ocsp.read(answer, issued.leaf, issued.issuer, moment, "ocsp")
    except (UnusableError, *BROKEN) as error:
        return _unusable("OCSP", error)


async def _by_crl(
    url: str, issued: IssuedLeaf, moment: datetime, context: ProbeContext
) -> Revocation | NotTested:
    try:
        content = await _fetched(url, issued, context)
        # A list of 10 MB takes longer than the event loop may be held up.
        return await asyncio.to_thread(crl.read, content, url, issued.leaf, issued.issuer, moment)
    except UnusableError as error:
        return _unusable("CRL", error)


def _is_clear(answer: Revocation | NotTested) -> bool:
    return isinstance(answer, Revocation) and answer.status != "unknown"


def _kept(
    answer: Revocation | NotTested, unclear: Revocation | None, failure: Absent | NotTested
) -> tuple[Revocation | None, Absent | NotTested]:
    return (unclear, answer) if isinstance(answer, NotTested) else (unclear or answer, failure)


def _unusable(what: str, error: Exception) -> NotTested:
    reason = error.reason if isinstance(error, UnusableError) else Reason.INTERNAL_ERROR
    return NotTested(reason=reason, detail=f"{what}: {error}"[:DETAIL_LENGTH])
