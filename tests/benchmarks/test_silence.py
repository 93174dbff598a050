"""How a delay is told from the machine's unevenness."""

from benchmarks.silence import slower


def test_slower() -> None:
    """Each host's later time of two runs; one that only the first has counts with that."""
    assert slower({"a": 1.0, "b": 5.0, "c": 2.0}, {"a": 2.0, "b": 4.0}) == {"a": 2.0, "b": 5.0, "c": 2.0}
