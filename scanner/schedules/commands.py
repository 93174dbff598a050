"""``capdo schedule``: scans that begin by themselves."""

import signal
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine as Database

from checks.model import Language, Text
from checks.profile import load
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.cli.terminal import print_line
from inventory.clock import VIETNAM, now
from inventory.database.opening import open_database
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.dates import moment, zone_name
from inventory.naming.stored import body_code
from inventory.wording.phrases import Worded
from scanner.errors import ScannerError
from scanner.keeping.retaining import retain, told
from scanner.options import (
    CaFileOption,
    DepthOption,
    OnlyOption,
    PicturesOption,
    ProfileOption,
    QueueOption,
    ResolverOption,
    TrustAnchorOption,
    UserAgentOption,
    VantageOption,
    families_of,
)
from scanner.planning.estate import refuse_unknown_body
from scanner.planning.plan import select_checks
from scanner.probes import service_manager
from scanner.queue.by_whom import refuse_other_than_postgresql
from scanner.runs.lease import Holder
from scanner.schedules import cron, terminal
from scanner.schedules.daemon import Daemon
from scanner.schedules.forecast import forecast
from scanner.schedules.schedule import Schedule
from scanner.schedules.store import ScheduleStore
from scanner.schedules.telling import send
from scanner.settings import RunSettings, probe_settings, refuse_impossible_pictures
from scanner.severities import NOT_ALL_TESTED
from scanner.vantages.seen_from import chosen_vantage

INTERRUPTED = 130  # 128 + SIGINT, as shells have it
LONGEST_SPREAD = 168.0  # hours: a week
_CRON = "When runs begin: minute, hour, day, month, day of the week."
_ORGANIZATION = "Only what this body and those below it operate."
_SPREAD = "Begin the looks evenly over so many hours, rather than as fast as it is gentle."
_ONCE = "Do what is due, then end: for cron and systemd timers."

schedule_app = typer.Typer(help="Scans that begin by themselves.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The schedule, as list names it.")]


@schedule_app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it.")],
    when: Annotated[str, typer.Option("--cron", metavar='"M H D M W"', help=_CRON)],
    timezone: Annotated[
        str, typer.Option("--timezone", metavar="ZONE", help="The time zone of the cron expression.")
    ] = VIETNAM,
    organization: Annotated[
        str | None, typer.Option("--organization", metavar="CODE", help=_ORGANIZATION)
    ] = None,
    only: OnlyOption = "",
    profile: ProfileOption = "default",
    depth: DepthOption = "full",
    spread: Annotated[float, typer.Option("--spread", metavar="HOURS", help=_SPREAD)] = 0.0,
    resolver: ResolverOption = None,
    ca_file: CaFileOption = None,
    trust_anchor: TrustAnchorOption = None,
    user_agent: UserAgentOption = None,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
    *,
    queue: QueueOption = False,
    pictures: PicturesOption = False,
    vantage: VantageOption = None,
) -> None:
    """Add a schedule; its runs look as it says here.

    The command run carries schedules out. Permissions and their hours hold as in every run.
    """
    expression = cron.parsed(when, timezone, now())
    if not 0 <= spread <= LONGEST_SPREAD:
        raise ScannerError(
            "--spread {spread:g}: write hours, at most {most:g}",
            spread=spread,
            most=LONGEST_SPREAD,
        )
    opened = open_database(database)
    settings = RunSettings(
        resolver=resolver,
        ca_file=_whole_path(ca_file),
        trust_anchor=_whole_path(trust_anchor),
        depth=depth,
        profile=profile,
        only=families_of(only),
        user_agent=user_agent,
        organization=organization and body_code(opened, organization, "--organization"),
        spread_hours=spread,
        queue=queue,
        vantage=chosen_vantage(opened, vantage),
        pictures="findings" if pictures else "none",
    )
    refuse_impossible_pictures(settings)
    if queue:
        refuse_other_than_postgresql(opened.url)
    _refuse_unusable(opened, settings)
    _say_next(terminal.ADDED, ScheduleStore(opened).add(name, expression, settings), lang)


