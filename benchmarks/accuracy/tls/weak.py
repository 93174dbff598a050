"""Weak signatures and keys: on the path they count, beside it and at its top they don't."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from benchmarks.accuracy.by_hand import by_hand
from benchmarks.accuracy.host import Host
from benchmarks.accuracy.root import ROOT
from benchmarks.accuracy.serving import BAD, GOOD, GOOD_CERTIFICATE, SUB
from tests.scanner.probes.authority import Issued, authority, leaf, rsa_key
from tests.scanner.probes.tls.certificates.spoiling import parts_of, tlv

KIND = "weak signatures and keys"
ALGORITHM = 2  # the place of the signature algorithm in tbsCertificate
OIDS = {
    ("sha1", True): "06092a864886f70d010105",
    ("md5", True): "06092a864886f70d010104",
    ("sha1", False): "06072a8648ce3d0401",
}
NULL = b"\5\0"


def signed_with(issued: Issued, name: str) -> bytes:
    """The same certificate under its issuer's signature with another hash, "sha1" or "md5"."""
    signer = (issued.issuer or issued).key
    is_rsa = isinstance(signer, rsa.RSAPrivateKey)
    algorithm = tlv(0x30, bytes.fromhex(OIDS[name, is_rsa]), NULL if is_rsa else b"")
    parts = parts_of(issued.certificate.tbs_certificate_bytes)
    changed = tlv(0x30, *parts[:ALGORITHM], algorithm, *parts[ALGORITHM + 1 :])
    return tlv(0x30, changed, algorithm, tlv(3, b"\0", _sign(signer, changed, name)))


def _sign(signer: object, content: bytes, name: str) -> bytes:
    digest = {"sha1": hashes.SHA1, "md5": hashes.MD5}[name]()
    if isinstance(signer, rsa.RSAPrivateKey):
        return signer.sign(content, padding.PKCS1v15(), digest)
    if isinstance(signer, ec.EllipticCurvePrivateKey):
        return signer.sign(content, ec.ECDSA(digest))
    raise TypeError(type(signer).__name__)


RSA = rsa_key()
RSA_ROOT = authority(name="Accuracy RSA Root", key=rsa_key(), organization="Accuracy")
RSA_SUB = authority(RSA_ROOT, "Accuracy RSA Sub CA", key=RSA, organization="Accuracy")
SMALL, SMALL_CA = rsa_key(1024), authority(ROOT, "Accuracy Small CA", key=rsa_key(1024))
ON_RSA, ON_EC = leaf(RSA_SUB, key=RSA), leaf(SUB, key=RSA)
STRANGER = authority(name="Stranger", organization="Strangers", key=RSA)
CROSS = signed_with(authority(STRANGER, "Accuracy Root", key=ROOT.key), "sha1")
FINE = GOOD_CERTIFICATE
BESIDE = {check: truth for check, truth in FINE.items() if check != "cert.chain"}
SURPLUS = {**FINE, "cert.chain": BAD}
WEAK_SIGNATURE = {"cert.signature": BAD, "cert.hostname": GOOD, "cert.expiry": GOOD, "cert.key": GOOD}
WEAK_KEY = {"cert.key": BAD, "cert.hostname": GOOD, "cert.expiry": GOOD, "cert.signature": GOOD}
HOSTS = tuple(
    Host(kind=KIND, name=name, serve=serve, truth=truth)
    for name, serve, truth in (
        ("sha-1-leaf", by_hand(signed_with(ON_RSA, "sha1"), RSA_SUB, root=RSA_ROOT), WEAK_SIGNATURE),
        ("md5-leaf", by_hand(signed_with(ON_RSA, "md5"), RSA_SUB, root=RSA_ROOT), WEAK_SIGNATURE),
        ("sha-1-intermediate", by_hand(ON_RSA, signed_with(RSA_SUB, "sha1"), root=RSA_ROOT), WEAK_SIGNATURE),
        ("sha-1-root-sent", by_hand(ON_RSA, RSA_SUB, signed_with(RSA_ROOT, "sha1"), root=RSA_ROOT), FINE),
        ("sha-1-cross-sign-of-the-root", by_hand(ON_EC, SUB, CROSS), BESIDE),
        ("1024-bits-beside-the-path", by_hand(ON_EC, SUB, leaf(STRANGER, key=SMALL)), SURPLUS),
        ("1024-bit-leaf", by_hand(leaf(SUB, key=SMALL), SUB), WEAK_KEY),
        ("1024-bit-intermediate", by_hand(leaf(SMALL_CA, key=RSA), SMALL_CA), WEAK_KEY),
    )
)
