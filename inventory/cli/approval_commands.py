"""``capdo approval``: record what was decided, and tell where each system stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inventory.approvals.events import EventKind, Source
from inventory.approvals.log import ApprovalLog
from inventory.approvals.replay import SystemStatus, statuses
from inventory.approvals.rules.confirmation import unconfirmed
from inventory.cli.classify_commands import classify, ruleset
from inventory.cli.event_input import fingerprint, mistakes, parse_event
from inventory.cli.event_view import listed_history
from inventory.cli.listing.filters import Chosen, filtered
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption, SystemArgument, day_option
from inventory.cli.recording.correction_commands import correct
from inventory.cli.recording.events import append
from inventory.cli.status_view import listed_statuses
from inventory.cli.verification_commands import verify
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Code, Inventory
from inventory.naming.stored import system_code
from inventory.requirements.estate import progress_of
from inventory.requirements.log import SelfAssessmentLog
from inventory.wording.phrases import Joined

approval_app = typer.Typer(help="Level approvals, plans, assessments and labels.", no_args_is_help=True)
approval_app.command()(classify)
approval_app.command()(ruleset)
approval_app.command()(verify)

approval_app.command()(correct)

EVENT_HELP = f"One of: {', '.join(EventKind)}; or in Vietnamese, as “phê duyệt”."


@approval_app.command()
def record(
    systems: Annotated[
        list[str],
        typer.Argument(
            metavar="SYSTEM…", help="The systems, each by its code, its name or one of its hosts."
        ),
    ],
    event: Annotated[str, typer.Argument(metavar="EVENT", help=EVENT_HELP)],
    *,
    on: Annotated[date, day_option("--date", "The day it happened.")],
    level: Annotated[str | None, typer.Option(metavar="1-5", help="The level decided.")] = None,
    number: Annotated[str | None, typer.Option(help="The decision's number, as 180/QĐ-UBND.")] = None,
    authority: Annotated[str | None, typer.Option(help="Who decided.")] = None,
    result: Annotated[
        str | None,
        typer.Option(help="The outcome; of an assessment: before-use or periodic, as “định kỳ: đạt”."),
    ] = None,
    until: Annotated[
        date | None,
        day_option(
            "--until", "The last day of a label; of a dossier or a partial plan, by when it is expected done."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Who records this; default: this machine's user.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The document; its SHA-256 is recorded.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else worth knowing.")] = None,
    corrects: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="With corrected: the event, as history numbers it.")
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="With corrected: that event did not happen.")
    ] = False,
    corrected_date: Annotated[
        date | None, day_option("--corrected-date", "With corrected: the event's right day.")
    ] = None,
    historical: Annotated[
        bool,
        typer.Option("--historical", help="Of the past, told late: earlier stages may be unknown (import)."),
    ] = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Append one event to the log; what the decree forbids is refused, with the rule that forbids it.

    One decision may be of several systems: it is recorded of all of them, or of none.

    Nothing recorded is ever changed. A mistake is corrected by one more event, which counts from its own day:
    record SYSTEM corrected --date DAY --corrects NUMBER with the right values, or with --withdraw. Several
    linked events are corrected at once by approval correct.
    """
    values = {
        "kind": event,
        "on": on,
        "level": level,
        "number": number,
        "authority": authority,
        "result": result,
        "until": until,
        "actor": by,
        "file": None if file is None else str(file),
        "file_sha256": None if file is None else fingerprint(file),
        "note": note,
        "corrects": corrects,
        "withdraws": withdraw,
        "corrected_on": corrected_date,
    }
    told = [parse_event({"system": code, **values}) for code in _codes(systems, values, database)]
    append(told, database, lang, Source.IMPORT if historical else Source.CLI)


@approval_app.command()
@filtered
def status(
    chosen: Chosen,
    system: Annotated[str | None, typer.Argument(metavar="SYSTEM", help="Default: every system.")] = None,
    *,
    as_of: AsOfOption = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Where one system, or every system, stands on a day."""
    on = as_of or today()
    with opened_for_reading(database) as engine:
        store, log = InventoryStore(engine), ApprovalLog(engine)
        code = None if system is None else system_code(engine, system)
        inventory = store.load() if code is None else store.load_only(code)
        only = None if code is None else {code}
        status_of = log.current(on, only) if as_of is None else statuses(log.events(code), on)
        said = SelfAssessmentLog(engine).on(on, only)
    bodies = inventory.organizations
    systems = tuple(chosen.systems(inventory, dict(status_of), on))
    inventory = Inventory(organizations=bodies, systems=systems)
    doubts = unconfirmed(inventory, status_of)
    listed = [
        (item, status_of.get(item.code) or SystemStatus(system=item.code, as_of=on))
        for item in inventory.systems
    ]
    answered = progress_of(inventory.systems, status_of, said)
    print_listing(listed_statuses(listed, doubts, answered, on, lang), output)


@approval_app.command()
def history(
    system: SystemArgument,
    *,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Every event of one system, oldest first."""
    with opened_for_reading(database) as engine:
        code = system_code(engine, system)
        named = InventoryStore(engine).system(code)
        log = ApprovalLog(engine)
        events, doubts = log.events(code), log.doubts({code}, today())
    print_listing(listed_history(named, events, doubts, lang), output)


def _codes(typed: Sequence[str], values: Mapping[str, object], database: str | None) -> Sequence[Code]:
    """The codes of the systems that are meant, each once.

    Raises:
        InventoryError: a system is not there; then what else is wrong is told too.

    """
    with opened_for_reading(database) as engine:
        try:
            return list(dict.fromkeys(system_code(engine, name, "SYSTEM") for name in typed))
        except InventoryError as error:
            raise InventoryError(Joined((error, *mistakes(values)), "\n")) from None
