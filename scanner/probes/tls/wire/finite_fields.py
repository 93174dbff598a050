"""The finite fields of TLS 1.3 (RFC 7919). A key in the largest takes some ten milliseconds."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric import dh

GENERATOR = 2
ADDED = {  # bits, and X of RFC 7919, appendix A
    0x0100: (2048, 560316),
    0x0101: (3072, 2625351),
    0x0102: (4096, 5736041),
    0x0103: (6144, 15705020),
    0x0104: (8192, 10965728),
}
READABLE_FIELDS = tuple(ADDED)
SPARE_BITS = 64  # of the computation of e


@cache
def parameters(group: int) -> dh.DHParameters:
    """Those of one of ``READABLE_FIELDS``."""
    return dh.DHParameterNumbers(prime(*ADDED[group]), GENERATOR).parameters()


def prime(bits: int, added: int) -> int:
    """RFC 7919, appendix A: 2^b - 2^(b-64) + {[2^(b-130) e] + X} 2^64 - 1."""
    return (1 << bits) - (1 << (bits - 64)) + ((_scaled_e(bits - 130) + added) << 64) - 1


def _scaled_e(bits: int) -> int:
    """Euler's number times a power of two, rounded down."""
    term, total, number = 1 << (bits + SPARE_BITS), 0, 0
    while term:
        total += term
        number += 1
        term //= number
    return total >> SPARE_BITS
