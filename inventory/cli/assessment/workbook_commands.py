"""``capdo assessment template`` and ``import``: a workbook of requirements out, and its answers in."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from inventory.approvals.log import ApprovalLog
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.reading.inventory_file import read_inventory
from inventory.files.reading.result import ImportedFile
from inventory.files.requirements.evidence import hashed
from inventory.files.requirements.template import write_self_assessment
from inventory.files.writing import keep_what_is_there
from inventory.model import Code, System, Text
from inventory.naming.stored import system_code
from inventory.requirements.estate import level_of
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import SelfAssessment, what_is_said
from inventory.requirements.progress import SystemProgress
from inventory.requirements.standing import answers_on

SystemsArgument = Annotated[
    list[str],
    typer.Argument(metavar="SYSTEM…", help="The systems, each by its code, its name or one of its hosts."),
]
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
        raise InventoryError(
            "{file} holds more than self-assessments: read it with capdo inventory import", file=file
        )
    if not said:
        raise InventoryError(
            "{file} answers for no requirement: fill in a state in at least one row", file=file
        )


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


def template(
    systems: SystemsArgument,
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The XLSX file to write.")],
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write a workbook of the requirements of systems to fill in, with what was said so far."""
    if output.suffix.lower() != ".xlsx":
        raise InventoryError("{output}: the template is a workbook: end its name in .xlsx", output=output)
    keep_what_is_there(output)
    day = today()
    with opened_for_reading(database) as engine:
        log = SelfAssessmentLog(engine)
        catalogue = log.catalogue(day)
        levels = _levels(engine, [system_code(engine, name) for name in systems], day)
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
            "system {system} has no level yet: give it one in the inventory (proposed_level) first",
            system=unknown[0],
        )
    return {code: level for code, level in levels.items() if level is not None}
