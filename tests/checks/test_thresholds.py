"""checks.thresholds."""

import pytest

from checks.errors import ChecksError
from checks.model import Threshold
from checks.thresholds import flag, kind, number, texts


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true or false"),
        (1, "a number"),
        (0.5, "a number"),
        ("1", "a text"),
        ([], "a list of texts"),
        (["a"], "a list of texts"),
    ],
)
def test_each_value_is_of_one_kind(value: Threshold, expected: str) -> None:
    """True is no number, although Python has it so."""
    assert kind(value) == expected
    readers = {"true or false": flag, "a number": number, "a list of texts": texts}
    for name, reader in readers.items():
        if name == expected:
            assert reader({"x": value}, "x") == value
        else:
            with pytest.raises(ChecksError, match=f"threshold x must be {name}"):
                reader({"x": value}, "x")
