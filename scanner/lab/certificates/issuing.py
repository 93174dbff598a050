"""X.509 certificates as RFC 5280 and the CA/Browser Forum want them: of a CA, and of a web server.

And one that they forbid: cryptography (rightly) refuses to sign with SHA-1 since its version 46. The way
round: take a certificate signed with sha256WithRSAEncryption, name sha1WithRSAEncryption in its place (RFC
8017, appendix A.2.4: both object identifiers take eleven octets in DER, so that no length changes), and sign
the body again.
"""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Validity = tuple[datetime, datetime]

SHA256_WITH_RSA = bytes.fromhex("06092a864886f70d01010b")
SHA1_WITH_RSA = bytes.fromhex("06092a864886f70d010105")
NULL = bytes.fromhex("0500")
SEQUENCE, BIT_STRING = 0x30, 0x03
NO_UNUSED_BITS = b"\x00"


@dataclass(frozen=True)
class Signer:
    """Who signs: a name and its key."""

    name: x509.Name
    key: Key


def common_name(text: str) -> x509.Name:
    """A distinguished name of nothing but a common name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def ca_certificate(signer: Signer, subject: x509.Name, key: Key, validity: Validity) -> x509.Certificate:
    """A CA's certificate; self-signed when the signer is the subject."""
    builder = (
        _begin(signer, subject, key, validity)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_key_usage(ca=True), critical=True)
    )
    return builder.sign(signer.key, hashes.SHA256())


def leaf_certificate(signer: Signer, host: str, key: Key, validity: Validity) -> x509.Certificate:
    """A web server's certificate for one host name."""
    builder = (
        _begin(signer, common_name(host), key, validity)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(ca=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    )
    return builder.sign(signer.key, hashes.SHA256())


def signed_again_with_sha1(certificate: x509.Certificate, issuer_key: rsa.RSAPrivateKey) -> x509.Certificate:
    """The same certificate under a SHA-1 signature; it must come signed by that key with SHA-256."""
    body = certificate.tbs_certificate_bytes.replace(SHA256_WITH_RSA, SHA1_WITH_RSA, 1)
    signature = issuer_key.sign(body, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - the defect itself
    algorithm = _der(SEQUENCE, SHA1_WITH_RSA + NULL)
    signed = body + algorithm + _der(BIT_STRING, NO_UNUSED_BITS + signature)
    return x509.load_der_x509_certificate(_der(SEQUENCE, signed))


def _begin(signer: Signer, subject: x509.Name, key: Key, validity: Validity) -> x509.CertificateBuilder:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key())
    below = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder(issuer_name=signer.name, subject_name=subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity[0])
        .not_valid_after(validity[1])
        .add_extension(below, critical=False)
        .add_extension(above, critical=False)
    )


def _key_usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=not ca,  # for the suites with RSA key exchange
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _der(tag: int, content: bytes) -> bytes:
    """One DER element: tag, length in its shortest form (X.690, 10.1), content."""
    length = len(content)
    if length < 0x80:  # noqa: PLR2004 - X.690, 8.1.3.4: the short form
        return bytes((tag, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + content
