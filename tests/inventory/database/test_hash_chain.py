"""The hash of a row: that of its canonical JSON, however it is put together."""

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from inventory.database.hash_chain import HASH, row_hash

VALUES = st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.floats(allow_nan=False)
ROWS = st.dictionaries(st.text(max_size=8) | st.just(HASH), VALUES, max_size=8)


@given(ROWS)
def test_a_hash_is_that_of_canonical_json(row: dict[str, object]) -> None:
    """Sorted keys, no blanks, ASCII; without what has no value and the row's own hash."""
    left_out = {name for name, value in row.items() if value is None or value is False} | {HASH}
    told = {name: value for name, value in row.items() if name not in left_out}
    written = json.dumps(told, sort_keys=True, separators=(",", ":"))
    assert row_hash(row) == hashlib.sha256(written.encode("ascii")).hexdigest()
