"""``capdo waiver``: findings that somebody answerable accepts for a time."""

from datetime import date
from typing import Annotated, TypeVar

import typer
from pydantic import ValidationError

from checks.model import Text
from inventory.cli.listing.filters import Chosen, filtered, systems_chosen
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption, SystemArgument, day_option
from inventory.cli.terminal import inert
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.dates import day
from inventory.model import Strict
from inventory.naming.stored import system_code
from inventory.wording.validation import explain
from scanner.errors import ScannerError
from scanner.runs.reader import ScanReader
from scanner.waivers.giving import give
from scanner.waivers.log import WaiverLog
from scanner.waivers.model import RevocationRequest, WaiverRequest
from scanner.waivers.standing import standing
from scanner.waivers.view import listed_waivers

waiver_app = typer.Typer(help="Findings accepted for a time, by whom and why.", no_args_is_help=True)

ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")]
ActorOption = Annotated[
    str | None, typer.Option("--by", metavar="ACTOR", help="Who records this; default: this machine's user.")
]
GIVEN = Text(
    vi="Đã ghi chấp nhận có thời hạn số {number}: {check} của {system}, {findings} phát hiện,"
    " đến hết ngày {until}",
    en="Recorded waiver {number}: {check} of {system}, {findings} findings, through {until}",
)
REVOKED = Text(
    vi="Đã thu hồi chấp nhận có thời hạn số {number}: {check} của {system}",
    en="Revoked waiver {number}: {check} of {system}",
)
Asked = TypeVar("Asked", bound=Strict)
OPTIONS = {"system": "SYSTEM", "check": "CHECK", "number": "NUMBER", "actor": "--by"}


@waiver_app.command()
def add(
    system: SystemArgument,
    check: Annotated[str, typer.Argument(metavar="CHECK", help="The check's id, as tls.protocols.")],
    *,
    until: Annotated[date, day_option("--until", "The last day; 366 days ahead at most.")],
    reason: ReasonOption,
    approver: Annotated[str, typer.Option(metavar="NAME", help="Who approved it and answers for it.")],
    by: ActorOption = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="HOST[:PORT]", help="Only there; default: all of the system's.")
    ] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Waive a check's findings at a system, as the newest scan tells them.

    They stay findings, shown struck through. The waiver lapses after its last day, and as soon as a scan
    finds something else or something worse than what is accepted now.
    """
    what_and_until = {"check": check, "until": until}
    with opened_database(database) as engine:
        code = system_code(engine, system, "SYSTEM")
        request = _request(
            WaiverRequest, system=code, **what_and_until, reason=reason, approver=approver, actor=by
        )
        waiver = give(engine, request, endpoint)
    last = day(waiver.until, lang)
    findings = len(waiver.accepted)
    message = GIVEN.to(lang).format(
        number=waiver.number, check=waiver.check, system=waiver.system, findings=findings, until=last
    )
    typer.echo(inert(message).plain)


@waiver_app.command("list")
@filtered
def list_waivers(
    asked: Chosen,
    system: Annotated[str | None, typer.Argument(metavar="SYSTEM", help="Default: every system.")] = None,
    *,
    as_of: AsOfOption = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """List the waivers given by a day, lapsed and revoked ones too, with their state on it."""
    on = _not_to_come(as_of)
    with opened_for_reading(database) as engine:
        code = None if system is None else system_code(engine, system)
        systems = systems_chosen(engine, asked, on)
        waivers = WaiverLog(engine).waivers()
        observations = ScanReader(engine).standing(on)
    codes = None if systems is None else {one.code for one in systems}
    chosen = [
        waiver
        for waiver in waivers
        if code in (None, waiver.system) and (codes is None or waiver.system in codes)
    ]
    standings = standing(chosen, observations, on)
    print_listing(listed_waivers(standings, on, lang), output)


@waiver_app.command()
def revoke(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="The waiver, as list numbers it.")],
    *,
    reason: ReasonOption,
    by: ActorOption = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Take a waiver back from today; it stays in the record, and in the reports of earlier days."""
    request = _request(RevocationRequest, number=number, reason=reason, actor=by)
    with opened_database(database) as engine:
        waiver = WaiverLog(engine).revoke(request)
    message = REVOKED.to(lang).format(number=waiver.number, check=waiver.check, system=waiver.system)
    typer.echo(inert(message).plain)


def _request(form: type[Asked], **values: object) -> Asked:
    """What is asked for, or one line that says what is wrong with it."""
    try:
        return form.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        named = OPTIONS.get(field, f"--{field}")
        raise ScannerError("{parameter}: {problem}", parameter=named, problem=explain(first)) from None


def _not_to_come(as_of: date | None) -> date:
    on = as_of or today()
    if on > today():
        raise ScannerError(
            "--as-of {on} is in the future: nothing is known of it yet (today is {today})",
            on=on,
            today=today(),
        )
    return on
