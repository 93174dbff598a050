"""scanner.runs.terminal: a run in the terminal, honest about what was not tested, inert whatever it says."""

from datetime import UTC, datetime

import pytest
from rich.console import Console

from checks.model import Language
from scanner.runs.run_progress import Run
from scanner.runs.terminal import observation_table, run_summary, run_table
from scanner.settings import RunSettings
from tests.reports.audit.observations import observation
from tests.zones import machine_in


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


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", "Điểm truy cập Nặng nhất Phát hiện Chưa kiểm tra được Kết nối"),
        ("en", "Endpoint Worst Findings Not tested Connections"),
    ],
)
def test_no_word_of_a_heading_is_broken(lang: Language, words: str) -> None:
    """In 80 columns, beside an endpoint of ordinary length, which is not broken either."""
    seen = observation()
    long = seen.model_copy(
        update={"target": seen.target.model_copy(update={"host": "mo-quan-tri.brvt.test"})}
    )
    console = Console(width=80, no_color=True)
    with console.capture() as captured:
        console.print(observation_table([long], lang))
    shown = captured.get().split()
    assert [word for word in (*words.split(), "mo-quan-tri.brvt.test:443") if word not in shown] == []


@pytest.mark.parametrize(
    ("lang", "times"),
    [
        ("vi", ("27/11/2026 00:30", "Thời gian: giờ Việt Nam")),
        ("en", ("2026-11-27 00:30", "Times: Viet Nam time")),
    ],
)
@pytest.mark.parametrize("machine", ["UTC", "America/New_York"])
def test_the_list_of_runs_names_the_zone_of_its_times(
    machine: str, lang: Language, times: tuple[str, str]
) -> None:
    """Viet Nam's, wherever the machine is, and named once."""
    begun = datetime(2026, 11, 26, 17, 30, tzinfo=UTC)
    run = Run(
        id=1, started_at=begun, finished_at=None, settings=RunSettings(), scanner="", endpoints=2, done=1
    )
    console = Console(width=120, no_color=True)
    with machine_in(machine), console.capture() as captured:
        console.print(run_table([run], lang))
    assert [captured.get().count(said) for said in times] == [1, 1]
