"""``capdo report oscal``."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption
from inventory.clock import now
from inventory.model import Text
from inventory.safe_text import json_text
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.gathering.scope import Scope
from reports.options import OrganizationOption, OutputOption
from reports.oscal.poam import plan_of_action
from reports.oscal.results import assessment_results
from reports.oscal.writing import OscalVersion
from reports.requirements.gathering import gather_requirements

NOTHING_OPEN = Text(
    vi="Không có yêu cầu chưa đáp ứng hay phát hiện nào đang mở: không ghi {file}",
    en="Nothing is open, neither a requirement nor a finding: {file} was not written",
)


def oscal(
    output: OutputOption = None,
    poam: Annotated[
        Path | None,
        typer.Option("--poam", metavar="FILE", help="Where to write the plan of action and milestones."),
    ] = None,
    as_of: AsOfOption = None,
    organization: OrganizationOption = None,
    version: Annotated[
        OscalVersion, typer.Option("--oscal-version", help="Of the format; the content is the same.")
    ] = "1.2.1",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write assessment results as OSCAL JSON: findings by requirement, with what was seen and said.

    What could not be tested is never "not-satisfied": it is told as an observation. With --poam also a plan
    of action and milestones: requirements not met yet and open findings that fail, by whom and by when.
    """
    files = [file for file in (output, poam) if file is not None]
    if not files:
        raise ReportError("name a file: --output FILE for the assessment results, --poam FILE for the plan")
    for file in files:
        require_writable(file)
    source = gather_requirements(database, as_of, now(), Scope(organization=organization))
    if output is not None:
        write_bytes(output, json_text(assessment_results(source, version, lang), indent=1).encode())
    if poam is None:
        return
    plan = plan_of_action(source, version, lang)
    if plan is None:
        typer.echo(NOTHING_OPEN.to(lang).format(file=poam), err=True)
    else:
        write_bytes(poam, json_text(plan, indent=1).encode())
