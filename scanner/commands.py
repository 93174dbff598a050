"""``capdo scan``: runs over the whole inventory, within its permissions."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Plain
from sqlalchemy import Engine as Database

from checks.model import Language
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import DatabaseOption, LanguageOption, OnlySystemsOption, day_option
from inventory.clock import now
from inventory.database.opening import opened_database
from inventory.database.reading_only import open_existing, opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.naming.stored import system_code
from scanner.completion import telling
from scanner.completion.counting import completion
from scanner.keeping.commands import thin
from scanner.listing.run_list import listed_runs
from scanner.listing.show_commands import show
from scanner.options import (
    AtOnceOption,
    CaFileOption,
    DepthOption,
    OnlyOption,
    PicturesOption,
    ProfileOption,
    QueueOption,
    ResolverOption,
    TrustAnchorOption,
    VantageOption,
    families_of,
)
from scanner.planning.asking import PlanOfNow
from scanner.queue.by_whom import refuse_other_than_postgresql
from scanner.runs import regrading, running, terminal
from scanner.runs.lease import Lease, alone
from scanner.runs.ongoing import halting
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.ongoing.progress import scan_with_progress
from scanner.runs.pausing import Pause
from scanner.runs.reader import ScanReader
from scanner.runs.refusals import refusal_lines, refusals
from scanner.settings import RunSettings, refuse_impossible_pictures
from scanner.severities import NOT_ALL_TESTED, not_all_tested
from scanner.vantages.seen_from import chosen_vantage

INTERRUPTED = 130  # 128 + SIGINT, as shells have it

scan_app = typer.Typer(help="Scan the inventory, within its permissions.", no_args_is_help=True)
WaitOption = Annotated[
    bool, typer.Option("--wait", help="Wait for permitted hours, rather than leave the rest to resume.")
]
RunArgument = Annotated[int | None, typer.Argument(metavar="RUN", help="Default: the newest unfinished.")]


@scan_app.command("run")
def run_scan(
    only: OnlyOption = "",
    profile: ProfileOption = "default",
    depth: DepthOption = "full",
    resolver: ResolverOption = None,
    ca_file: CaFileOption = None,
    trust_anchor: TrustAnchorOption = None,
    system: OnlySystemsOption = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    at_once: AtOnceOption = None,
    queue: QueueOption = False,
    vantage: VantageOption = None,
    wait: WaitOption = False,
    pictures: PicturesOption = False,
) -> None:
    """Scan every endpoint of the systems in operation.

    Within their permissions. What is done is kept at once; Ctrl-C stops the run, and resume finishes it. With
    --queue any number of runs go on at once, and one of single systems overtakes the others.

    What another vantage than the main one sees is kept apart, and compared by scan diff.

    Exit status: 0 done; 2 wrong input; 3 not all could be tested; 130 stopped with Ctrl-C.
    """
    with opened_database(database) as opened:
        settings = RunSettings(
            resolver=resolver,
            ca_file=str(ca_file.resolve()) if ca_file else None,
            trust_anchor=str(trust_anchor.resolve()) if trust_anchor else None,
            depth=depth,
            profile=profile,
            only=families_of(only),
            systems=tuple(system_code(opened, name, "--system") for name in system or ()),
            at_once=at_once,
            queue=queue,
            vantage=chosen_vantage(opened, vantage),
            pictures="findings" if pictures else "none",
        )
        refuse_impossible_pictures(settings)
        with _right_to_scan(opened, settings, lang):
            _carry_out(opened, running.start(opened, settings), lang, wait=wait)


@scan_app.command()
def resume(
    run: Annotated[
        int | None, typer.Argument(metavar="RUN", help="Default: the newest unfinished one.")
    ] = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    vantage: VantageOption = None,
    wait: WaitOption = False,
) -> None:
    """Finish a run that was stopped; what it has looked at is not looked at again.

    Exit status: 0 done; 2 wrong input; 3 not all could be tested; 130 stopped with Ctrl-C.
    """
    opened = open_existing(database)
    unfinished = running.resume(
        opened, run, vantage=vantage
    )  # what cannot be is told before waiting for another run
    with _right_to_scan(opened, unfinished.settings, lang):
        _carry_out(opened, running.resume(opened, run, vantage=vantage), lang, wait=wait)


@scan_app.command("list")
def list_runs(
    form: ListFormOption = "text", database: DatabaseOption = None, lang: LanguageOption = "vi"
) -> None:
    """List the runs, newest first."""
    with opened_for_reading(database) as opened:
        reader = ScanReader(opened)
        listing = listed_runs(tuple(reader.runs()), reader.main_vantage(), lang)
    print_listing(listing, form)


scan_app.command()(show)
scan_app.command("thin")(thin)


def regrade(
    run: Annotated[int | None, typer.Option("--run", metavar="RUN", help="Only what this run saw.")] = None,
    as_of: Annotated[date | None, day_option("--as-of", "Only what was seen by this day.")] = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Judge stored facts again after a check, threshold or profile changed; no host is touched.

    What a run was not permitted or not asked to look at stays so. Then tells which verdicts are others now.
    """
    opened = open_existing(database)
    if run is not None:
        ScanReader(opened).run(run)
    endpoints = list(regrading.regrade(opened, run, as_of))
    console = Console()
    for line in terminal.regraded_lines(endpoints, lang, regrading.thinned_looks(opened, run, as_of)):
        console.print(line)


def _carry_out(database: Database, run: PlannedRun, lang: Language, *, wait: bool) -> None:
    try:
        pause = scan_with_progress(database, run, lang, wait=wait)
    except KeyboardInterrupt:
        Console().print(halting.interrupted(run.number, lang))
        raise typer.Exit(INTERRUPTED) from None
    except InventoryError as error:
        raise InventoryError(
            "{error}; what was looked at is kept: `capdo scan resume {run}` finishes the rest",
            error=error,
            run=run.number,
        ) from None
    _tell(database, run, pause, lang)


def _tell(database: Database, run: PlannedRun, pause: Pause | None, lang: Language) -> None:
    console = Console()
    observations = ScanReader(database).observations(run.number)
    console.print(terminal.run_summary(run.number, observations, lang))
    if (main := ScanReader(database).main_vantage()) != run.settings.vantage:
        console.print(terminal.vantage_line(run.settings.vantage, main, lang))
    planned = PlanOfNow(InventoryStore(database)).endpoints(run.endpoints, now())
    refused = refusals(planned, observations)
    paused = halting.pause_lines(run.number, pause, lang) if pause else ()
    for line in refusal_lines(refused, run.undated, lang, paused):
        console.print(line)
    telling.completed(console, completion(observations), lang)
    verdicts = (verdict for observation in observations for verdict in observation.verdicts)
    if pause or refused.is_failure or not_all_tested(verdicts):
        raise typer.Exit(NOT_ALL_TESTED)


def _right_to_scan(
    database: Database, settings: RunSettings, lang: Language
) -> AbstractContextManager[object]:
    """Alone, unless workers look: they share the addresses with whoever else does."""
    if settings.queue:
        refuse_other_than_postgresql(database.url)
        return nullcontext()
    return alone(Lease(database), lambda holder: _say(halting.waiting(holder, lang)))


def _say(message: Plain) -> None:
    Console(stderr=True).print(message)
