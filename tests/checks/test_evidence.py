"""Evidence is bounded."""

from hypothesis import given
from hypothesis import strategies as st

from checks.evidence import clip, clipped


@given(st.text(), st.integers(1, 20))
def test_a_text_is_cut_to_its_bound(text: str, length: int) -> None:
    """A short text stays as it is; a long one keeps its beginning."""
    cut = clip(text, length)
    assert len(cut) <= length
    assert cut == text or (text.startswith(cut[:-1]) and cut.endswith("…"))


def test_a_list_is_cut_and_says_so() -> None:
    """The last entry tells how many are missing."""
    assert clipped(["a", "b", "c"], 2) == ["a", "b", "… (+1)"]
    assert clipped(["a", "b"], 2) == ["a", "b"]
