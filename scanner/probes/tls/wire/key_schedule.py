"""Just enough of TLS 1.3's key schedule to read the server's certificate (RFC 8446, 7.1), and no more."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import dh, ec, x448, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from scanner.probes.tls.wire.client_hello import vector
from scanner.probes.tls.wire.finite_fields import READABLE_FIELDS, parameters
from scanner.probes.tls.wire.records import Ciphertext, MalformedError

X25519 = 0x001D
X448 = 0x001E
CURVES: dict[int, type[ec.EllipticCurve]] = {0x0017: ec.SECP256R1, 0x0018: ec.SECP384R1, 0x0019: ec.SECP521R1}
READABLE_GROUPS = (X25519, *CURVES, X448, *READABLE_FIELDS)
READABLE_SUITES = (0x1301, 0x1302, 0x1303)
KEY_LENGTHS = {0x1301: 16, 0x1302: 32, 0x1303: 32}
NONCE_LENGTH = 12
EXPONENT_BITS = 64  # long enough for the public value to go round the field


@dataclass(frozen=True)
class KeyPair:
    """An ephemeral key of one group; ``public`` is its key share."""

    group: int
    private: x25519.X25519PrivateKey | x448.X448PrivateKey | ec.EllipticCurvePrivateKey | dh.DHPrivateKey
    public: bytes

    def shared_with(self, share: bytes) -> bytes:
        """The secret shared with a server's key share.

        Raises:
            MalformedError: the share is no valid key.

        """
        try:
            if isinstance(self.private, x25519.X25519PrivateKey):
                return self.private.exchange(x25519.X25519PublicKey.from_public_bytes(share))
            if isinstance(self.private, x448.X448PrivateKey):
                return self.private.exchange(x448.X448PublicKey.from_public_bytes(share))
            if isinstance(self.private, dh.DHPrivateKey):
                return self.private.exchange(_shared_field_key(self.group, share))
            return _shared_on_curve(self.private.curve, share)
        except ValueError as error:
            raise MalformedError("the server's key share is no valid key") from error


@cache
def key_of(group: int) -> KeyPair:
    """The one key of this process in one of ``READABLE_GROUPS``: fresh ones would be work alone.

    Nothing secret is ever sent under it, as no handshake is finished.
    """
    return new_key(group)


def new_key(group: int) -> KeyPair:
    """A key of one of ``READABLE_GROUPS``: fresh, but for that of a curve."""
    if group == X25519:
        key = x25519.X25519PrivateKey.generate()
        return KeyPair(group, key, key.public_key().public_bytes_raw())
    if group == X448:
        longer = x448.X448PrivateKey.generate()
        return KeyPair(group, longer, longer.public_key().public_bytes_raw())
    if group in READABLE_FIELDS:
        return _field_key(group)
    return _curve_key(group)


def _curve_key(group: int) -> KeyPair:
    """The key 1, the least that a curve allows (SP 800-56A, 5.6.1.2), so that nothing need be computed.

    Its public point is the generator. Any other takes half a millisecond for each handshake.
    """
    private = ec.derive_private_key(1, CURVES[group]())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return KeyPair(group, private, point)


def _shared_on_curve(curve: ec.EllipticCurve, share: bytes) -> bytes:
    """With the key 1: the x-coordinate of the server's own point (RFC 8446, 7.4.2), if it is on the curve."""
    ec.EllipticCurvePublicKey.from_encoded_point(curve, share)
    return share[1 : 1 + (curve.key_size + 7) // 8]


def _field_key(group: int) -> KeyPair:
    """With a short exponent: a twelfth of the work of a server's own for each handshake.

    RFC 8446, 4.2.8.1: the public value is as long as the prime.
    """
    field = parameters(group).parameter_numbers()
    exponent = secrets.randbits(EXPONENT_BITS) | 1 << (EXPONENT_BITS - 1)
    public = pow(field.g, exponent, field.p)
    private = dh.DHPrivateNumbers(exponent, dh.DHPublicNumbers(public, field)).private_key()
    return KeyPair(group, private, public.to_bytes((field.p.bit_length() + 7) // 8, "big"))


def _shared_field_key(group: int, share: bytes) -> dh.DHPublicKey:
    numbers = parameters(group).parameter_numbers()
    return dh.DHPublicNumbers(int.from_bytes(share, "big"), numbers).public_key()


def transcript_hash(messages: bytes, suite: int) -> bytes:
    """The hash of handshake messages by a suite's function (RFC 8446, 4.4.1)."""
    return hashlib.new(_digest(suite), messages).digest()


class RecordDecrypter:
    """Decrypts the server's handshake records in order."""

    def __init__(self, suite: int, shared: bytes, transcript: bytes) -> None:
        """``transcript``: ClientHello to ServerHello, as handshake messages."""
        digest = _digest(suite)
        secret = hmac.digest(_derived(digest), shared, digest)
        transcript_so_far = hashlib.new(digest, transcript).digest()
        traffic = _expand(secret, b"s hs traffic", transcript_so_far, len(transcript_so_far), digest)
        key = _expand(traffic, b"key", b"", KEY_LENGTHS[suite], digest)
        self._iv = int.from_bytes(_expand(traffic, b"iv", b"", NONCE_LENGTH, digest), "big")
        self._cipher = ChaCha20Poly1305(key) if suite == 0x1303 else AESGCM(key)  # noqa: PLR2004 - its suite
        self._sequence = 0

    def open(self, record: Ciphertext) -> tuple[int, bytes]:
        """The content type and content of one record.

        Raises:
            MalformedError: it does not decrypt.

        """
        nonce = (self._iv ^ self._sequence).to_bytes(NONCE_LENGTH, "big")
        self._sequence += 1
        try:
            plain = self._cipher.decrypt(nonce, record.body, record.header).rstrip(b"\0")
        except (InvalidTag, ValueError) as error:
            raise MalformedError("a protected record does not decrypt") from error
        if not plain:
            raise MalformedError("a protected record without content")
        return plain[-1], plain[:-1]


def _digest(suite: int) -> str:
    return "sha384" if suite == 0x1302 else "sha256"  # noqa: PLR2004 - AES_256_GCM_SHA384


@cache
def _derived(digest: str) -> bytes:
    """What the handshake's secret is extracted with, where no key was shared before (RFC 8446, 7.1)."""
    nothing = hashlib.new(digest).digest()
    zeros = bytes(len(nothing))
    return _expand(hmac.digest(zeros, zeros, digest), b"derived", nothing, len(nothing), digest)


def _expand(secret: bytes, label: bytes, context: bytes, length: int, digest: str) -> bytes:
    """HKDF-Expand-Label (RFC 8446, 7.1), of no more than one block of HKDF-Expand (RFC 5869, 2.3)."""
    info = length.to_bytes(2, "big") + vector(1, b"tls13 " + label) + vector(1, context)
    return hmac.digest(secret, info + b"\1", digest)[:length]
