"""The incomplete beta function, held against what is known of it in closed form."""

from math import comb, isclose

from hypothesis import given
from hypothesis import strategies as st

from inventory.targets.incomplete_beta import incomplete_beta

SHARES = st.floats(0, 1)
SIZES = st.floats(0.05, 500)
COUNTS = st.integers(1, 60)


@given(SIZES, SHARES)
def test_one_parameter_of_one_is_a_power(size: float, x: float) -> None:
    """``I_x(a, 1)`` is ``x**a`` (DLMF 8.17.7)."""
    assert isclose(incomplete_beta(size, 1, x), x**size, rel_tol=1e-9, abs_tol=1e-12)


@given(COUNTS, COUNTS, SHARES)
def test_whole_parameters_are_a_binomial_sum(a: int, b: int, x: float) -> None:
    """``I_x(a, b)`` is the chance of a or more successes in a + b - 1 trials (DLMF 8.17.5)."""
    trials = a + b - 1
    known = sum(comb(trials, j) * x**j * (1 - x) ** (trials - j) for j in range(a, trials + 1))
    assert isclose(incomplete_beta(a, b, x), known, rel_tol=1e-8, abs_tol=1e-10)


@given(SIZES, SIZES, st.floats(1e-6, 1 - 1e-6))  # beyond, 1 - x itself is rounded
def test_it_is_symmetric(a: float, b: float, x: float) -> None:
    """``I_x(a, b) = 1 - I_{1-x}(b, a)`` (DLMF 8.17.4)."""
    assert isclose(incomplete_beta(a, b, x), 1 - incomplete_beta(b, a, 1 - x), abs_tol=1e-8)


@given(SIZES, SIZES, SHARES, SHARES)
def test_it_grows(a: float, b: float, x: float, y: float) -> None:
    """A chance of at most more is at least as large."""
    low, high = sorted((x, y))
    assert 0 <= incomplete_beta(a, b, low) <= incomplete_beta(a, b, high) + 1e-9 <= 1 + 2e-9
