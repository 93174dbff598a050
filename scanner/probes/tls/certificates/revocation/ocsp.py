"""OCSP responses (RFC 6960): whether one is to be believed, and what it says of a certificate."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from checks.facts import Revocation
from scanner.probes.tls.certificates.parsing import extension
from scanner.probes.tls.certificates.revocation.unusable import BROKEN, UnusableError, check_current

DELEGATES = 5  # certificates of a response that are looked at
STATUS: dict[ocsp.OCSPCertStatus, Literal["good", "revoked", "unknown"]] = {
    ocsp.OCSPCertStatus.GOOD: "good",
    ocsp.OCSPCertStatus.REVOKED: "revoked",
    ocsp.OCSPCertStatus.UNKNOWN: "unknown",
}


def request(leaf: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """A request (DER). SHA-1 names the certificate: every responder knows it, and no secret depends on it."""
    return _named(leaf, issuer, hashes.SHA1()).public_bytes(Encoding.DER)  # noqa: S303 - see above


def read(
    der: bytes,
    leaf: x509.Certificate,
    issuer: x509.Certificate,
    moment: datetime,
    source: Literal["stapled_ocsp", "ocsp"],
) -> Revocation:
    """What a response says of the leaf (RFC 6960 section 3.2).

    Raises:
        UnusableError: it is malformed, an error, out of date, about another certificate, or not signed by the
            issuer or by a responder that the issuer has appointed.

    """
    try:
        response = ocsp.load_der_ocsp_response(der)
        if response.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL:
            detail = f"the OCSP responder answers {response.response_status.name}"
            raise UnusableError(detail, fault="responder_error")
        _check_signature(response, issuer, moment)
        single = _about(response.responses, leaf, issuer)
        check_current("the OCSP response", single.this_update_utc, single.next_update_utc, moment)
        return Revocation(
            status=STATUS[single.certificate_status], source=source, revoked_at=single.revocation_time_utc
        )
    except BROKEN as error:
        raise UnusableError(f"the OCSP response cannot be read: {error}") from error


def _about(
    answers: Iterable[ocsp.OCSPSingleResponse], leaf: x509.Certificate, issuer: x509.Certificate
) -> ocsp.OCSPSingleResponse:
    for answer in answers:
        ours = _named(leaf, issuer, answer.hash_algorithm)
        named = (answer.serial_number, answer.issuer_name_hash, answer.issuer_key_hash)
        if named == (ours.serial_number, ours.issuer_name_hash, ours.issuer_key_hash):
            return answer
    raise UnusableError("the OCSP response is about another certificate", fault="other_certificate")


def _named(
    leaf: x509.Certificate, issuer: x509.Certificate, algorithm: hashes.HashAlgorithm
) -> ocsp.OCSPRequest:
    return ocsp.OCSPRequestBuilder().add_certificate(leaf, issuer, algorithm).build()


def _check_signature(response: ocsp.OCSPResponse, issuer: x509.Certificate, moment: datetime) -> None:
    delegates = [
        certificate
        for certificate in response.certificates[:DELEGATES]
        if _is_delegate(certificate, issuer, moment)
    ]
    if not any(_is_signed(response, signer) for signer in (issuer, *delegates)):
        detail = "the OCSP response is not signed by the issuer, nor by a responder of its own"
        raise UnusableError(detail, fault="not_signed_by_issuer")


def _is_delegate(certificate: x509.Certificate, issuer: x509.Certificate, moment: datetime) -> bool:
    """RFC 6960, 4.2.2.2: issued by the issuer itself, for signing OCSP responses."""
    usage = extension(certificate, x509.ExtendedKeyUsage)
    if usage is None or ExtendedKeyUsageOID.OCSP_SIGNING not in usage:
        return False
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, *BROKEN):
        return False
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _is_signed(response: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    key, digest = signer.public_key(), response.signature_hash_algorithm
    signature, signed = response.signature, response.tbs_response_bytes
    try:
        if isinstance(key, rsa.RSAPublicKey) and digest:
            key.verify(signature, signed, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey) and digest:
            key.verify(signature, signed, ec.ECDSA(digest))
        else:
            return False
    except InvalidSignature:
        return False
    return True
