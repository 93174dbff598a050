"""Key exchange groups: Internet.nl's classes (NCSC-NL's guidelines), post-quantum kin, and strength.

Names are IANA's (registry "TLS Supported Groups") and compare without regard to case.
"""

import re
from enum import StrEnum

GOOD = {"x25519", "x448", "secp256r1", "secp384r1", "secp521r1"} | {
    f"brainpoolp{size}r1{suffix}" for size in (256, 384, 512) for suffix in ("", "tls13")
}
PHASE_OUT = {"secp224r1", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192"}
PHASE_OUT_PRIME = 3072  # bits at least
# Elliptic-curve keys and the RSA keys of the same strength, in bits: NIST SP 800-57 part 1, table 2.
RSA_EQUIVALENTS = ((512, 15360), (384, 7680), (256, 3072), (224, 2048), (160, 1024), (0, 512))
ML_KEM_EQUIVALENTS = {"512": 3072, "768": 7680, "1024": 15360}  # FIPS 203: categories 1, 3, 5
_CURVE = re.compile(r"(?:secp|sect|brainpoolp)(\d+)")
_PRIME = re.compile(r"ffdhe(\d+)")
_ML_KEM = re.compile(r"(?:mlkem|kyber)(512|768|1024)")
_MONTGOMERY = {"x25519": 256, "x448": 448}  # bits of the field, rounded as NIST's table is


class GroupClass(StrEnum):
    """Internet.nl's classes of groups."""

    GOOD = "good"
    PHASE_OUT = "phase_out"
    INSUFFICIENT = "insufficient"


def classify(name: str) -> GroupClass:
    """Internet.nl's class of a group. It knows no ML-KEM yet: as a NIST standard (FIPS 203) that is good."""
    folded = name.casefold()
    if folded in GOOD or is_post_quantum(name):
        return GroupClass.GOOD
    return GroupClass.PHASE_OUT if folded in PHASE_OUT else GroupClass.INSUFFICIENT


def classify_prime(bits: int) -> GroupClass:
    """The class of Diffie-Hellman parameters by their size alone; none is good."""
    return GroupClass.PHASE_OUT if bits >= PHASE_OUT_PRIME else GroupClass.INSUFFICIENT


def is_post_quantum(name: str) -> bool:
    """Whether a group holds ML-KEM or the draft it came from, alone or beside a curve."""
    return _ML_KEM.search(name.casefold()) is not None


def rsa_equivalent(curve_bits: int) -> int:
    """The RSA key size as strong as an elliptic-curve key of so many bits."""
    return next(rsa for curve, rsa in RSA_EQUIVALENTS if curve_bits >= curve)


def strength(name: str) -> int | None:
    """A group's strength as the RSA key size that equals it, in bits; None for an unknown group.

    A hybrid is as strong as its ML-KEM part, since an attacker has to break both.
    """
    folded = name.casefold()
    if found := _ML_KEM.search(folded):
        return ML_KEM_EQUIVALENTS[found[1]]
    if folded in _MONTGOMERY:
        return rsa_equivalent(_MONTGOMERY[folded])
    if found := _PRIME.fullmatch(folded):
        return int(found[1])
    found = _CURVE.match(folded)
    return rsa_equivalent(int(found[1])) if found else None
