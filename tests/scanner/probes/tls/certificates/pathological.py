"""Lists of certificates that cost a careless verifier hours, and certificates with spoiled bytes."""

import random
from collections.abc import Iterator
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from tests.scanner.probes.authority import HOST, Issued, authority, leaf, new_key

ROOT = authority()
Sent = tuple[bytes, ...]


def der(*issued: Issued) -> Sent:
    """Certificates as they are sent."""
    return tuple(one.certificate.public_bytes(Encoding.DER) for one in issued)


def same_name_and_key(number: int) -> Sent:
    """A leaf, and self-issued authorities that all certify each other."""
    key = new_key()
    authorities = [authority(name="Same", key=key) for _ in range(number)]
    return der(leaf(authorities[0]), *authorities)


def same_name(number: int) -> Sent:
    """A leaf, and authorities of one name, each with a key of its own."""
    authorities = [authority(name="Same") for _ in range(number)]
    return der(leaf(authorities[-1]), *authorities)


def mesh(number: int, *, anchored: bool, **changes: Any) -> Sent:
    """A leaf under authorities that have all certified each other; the last may be under the root."""
    keys = [new_key() for _ in range(number)]
    selves = [authority(name=f"Mesh {place}", key=key) for place, key in enumerate(keys)]
    crossed = [
        authority(selves[above], f"Mesh {place}", key=key)
        for place, key in enumerate(keys)
        for above in range(number)
        if above != place
    ]
    top = [authority(ROOT, f"Mesh {number - 1}", key=keys[-1], **changes)] if anchored else []
    return der(leaf(selves[0]), *crossed, *top)


def renewed(layers: int, times: int) -> Sent:
    """A leaf under layers of authorities, each of which has been certified several times."""
    top, sent = ROOT, list[Issued]()
    for place in range(layers):
        key = new_key()
        made = [authority(top, f"Layer {place}", key=key) for _ in range(times)]
        sent, top = [*made, *sent], made[0]
    return der(leaf(top, usage=x509.ObjectIdentifier("1.3.6.1.5.5.7.3.2")), *sent)


def many_names(number: int) -> Sent:
    """A leaf with very many names."""
    return der(leaf(ROOT, names=tuple(f"{place}.example.test" for place in range(number))))


def large_keys(number: int) -> Sent:
    """A leaf under authorities with the largest keys that the library verifies with; none has signed."""
    modulus = random.Random(1).getrandbits(16_384) | (1 << 16_383) | 1  # noqa: S311 - no secret
    key = rsa.RSAPublicNumbers(2**64 - 1, modulus).public_key()
    signer = authority(name="Same")
    claimed = [_with_key(signer, key) for _ in range(number)]
    return der(leaf(signer)) + tuple(claimed)


def _with_key(signer: Issued, key: rsa.RSAPublicKey) -> bytes:
    builder = x509.CertificateBuilder(
        signer.certificate.subject,
        signer.certificate.subject,
        key,
        x509.random_serial_number(),
        signer.certificate.not_valid_before_utc,
        signer.certificate.not_valid_after_utc,
    )
    ca = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return ca.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def pathological() -> Iterator[Sent]:
    """One of each kind, and of some kinds several sizes."""
    for number in (6, 12, 49, 120):
        yield same_name_and_key(number)
    yield same_name(49)
    yield mesh(6, anchored=False)
    yield mesh(7, anchored=True)
    constraints = x509.NameConstraints(None, [x509.DNSName("example.test")])
    yield mesh(7, anchored=True, extra=(constraints,))
    yield renewed(4, 12)
    yield renewed(9, 5)
    yield many_names(7_000)
    yield large_keys(30)
    yield (*der(leaf(ROOT)), *[b"\x30\x80" * 1_000] * 100)  # not certificates, and nested deeply
    yield (b"\x30\x84\x00\x03\xd0\x00" + b"\x30\x03\x02\x01\x00" * 50_000,)


def spoiled(number: int) -> Iterator[Sent]:
    """A leaf and its intermediate, of which a few bytes have been changed; each time the same."""
    chance = random.Random(20_261_126)  # noqa: S311 - no secret
    sub = authority(ROOT, "Example Sub CA")
    good = der(leaf(sub, names=(HOST, "*.example.test", "192.0.2.1")), sub)
    for _ in range(number):
        changed = [bytearray(one) for one in good]
        for _ in range(chance.randint(1, 4)):
            one = chance.choice(changed)
            one[chance.randrange(len(one))] = chance.randrange(256)
        yield tuple(bytes(one) for one in changed)
