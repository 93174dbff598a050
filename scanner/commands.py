"""``capdo scan``: runs over the whole inventory, within its permissions."""

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine as Database

from checks.model import Language
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.clock import today
from inventory.database.opening import open_database
from inventory.database.reading_only import opened_for_reading
from scanner.options import (
    CaFileOption,
    DepthOption,
    OnlyOption,
    ProfileOption,
    ResolverOption,
    families_of,
)
from scanner.runs import running, terminal
from scanner.runs.reader import ScanReader
from scanner.settings import RunSettings
from scanner.severities import NOT_ALL_TESTED, not_all_tested
from scanner.waivers.log import WaiverLog
from scanner.waivers.view import waived_findings

INTERRUPTED = 130  # 128 + SIGINT, as shells have it

scan_app = typer.Typer(help="Scan the inventory, within its permissions.", no_args_is_help=True)
RunArgument = Annotated[int | None, typer.Argument(metavar="RUN", help="Default: the newest unfinished.")]


@scan_app.command("run")
def run_scan(
    only: OnlyOption = "",
    profile: ProfileOption = "default",
    depth: DepthOption = "full",
    resolver: ResolverOption = None,
    ca_file: CaFileOption = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Scan every endpoint of the systems in operation.

    Within their permissions. What is done is kept at once; Ctrl-C stops the run, and resume finishes it.

    Exit status: 0 done; 2 wrong input; 3 not all could be tested; 130 stopped with Ctrl-C.
    """
    settings = RunSettings(
        resolver=resolver,
        ca_file=str(ca_file.resolve()) if ca_file else None,
        depth=depth,
        profile=profile,
        only=families_of(only),
    )
    opened = open_database(database)
    _carry_out(opened, running.start(opened, settings), lang)


@scan_app.command()
def resume(
    run: Annotated[
        int | None, typer.Argument(metavar="RUN", help="Default: the newest unfinished one.")
    ] = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Finish a run that was stopped; what it has looked at is not looked at again.

    Exit status: 0 done; 2 wrong input; 3 not all could be tested; 130 stopped with Ctrl-C.
    """
    opened = open_database(database)
    _carry_out(opened, running.resume(opened, run), lang)


@scan_app.command("list")
def list_runs(database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """List the runs, newest first."""
    with opened_for_reading(database) as opened:
        Console().print(terminal.run_table(ScanReader(opened).runs(), lang))


@scan_app.command()
def show(
    run: Annotated[int, typer.Argument(metavar="RUN", help="The run, as list numbers it.")],
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Show what one run found: an endpoint a line, worst first; then which of it is waived today."""
    with opened_for_reading(database) as opened:
        reader = ScanReader(opened)
        reader.run(run)
        observations = reader.observations(run)
        waivers = WaiverLog(opened).waivers()
    console = Console()
    console.print(terminal.observation_table(observations, lang))
    if waived := waived_findings(waivers, observations, today(), lang):
        console.print(waived)


def scan_with_progress(database: Database, run: running.PlannedRun, lang: Language) -> None:
    """Carry out a run under a progress bar."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(terminal.SCANNING.to(lang), total=len(run.endpoints))
        running.carry_out(database, run, lambda _: progress.advance(task))


def _carry_out(database: Database, run: running.PlannedRun, lang: Language) -> None:
    console = Console()
    try:
        scan_with_progress(database, run, lang)
    except KeyboardInterrupt:
        console.print(terminal.interrupted(run.number, lang))
        raise typer.Exit(INTERRUPTED) from None
    observations = ScanReader(database).observations(run.number)
    console.print(terminal.run_summary(run.number, observations, lang))
    if not_all_tested(verdict for observation in observations for verdict in observation.verdicts):
        raise typer.Exit(NOT_ALL_TESTED)
