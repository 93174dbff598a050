"""An authority that says what became of its certificates: by a real OCSP responder, and by lists."""

import contextlib
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from scanner.probes.tls.certificates.revocation import IssuedLeaf
from tests.scanner.probes.authority import DAY, Issued, authority, leaf, now, rsa_key
from tests.scanner.probes.openssl import wait

CA = authority(key=rsa_key())
REVOKED_AT = datetime(2026, 1, 15, 8, tzinfo=UTC)


def server(*, ocsp_url: str | None = None, crl_url: str | None = None, issuer: Issued = CA) -> Issued:
    """A leaf that names where to ask."""
    extra: list[x509.ExtensionType] = []
    if ocsp_url:
        there = x509.UniformResourceIdentifier(ocsp_url)
        access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, there)
        extra.append(x509.AuthorityInformationAccess([access]))
    if crl_url:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url)], None, None, None)
        extra.append(x509.CRLDistributionPoints([point]))
    return leaf(issuer, extra=tuple(extra))


def issued_leaf(issued: Issued, *, internal: bool = True) -> IssuedLeaf:
    """A leaf and its issuer, as the probe hands them over."""
    assert issued.issuer is not None
    return IssuedLeaf(leaf=issued.certificate, issuer=issued.issuer.certificate, internal=internal)


def delegate(
    issuer: Issued = CA, *, usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.OCSP_SIGNING
) -> Issued:
    """A responder that the issuer appointed."""
    return leaf(issuer, name="Responder", usage=usage, names=())


def response(
    of: Issued,
    signer: Issued = CA,
    *,
    revoked: bool = False,
    begin: timedelta = -DAY,
    end: timedelta | None = DAY,
    issuer: Issued = CA,
    algorithm: hashes.HashAlgorithm | None = None,
) -> bytes:
    """A stapled response of our own making, its validity from now."""
    at = now()
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=of.certificate,
        issuer=issuer.certificate,
        algorithm=algorithm or hashes.SHA1(),  # noqa: S303 - as responders do
        cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
        this_update=at + begin,
        next_update=None if end is None else at + end,
        revocation_time=REVOKED_AT if revoked else None,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    if signer is not CA:
        builder = builder.certificates([signer.certificate])
    return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def crl(
    *revoked: Issued,
    signer: Issued = CA,
    issuer: Issued = CA,
    begin: timedelta = -DAY,
    end: timedelta = DAY,
    extensions: tuple[tuple[x509.ExtensionType, bool], ...] = (),
) -> x509.CertificateRevocationList:
    """A list of revoked certificates, published now."""
    at, name = now(), issuer.certificate.subject
    builder = x509.CertificateRevocationListBuilder(name, at + begin, at + end)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    for one in revoked:
        entry = x509.RevokedCertificateBuilder(one.certificate.serial_number, REVOKED_AT).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(signer.key, hashes.SHA256())


@contextlib.contextmanager
def responder(
    folder: Path, port: int, *, revoked: tuple[Issued, ...], good: tuple[Issued, ...]
) -> Iterator[None]:
    """``openssl ocsp`` as a responder of the authority; what it does not list is unknown to it."""
    certificate, key = CA.write(folder, "ca")
    index = folder / "index.txt"
    when = REVOKED_AT.strftime("%y%m%d%H%M%SZ")
    lines = [_line(one, "R", when) for one in revoked] + [_line(one, "V", "") for one in good]
    index.write_text("".join(lines))
    (folder / "index.txt.attr").write_text("unique_subject = no\n")
    signer = ["-CA", str(certificate), "-rsigner", str(certificate), "-rkey", str(key)]
    command = ["openssl", "ocsp", "-index", str(index), "-port", str(port), *signer, "-nmin", "5"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait(process, port)
            yield
        finally:
            process.kill()


def _line(one: Issued, status: str, when: str) -> str:
    end = one.certificate.not_valid_after_utc.strftime("%y%m%d%H%M%SZ")
    return f"{status}\t{end}\t{when}\t{one.certificate.serial_number:040X}\tunknown\t/CN=x\n"
