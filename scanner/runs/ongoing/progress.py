"""A run carried out under a progress bar."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine as Database

from checks.model import Language
from checks.profile import load
from scanner.observation import Observation
from scanner.planning.plan import select_checks
from scanner.room import Room
from scanner.runs import running, second_look, terminal
from scanner.runs.ongoing import halting
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.ongoing.progress_line import RateColumn
from scanner.runs.pausing import Pause


def scan_with_progress(
    database: Database, run: PlannedRun, lang: Language, *, wait: bool = False
) -> Pause | None:
    """Carry out a run under a progress bar."""
    room = Room.of(run.settings.at_once)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        (rate := RateColumn(room, run.settings.second_look, lang)),
    )
    settings = run.settings
    checks = select_checks(load(settings.profile), settings.only, pictures=settings.takes_pictures)
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(terminal.SCANNING.to(lang), total=len(run.endpoints))

        def advance(seen: Observation) -> None:
            progress.advance(task)
            if second_look.unsettled(seen, checks):
                rate.expect_second_look()

        return running.carry_out(
            database,
            run,
            advance,
            (lambda pause: progress.print(halting.paused(pause, lang))) if wait else None,
            room=room,
        )
