"""benchmarks.observatory: what both judge is the same for the same seed, and no difference is passed over."""

import pytest

from benchmarks.observatory.comparing import Pair, row
from benchmarks.observatory.generating import COMBINATION, generated
from benchmarks.observatory.serving import address_of
from tests.checks.grades.observatory.cases import Case, Told, recorded

CASE = Case(name="any")
GRADED = Told.from_text("csp-implemented-with-no-unsafe 55 C", 4)
REFUSED = Told(refusal="Site did respond with an unexpected HTTP status code 404.")
HELD_BACK = Told(refusal="status 403: the visitor is refused")


def test_the_same_seed_makes_the_same_cases() -> None:
    """The table's edges, and as many combinations as asked for."""
    cases = generated(3, 20)
    assert cases == generated(3, 20)
    assert cases != generated(4, 20)
    assert sum(case.name.startswith(COMBINATION) for case in cases) == 20
    edges = [case for case in recorded() if not case.name.startswith(COMBINATION)]
    assert len(cases) == len(edges) + 20


def test_each_case_has_an_address_of_loopback() -> None:
    """Its own, however many there are."""
    addresses = {address_of(number) for number in range(3000)}
    assert len(addresses) == 3000
    assert all(address.startswith("127.") for address in addresses)


@pytest.mark.parametrize(
    ("theirs", "own", "count"),
    [
        (GRADED, GRADED, 0),
        (GRADED, GRADED.model_copy(update={"score": 50}), 1),
        (GRADED, Told.from_text("50 C", 4), 2),
        (REFUSED, REFUSED, 0),
        (REFUSED, GRADED, 1),
        (GRADED, REFUSED, 1),
        (GRADED, HELD_BACK, 0),
    ],
)
def test_each_difference_is_told(theirs: Told, own: Told, count: int) -> None:
    """Of results, of score and grade, and of refusals; a page that may be a firewall's is held back."""
    assert len(list(Pair(CASE, theirs, own).differences())) == count


def test_what_was_told_is_read_as_it_was_written() -> None:
    """Every line of the table."""
    for case in recorded():
        told = case.told_by(4)
        assert Told.from_text(told.to_text(), 4) == told


def test_the_figures_of_a_row() -> None:
    """Refused and held back are no part of what is compared."""
    pairs = [Pair(CASE, GRADED, GRADED), Pair(CASE, REFUSED, REFUSED), Pair(CASE, GRADED, HELD_BACK)]
    assert row(4, pairs)[1:7] == ("3", "1", "1", "10/10", "1/1", "1/1")
