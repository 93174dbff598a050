"""Host names: what is plain stays as IDNA would leave it."""

import idna
from hypothesis import given
from hypothesis import strategies as st

from inventory.hosts import PLAIN, normalize_host


@given(st.from_regex(PLAIN, fullmatch=True).filter(lambda name: max(map(len, name.split("."))) <= 63))
def test_plain_names_are_left_alone(name: str) -> None:
    """The short way gives what the whole way gives."""
    if len(name) <= 253:
        assert normalize_host(name) == name == idna.encode(name, uts46=True).decode("ascii")
