"""The sample of a text: whole where the text is short, bounded where it is long, and a fair one."""

from hypothesis import given
from hypothesis import strategies as st

from checks.facts.earlier.sketch import ENCODED, SAMPLE, TITLE_LENGTH, EarlierText, runs_of

WORDS = st.lists(st.text(max_size=12), max_size=400)


@given(words=WORDS, title=st.text(max_size=300))
def test_a_sample_comes_back_as_it_was_kept(words: list[str], title: str) -> None:
    """The smallest hashes, through JSON; never longer than its bound, whatever the words are."""
    runs = runs_of(words)
    kept = EarlierText.of(title, runs)
    again = EarlierText.model_validate_json(kept.model_dump_json())
    assert again == kept
    assert again.hashes == frozenset(sorted(runs)[:SAMPLE])
    assert again.runs == len(runs)
    assert (len(again.sample) <= ENCODED, len(again.title) <= TITLE_LENGTH) == (True, True)


@given(words=WORDS, others=WORDS)
def test_a_text_stands_in_itself_and_a_strange_one_does_not(words: list[str], others: list[str]) -> None:
    """Where there is enough to tell by; of a short earlier text the share is exact."""
    runs, strange = runs_of(words), runs_of(others)
    kept = EarlierText.of("", runs)
    assert kept.share_of(runs) in {1.0, None}
    share = kept.share_of(strange)
    if len(runs) <= SAMPLE and share is not None:
        assert share == len(runs & strange) / len(strange)


def test_the_share_of_a_long_text_is_estimated() -> None:
    """Half of ten thousand words, a tenth of them, none; the same words in another order are others."""
    words = [f"t{number}" for number in range(10_000)]
    kept = EarlierText.of("", runs_of(words))
    for part in (0.5, 0.1, 0.0):
        count = round(10_000 * part)
        later = runs_of([*words[:count], *(f"m{number}" for number in range(10_000 - count))])
        share = kept.share_of(later)
        assert share is not None
        assert abs(share - part) < 0.12
    assert (kept.share_of(runs_of(words[::-1])) or 0.0) < 0.02


def test_too_little_tells_nothing() -> None:
    """A few words beside a long text; no text at all; one shorter than a run is one run."""
    kept = EarlierText.of("", runs_of([f"t{number}" for number in range(10_000)]))
    assert kept.share_of(runs_of(["t1", "t2", "t3", "t4"])) is None
    assert kept.share_of(frozenset()) is None
    assert runs_of([]) == frozenset()
    assert len(runs_of(["a"])) == len(runs_of(["a", "b"])) == len(runs_of(["a", "b", "c"])) == 1
