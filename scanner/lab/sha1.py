"""A certificate signed with SHA-1, which cryptography (rightly) refuses to make since its version 46.

The way round: take a certificate signed with sha256WithRSAEncryption, name sha1WithRSAEncryption in its place
(RFC 8017, appendix A.2.4: both object identifiers take eleven octets in DER, so that no length changes), and
sign the body again.
"""

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SHA256_WITH_RSA = bytes.fromhex("06092a864886f70d01010b")
SHA1_WITH_RSA = bytes.fromhex("06092a864886f70d010105")
NULL = bytes.fromhex("0500")
SEQUENCE, BIT_STRING = 0x30, 0x03
NO_UNUSED_BITS = b"\x00"


def signed_again_with_sha1(certificate: x509.Certificate, issuer_key: rsa.RSAPrivateKey) -> x509.Certificate:
    """The same certificate under a SHA-1 signature; it must come signed by that key with SHA-256."""
    body = certificate.tbs_certificate_bytes.replace(SHA256_WITH_RSA, SHA1_WITH_RSA, 1)
    signature = issuer_key.sign(body, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - the defect itself
    algorithm = _der(SEQUENCE, SHA1_WITH_RSA + NULL)
    signed = body + algorithm + _der(BIT_STRING, NO_UNUSED_BITS + signature)
    return x509.load_der_x509_certificate(_der(SEQUENCE, signed))


def _der(tag: int, content: bytes) -> bytes:
    """One DER element: tag, length in its shortest form (X.690, 10.1), content."""
    length = len(content)
    if length < 0x80:  # noqa: PLR2004 - X.690, 8.1.3.4: the short form
        return bytes((tag, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + content
