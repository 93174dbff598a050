"""``capdo assessment``: record what a unit says of its systems' requirements, one by one or in a workbook."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from inventory.cli.assessment.catalogue_commands import requirements, use
from inventory.cli.assessment.views import listed_answers, said_line
from inventory.cli.assessment.workbook_commands import import_said, template
from inventory.cli.event_input import fingerprint
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption, SystemArgument, day_option
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.naming.stored import system_code
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import RequirementState, SelfAssessment
from inventory.requirements.vocabulary import STATES
from inventory.wording.phrases import Joined
from inventory.wording.validation import explain
from inventory.words import WrongValueError

STATE_HELP = f"One of: {', '.join(RequirementState)}; not with --withdraw."

assessment_app = typer.Typer(
    help="Self-assessment of systems, requirement by requirement.", no_args_is_help=True
)


def record(
    system: SystemArgument,
    requirement: Annotated[
        str, typer.Argument(metavar="REQUIREMENT", help="Its code, as requirements lists it.")
    ],
    state: Annotated[str | None, typer.Argument(metavar="STATE", help=STATE_HELP)] = None,
    *,
    on: Annotated[date | None, day_option("--date", "The day as of which it is so; default: today.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why it does not apply.")] = None,
    plan: Annotated[str | None, typer.Option(help="What is done, or will be.")] = None,
    person: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    due: Annotated[date | None, day_option("--due", "By when it is to be met.")] = None,
    evidence: Annotated[
        Path | None, typer.Option(metavar="PATH", help="The evidence; its SHA-256 is recorded.")
    ] = None,
    note: Annotated[str | None, typer.Option(help="Anything else worth knowing.")] = None,
    by: Annotated[
        str | None, typer.Option(metavar="ACTOR", help="Who records this; default: this machine's user.")
    ] = None,
    corrects: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="The one that was wrong, as history numbers it.")
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="With --corrects: that was not to be said.")
    ] = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Record what is said of one requirement of a system; nothing recorded is ever changed.

    A later word takes the place of an earlier one from its day on. A mistake is corrected by one more, with
    --corrects NUMBER and the right values, or taken back with --withdraw; reports of earlier days stay.
    """
    values = {
        "requirement": requirement,
        "on": on or today(),
        "reason": reason,
        "plan": plan,
        "person": person,
        "due": due,
        "file": None if evidence is None else str(evidence),
        "file_sha256": None if evidence is None else fingerprint(evidence),
        "note": note,
        "actor": by,
        "corrects": corrects,
        "withdraws": withdraw,
        "state": _state(state, withdraws=withdraw),
    }
    with opened_database(database) as engine:
        told = _parsed({"system": system_code(engine, system, "SYSTEM"), **values})
        (recorded,) = SelfAssessmentLog(engine).append_all([told])
    typer.echo(said_line(recorded, lang))


def _state(typed: str | None, *, withdraws: bool) -> object:
    """What was typed, in any of its words; what is taken back says nothing."""
    if (typed is None) != withdraws:
        raise InventoryError("give a STATE, or --withdraw with --corrects NUMBER, and not both")
    try:
        return RequirementState.NOT_MET if typed is None else STATES.read(typed)
    except WrongValueError as error:
        raise InventoryError("STATE: {error}", error=error) from None


def _parsed(values: dict[str, object]) -> SelfAssessment:
    try:
        return SelfAssessment.model_validate(values)
    except ValidationError as error:
        problems = [Joined((detail["loc"][0], explain(detail)), ": ") for detail in error.errors()]
        raise InventoryError(Joined(problems, "\n")) from None


def history(
    system: SystemArgument,
    requirement: Annotated[
        str | None, typer.Argument(metavar="REQUIREMENT", help="Only of this one; default: of all.")
    ] = None,
    *,
    as_of: AsOfOption = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """All that was said of a system's requirements, oldest first."""
    with opened_for_reading(database) as engine:
        named = InventoryStore(engine).system(system_code(engine, system))
        told = SelfAssessmentLog(engine).said({named.code}).get(named.code, ())
    day = as_of or today()
    chosen = [one for one in told if one.on <= day and requirement in (None, one.requirement)]
    print_listing(listed_answers(named, chosen, lang), output)


assessment_app.command()(record)
assessment_app.command("import")(import_said)
assessment_app.command()(template)
assessment_app.command()(history)
assessment_app.command()(requirements)
assessment_app.command()(use)
