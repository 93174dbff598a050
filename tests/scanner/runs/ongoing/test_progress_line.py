"""The line of a run that is going on."""

import pytest
from rich.progress import Progress

from scanner.room import HoldUp, Room
from scanner.runs.ongoing.progress_line import RateColumn, duration


@pytest.mark.parametrize(
    ("done", "told"),
    [
        (0, "waiting for 3 servers"),
        (4, "waiting for 3 servers"),
        (50, "300 a minute · 0:30 left · waiting for 3 servers"),
        (200, "looking again at what was not clear, 30 seconds later"),
    ],
)
def test_rate_time_left_and_what_holds_it_up(done: int, told: str) -> None:
    """By what is done; at the end there is a second look."""
    now = 0.0
    column = RateColumn(Room(held_up=HoldUp.ANSWERS, _inside=3), 30.0, "en")
    with Progress(get_time=lambda: now, disable=True) as progress:
        task = progress.add_task("", total=200)
        now = 10.0
        progress.update(task, completed=done)
        assert column.render(progress.tasks[0]).plain == told


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.4, "0:00"), (59.6, "1:00"), (3599.0, "59:59"), (7325, "2:02:05")]
)
def test_durations_read_as_clocks_do(seconds: float, told: str) -> None:
    """Hours only where there are any."""
    assert duration(seconds) == told
