"""Certificate revocation lists (RFC 5280 sections 5 and 6.3)."""

from datetime import datetime

from cryptography import x509

from checks.facts import Revocation
from scanner.probes.tls.certificates.parsing import extension
from scanner.probes.tls.certificates.revocation.unusable import BROKEN, UnusableError, check_current


def read(
    encoded: bytes, url: str, leaf: x509.Certificate, issuer: x509.Certificate, moment: datetime
) -> Revocation:
    """What a list (DER; PEM is understood too) fetched from a URL says of the leaf.

    Raises:
        UnusableError: it is malformed, out of date, not the issuer's, or does not cover the leaf.

    """
    try:
        pem = encoded.lstrip().startswith(b"-----BEGIN")
        crl = (x509.load_pem_x509_crl if pem else x509.load_der_x509_crl)(encoded)
        if crl.issuer != issuer.subject or not _is_signed(crl, issuer):
            raise UnusableError("the CRL is not the issuer's")
        check_current("the CRL", crl.last_update_utc, crl.next_update_utc, moment)
        _check_scope(crl, url)
        entry = crl.get_revoked_certificate_by_serial_number(leaf.serial_number)
        if entry is None:
            return Revocation(status="good", source="crl")
        return Revocation(status="revoked", source="crl", revoked_at=entry.revocation_date_utc)
    except BROKEN as error:
        raise UnusableError(f"the CRL cannot be read: {error}") from error


def _is_signed(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    usage, key = extension(issuer, x509.KeyUsage), issuer.public_key()
    if usage is not None and not usage.crl_sign:
        return False
    return crl.is_signature_valid(key)  # type: ignore[arg-type]  # TypeError for keys that sign no lists


def _check_scope(crl: x509.CertificateRevocationList, url: str) -> None:
    """A complete list for server certificates, and the part of it that the leaf names (RFC 5280, 6.3.3)."""
    understood = {x509.IssuingDistributionPoint.oid, x509.AuthorityKeyIdentifier.oid, x509.CRLNumber.oid}
    for entry in crl.extensions:
        if entry.critical and entry.oid not in understood:
            raise UnusableError(
                f"the CRL has a critical extension that is not understood: {entry.oid.dotted_string}"
            )
        if isinstance(entry.value, x509.IssuingDistributionPoint):
            _check_point(entry.value, url)


def _check_point(point: x509.IssuingDistributionPoint, url: str) -> None:
    limited = (
        point.only_contains_ca_certs
        or point.only_contains_attribute_certs
        or point.indirect_crl
        or point.only_some_reasons
    )
    names = [name.value for name in point.full_name or () if isinstance(name, x509.UniformResourceIdentifier)]
    if limited or (names and url not in names):
        raise UnusableError("the CRL does not cover this certificate")
