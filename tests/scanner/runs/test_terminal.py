"""scanner.runs.terminal: a run in the terminal, honest about what was not tested, inert whatever it says."""

import pytest
from rich.console import Console

from checks.model import Language
from scanner.runs.terminal import observation_table, run_summary
from tests.reports.audit.observations import observation


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "3 phát hiện, 1 phép"), ("en", "3 findings, 1 checks not")]
)
def test_a_run_is_one_sentence(lang: Language, words: str) -> None:
    """Findings and what was not tested, apart."""
    assert words in run_summary(7, [observation()], lang).plain


def test_the_table_shows_markup_as_it_is() -> None:
    """What looks like markup in a host name is shown, not obeyed."""
    seen = observation()
    hostile = seen.model_copy(update={"target": seen.target.model_copy(update={"host": "[red]x"})})
    console = Console(width=120, no_color=True)
    with console.capture() as captured:
        console.print(observation_table([hostile], "vi"))
    assert "[red]x:443" in captured.get()
