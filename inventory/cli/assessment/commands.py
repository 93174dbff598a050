"""``capdo assessment``: record what a unit says of its systems' requirements, one by one or in a workbook."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer
from pydantic import ValidationError
from sqlalchemy import Engine

from inventory.approvals.log import ApprovalLog
from inventory.cli.assessment.catalogue_commands import requirements, use
from inventory.cli.assessment.views import print_said, print_said_as_json, said_line
from inventory.cli.event_input import fingerprint
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption, day_option
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.reading import ImportedFile, read_inventory
from inventory.files.requirements.evidence import hashed
from inventory.files.requirements.template import write_self_assessment
from inventory.files.writing import keep_what_is_there
from inventory.model import Code, System, Text
from inventory.requirements.estate import level_of
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import RequirementState, SelfAssessment, what_is_said
from inventory.requirements.progress import SystemProgress
from inventory.requirements.standing import answers_on
from inventory.requirements.vocabulary import STATES
from inventory.words import WrongValueError

SystemArgument = Annotated[str, typer.Argument(metavar="SYSTEM", help="The system's code.")]
SystemsArgument = Annotated[list[str], typer.Argument(metavar="SYSTEM…", help="The codes of the systems.")]
STATE_HELP = f"One of: {', '.join(RequirementState)}; not with --withdraw."
IMPORTED = Text(
    vi="{new} tự đánh giá được ghi, {known} đã có từ trước",
    en="{new} self-assessments recorded, {known} known before",
)
NOT_FOUND = Text(
    vi="Không thấy tệp bằng chứng, chưa ghi mã băm: {files}",
    en="Evidence not found, recorded without a hash: {files}",
)
WRITTEN = Text(
    vi="Đã ghi {rows} yêu cầu của {systems} hệ thống: {file}",
    en="Written: {rows} requirements of {systems} systems: {file}",
)

assessment_app = typer.Typer(
    help="Self-assessment of systems, requirement by requirement.", no_args_is_help=True
)


@assessment_app.command()
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
        "system": system,
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
        (recorded,) = SelfAssessmentLog(engine).append_all([_parsed(values)])
    typer.echo(said_line(recorded, lang))


def _state(typed: str | None, *, withdraws: bool) -> object:
    """What was typed, in any of its words; what is taken back says nothing."""
    if (typed is None) != withdraws:
        raise InventoryError("give a STATE, or --withdraw with --corrects NUMBER, and not both")
    try:
        return RequirementState.NOT_MET if typed is None else STATES.read(typed)
    except WrongValueError as error:
        raise InventoryError(f"STATE: {error}") from None


def _parsed(values: dict[str, object]) -> SelfAssessment:
    try:
        return SelfAssessment.model_validate(values)
    except ValidationError as error:
        problems = (f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors())
        raise InventoryError("\n".join(problems)) from None


@assessment_app.command("import")
def import_said(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX as template writes it; CSV or YAML.")],
    *,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Record the answers of a workbook; if one row is wrong, none is recorded.

    What the database holds already is not recorded again.
    """
    with opened_database(database) as engine:
        read = read_inventory(file, known=InventoryStore(engine).load())
        _refuse_others(read, file)
        found = hashed(read.said, file.parent)
        new = _new(engine, found.said)
        recorded = SelfAssessmentLog(engine).append_new(new)
    typer.echo(IMPORTED.to(lang).format(new=recorded, known=len(read.said) - recorded))
    if found.missing:
        typer.echo(NOT_FOUND.to(lang).format(files="; ".join(found.missing)), err=True)


def _refuse_others(read: ImportedFile, file: Path) -> None:
    inventory, events, catalogues, said = read
    if inventory.systems or inventory.organizations or events or catalogues:
        raise InventoryError(f"{file} holds more than self-assessments: read it with capdo inventory import")
    if not said:
        raise InventoryError(f"{file} answers for no requirement: fill in a state in at least one row")


def _new(engine: Engine, told: tuple[SelfAssessment, ...]) -> list[SelfAssessment]:
    """Without what stands already and was only told again without a day, which is then today's."""
    log, day = SelfAssessmentLog(engine), today()
    recorded = log.said({one.system for one in told})
    catalogue = log.catalogue(day)
    code = catalogue.code if catalogue else ""
    standing = {system: answers_on(said, code, day) for system, said in recorded.items()}

    def stands(one: SelfAssessment) -> bool:
        last = standing.get(one.system, {}).get(one.requirement)
        again = {"on": last.on, "catalogue": last.catalogue} if last else {}
        return bool(last) and one.on == day and _same(one.model_copy(update=again), last)

    return [one for one in told if not stands(one)]


def _same(one: SelfAssessment, last: SelfAssessment | None) -> bool:
    return last is not None and what_is_said(one) == what_is_said(last)


@assessment_app.command()
def template(
    systems: SystemsArgument,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The XLSX file to write.")],
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write a workbook of the requirements of systems to fill in, with what was said so far."""
    if output.suffix.lower() != ".xlsx":
        raise InventoryError(f"{output}: the template is a workbook: end its name in .xlsx")
    keep_what_is_there(output)
    day = today()
    with opened_for_reading(database) as engine:
        log = SelfAssessmentLog(engine)
        catalogue = log.catalogue(day)
        levels = _levels(engine, systems, day)
        said = log.said(levels)
    if catalogue is None:
        raise InventoryError("the database goes by no catalogue: see capdo assessment use")
    progress = [
        SystemProgress.of(code, level, catalogue, answers_on(said.get(code, ()), catalogue.code, day))
        for code, level in levels.items()
    ]
    write_self_assessment(output, catalogue, progress)
    rows = sum(len(one.answers) for one in progress)
    typer.echo(WRITTEN.to(lang).format(rows=rows, systems=len(progress), file=output))


def _levels(engine: Engine, codes: list[str], day: date) -> dict[Code, int]:
    """The level of each system.

    Raises:
        InventoryError: there is no such system, or its level is not known.

    """
    statuses = ApprovalLog(engine).current(day, set(codes))
    systems: list[System] = [InventoryStore(engine).system(code) for code in dict.fromkeys(codes)]
    levels = {system.code: level_of(system, statuses.get(system.code)) for system in systems}
    if unknown := [code for code, level in levels.items() if level is None]:
        raise InventoryError(
            f"system {unknown[0]} has no level yet: give it one in the inventory (proposed_level) first"
        )
    return {code: level for code, level in levels.items() if level is not None}


@assessment_app.command()
def history(
    system: SystemArgument,
    requirement: Annotated[
        str | None, typer.Argument(metavar="REQUIREMENT", help="Only of this one; default: of all.")
    ] = None,
    *,
    as_of: AsOfOption = None,
    output: Annotated[Literal["text", "json"], typer.Option("--format", help="Form of the output.")] = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """All that was said of a system's requirements, oldest first."""
    with opened_for_reading(database) as engine:
        named = InventoryStore(engine).system(system)
        told = SelfAssessmentLog(engine).said({named.code}).get(named.code, ())
    day = as_of or today()
    chosen = [one for one in told if one.on <= day and requirement in (None, one.requirement)]
    if output == "json":
        print_said_as_json(chosen)
    else:
        print_said(named, chosen, lang)


assessment_app.command()(requirements)
assessment_app.command()(use)
