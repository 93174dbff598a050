"""Cases of keys that are too small, of an odd size or of a kind that no browser knows."""

from collections.abc import Callable, Iterator

from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

from benchmarks.suites.limbo.rebuilt.parts import chain, issuer, leaf, root
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki.minting import BIT_STRING, NULL, SEQUENCE, Key, oid, tlv

EXPONENT = 65_537
NO_RSA_KEY = tlv(SEQUENCE, tlv(SEQUENCE, oid("1.2.840.113549.1.1.1"), NULL), tlv(BIT_STRING, b"\0"))
# The case, for a root and for a leaf, and the key.
KEYS: tuple[tuple[str, str, Callable[[], Key]], ...] = (
    ("p192-root", "p192-leaf", lambda: ec.generate_private_key(ec.SECP192R1())),
    ("dsa-root", "dsa-leaf", lambda: dsa.generate_private_key(2048)),
    ("weak-rsa-key-in-root", "weak-rsa-in-leaf", lambda: _rsa(1024)),
    ("rsa-not-divisible-by-8-in-root", "rsa-key-not-divisible-by-8-in-leaf", lambda: _rsa(2052)),
)


def cases() -> Iterator[ServedCase]:
    """8 of keys, and an issuer whose key is none."""
    for of_root, of_leaf, make in KEYS:
        key = make()
        yield chain(f"webpki::forbidden-{of_root}", root(key=key), leaf())
        yield chain(f"webpki::forbidden-{of_leaf}", root(), leaf(key=key))
    stranger = issuer(public_key=NO_RSA_KEY)
    yield chain("invalid::invalid-issuer-key", root(), root(), stranger, leaf(), trusted=(0,), sent=(2,))


def _rsa(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(EXPONENT, bits)
