"""The regularized incomplete beta function, which the standard library lacks.

Continued fraction of DLMF 8.17.22 (https://dlmf.nist.gov/8.17), evaluated by the modified Lentz method.
"""

from collections.abc import Iterator
from math import exp, lgamma, log, log1p

TINY = 1e-300  # instead of a zero that would be divided by
ACCURACY = 1e-12
STEPS = 10_000


def incomplete_beta(a: float, b: float, x: float) -> float:
    """``I_x(a, b)``: the chance that a value of the beta distribution with a, b > 0 is at most x."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges quickly on the other side
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a
    return front / _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    value = above = 1.0
    below = 0.0
    for term in _terms(a, b, x):
        below = 1 / _not_zero(1 + term * below)
        above = _not_zero(1 + term / above)
        value *= above * below
        if abs(above * below - 1) < ACCURACY:
            break
    return value


def _terms(a: float, b: float, x: float) -> Iterator[float]:
    for m in range(STEPS):
        if m:
            yield m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        yield -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY
