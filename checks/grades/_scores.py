"""The three categories of the SSL Labs guide: protocols, key exchange, ciphers; points of 100."""

from dataclasses import dataclass

from checks.facts import Certificate, ProtocolVersion, TlsFacts
from checks.tls._groups import rsa_equivalent, strength
from checks.tls._key_exchange import key_exchange_of
from checks.tls._suites import Trait, traits

PROTOCOLS = {
    ProtocolVersion.SSL_2: 0,
    ProtocolVersion.SSL_3: 80,
    ProtocolVersion.TLS_1_0: 90,
    ProtocolVersion.TLS_1_1: 95,
    ProtocolVersion.TLS_1_2: 100,
    ProtocolVersion.TLS_1_3: 100,
}
STRENGTHS = ((4096, 100), (2048, 90), (1024, 80), (512, 40), (0, 20))  # bits of key or parameters
EXPORT_POINTS = 40
CIPHERS = ((256, 100), (128, 80), (1, 20), (0, 0))  # bits of the symmetric key
TRIPLE_DES_BITS = 168  # the guide's own example, whatever the attacks on it
RAW_KEYS = {"RSA", "DSA"}  # sizes that need no conversion


@dataclass(frozen=True)
class Scores:
    """Points of each category."""

    protocol: float
    key_exchange: float
    cipher: float

    @property
    def total(self) -> int:
        """The categories weighed 30, 30 and 40, rounded down; 0 when any of them is 0."""
        if 0 in (self.protocol, self.key_exchange, self.cipher):
            return 0
        return int((3 * self.protocol + 3 * self.key_exchange + 4 * self.cipher) / 10)


def scores_of(tls: TlsFacts) -> Scores | None:
    """The points of what was seen; None when no suite or no key was seen."""
    suites = suite_names(tls)
    bits = [size for name in suites if (size := cipher_bits(tls, name)) is not None]
    strengths = key_strengths(tls)
    if not bits or not strengths:
        return None
    return Scores(
        protocol=_middle([PROTOCOLS[scan.version] for scan in tls.accepted]),
        key_exchange=_key_exchange(strengths, suites),
        cipher=_middle([_points(size, CIPHERS) for size in bits]),
    )


def suite_names(tls: TlsFacts) -> tuple[str, ...]:
    """Every accepted suite, once."""
    return tuple(dict.fromkeys(suite.name for scan in tls.accepted for suite in scan.suites))


def cipher_bits(tls: TlsFacts, name: str) -> int | None:
    """The symmetric key of an accepted suite; None where the scanner did not know the suite."""
    suite_traits = traits(name)
    if Trait.NULL in suite_traits:
        return 0
    if Trait.TRIPLE_DES in suite_traits:
        return TRIPLE_DES_BITS
    sizes = (suite.key_size for scan in tls.accepted for suite in scan.suites if suite.name == name)
    return next(sizes, 0) or None


def key_strengths(tls: TlsFacts) -> tuple[int, ...]:
    """The strength of every key, group and DHE parameter seen, as the RSA key that equals it, in bits.

    None at all without a certificate, whatever else was seen.
    """
    leaves = [chain.certificates[0] for chain in tls.chains if chain.certificates]
    if not leaves:
        return ()
    exchange = key_exchange_of(tls)
    groups = (strength(name) for name in exchange.groups or ())
    strengths = (*map(certificate_strength, leaves), *groups, *(exchange.primes or ()))
    return tuple(bits for bits in strengths if bits)


def certificate_strength(certificate: Certificate) -> int | None:
    """A certificate's key in RSA bits; None for a key of an unknown kind."""
    if certificate.key_bits == 0:
        return None
    raw = certificate.key_type in RAW_KEYS
    return certificate.key_bits if raw else rsa_equivalent(certificate.key_bits)


def _key_exchange(strengths: tuple[int, ...], suites: tuple[str, ...]) -> float:
    """The weakest of all: key, groups, parameters; anonymous and export suites have points of their own."""
    suite_traits = {trait for name in suites for trait in traits(name)}
    if Trait.ANONYMOUS in suite_traits:
        return 0
    points = _points(min(strengths), STRENGTHS)
    return min(points, EXPORT_POINTS) if Trait.EXPORT in suite_traits else points


def _points(bits: int, table: tuple[tuple[int, int], ...]) -> int:
    return next(points for least, points in table if bits >= least)


def _middle(points: list[int]) -> float:
    """Half-way between the best and the worst."""
    return (max(points) + min(points)) / 2
