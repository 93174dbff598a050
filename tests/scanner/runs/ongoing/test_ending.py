"""scanner.runs.ongoing.ending: the end is told from the later half of what was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.runs.ongoing.ending import Ending

COUNT = 1000


def test_a_slow_beginning_is_forgotten() -> None:
    """A run that grows to ten endpoints a second is foretold within a fifth once a tenth is done."""
    ending, done, elapsed = Ending(), 0.0, 0.0
    while done < COUNT / 10:
        elapsed += 0.1
        done += min(10.0, 1 + elapsed) / 10
        ending.seen(elapsed, int(done))
    left, really = ending.left(COUNT), (COUNT - done) / 10
    assert left is not None
    assert abs(left - really) < 0.2 * (elapsed + really)


def test_too_few_say_nothing() -> None:
    """Nothing is told of the first few, nor where none came lately."""
    ending = Ending()
    ending.seen(1.0, 4)
    assert (ending.rate, ending.left(COUNT)) == (None, None)


@given(rate=st.floats(0.1, 1000), steps=st.integers(20, 2000))
def test_a_steady_rate_is_told_as_it_is(rate: float, steps: int) -> None:
    """Whatever it is; the second look comes on top. What is kept of the past stays little."""
    ending = Ending(pause=30.0)
    for step in range(1, steps + 1):
        ending.seen(step * 0.1, rate * step * 0.1)
    if ending.rate is not None:
        assert ending.rate == pytest.approx(rate)
        assert ending.left(rate * steps * 0.1 + rate) == pytest.approx(31.0)
    assert len(ending._marks) < 200