@schedule_app.command("list")
def list_schedules(
    form: ListFormOption = "text", database: DatabaseOption = None, lang: LanguageOption = "vi"
) -> None:
    """List the schedules: state, the next three runs, and how long each takes, by those measured."""
    with opened_for_reading(database) as opened:
        at, main = now(), chosen_vantage(opened, None)
        forecasts = [(one, forecast(opened, one)) for one in ScheduleStore(opened).schedules()]
    print_listing(terminal.listed(forecasts, at, main, lang), form)


@schedule_app.command()
def pause(name: NameArgument, database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """Begin no run by a schedule until it is resumed."""
    schedule = ScheduleStore(open_database(database)).pause(name)
    print_line(terminal.STOPPED.to(lang).format(name=schedule.name))


@schedule_app.command()
def resume(name: NameArgument, database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """Begin runs by a schedule again; what passed while it was paused is not made up for."""
    _say_next(terminal.RESUMED, ScheduleStore(open_database(database)).resume(name), lang)


@schedule_app.command()
def remove(name: NameArgument, database: DatabaseOption = None, lang: LanguageOption = "vi") -> None:
    """Remove a schedule; its runs and what they found stay."""
    ScheduleStore(open_database(database)).remove(name)
    print_line(terminal.REMOVED.to(lang).format(name=name))


@schedule_app.command()
def run(
    once: Annotated[bool, typer.Option("--once", help=_ONCE)] = False,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Carry out schedules: for ever as a service, or with --once what is due now.

    What was missed is caught up once; a run that was stopped is gone on with; endpoints outside their
    permitted hours are taken by the first call within them. While the scanner's own network or resolver is
    dead, nothing is counted.

    What an alarm waits for is looked at again by a call some minutes later; what is older than the retention
    is thinned once a day.

    Exit status: 0 done; 2 wrong input; 3 not all that was due could be done; 130 stopped.
    """
    daemon = _daemon(open_database(database), lang)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: what is done is kept
    try:
        if not once:
            service_manager.notify(service_manager.READY)
            daemon.serve()
        elif not daemon.call():
            raise typer.Exit(NOT_ALL_TESTED)
    except KeyboardInterrupt:
        service_manager.notify(service_manager.STOPPING)
        raise typer.Exit(INTERRUPTED) from None


def _daemon(database: Database, lang: Language) -> Daemon:
    met: set[Holder] = set()

    def busy(holder: Holder) -> None:
        if holder not in met:  # of each one once: the service asks every few seconds
            met.add(holder)
            _log(terminal.busy(holder, now(), lang))

    def say(line: object) -> None:
        _log(f"{moment(now(), lang)} {line.to(lang) if isinstance(line, Worded) else line}")

    def beat() -> None:
        service_manager.notify(service_manager.ALIVE)

    def thin() -> None:
        retained = retain(database, beat=beat)
        if retained is not None and retained.is_something:
            say(told(retained, lang))

    return Daemon(
        database=database,
        tell=lambda happening: _log(terminal.told(happening, now(), lang)),
        busy=busy,
        failed=say,
        send=lambda: send(database, say, lang=lang),
        thin=thin,
        beat=beat,
    )


def _log(line: str) -> None:
    typer.echo(line)  # and no buffer: whoever follows the journal reads it when it happens


def _refuse_unusable(database: Database, settings: RunSettings) -> None:
    """What no run could begin with is told now, not at two in the night."""
    probe_settings(settings)
    select_checks(load(settings.profile), settings.only, pictures=settings.takes_pictures)
    if settings.organization is not None:
        refuse_unknown_body(InventoryStore(database).load(), settings.organization)


def _whole_path(file: Path | None) -> str | None:
    return str(file.resolve()) if file else None


def _say_next(text: Text, schedule: Schedule, lang: Language) -> None:
    at = moment(schedule.due_at, lang)
    print_line(text.to(lang).format(name=schedule.name, at=at, zone=zone_name(lang)))
