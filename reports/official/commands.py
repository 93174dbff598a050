"""``capdo report docx``, ``pdf``, ``mau08`` and ``letterhead``: the official documents.

What writes office files is imported by the commands that do: the page and the JSON need not wait for it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from checks.model import Language
from inventory.approvals.log import ApprovalLog
from inventory.cli.options import AsOfOption, DatabaseOption, ForceOption, LanguageOption
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.files.writing import keep_edited
from inventory.settings.choosing import chosen_letterhead, chosen_plans
from inventory.settings.letterhead import template
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.model import Report
from reports.official.dates import Quarter, day_of
from reports.official.document import OfficialDocument
from reports.official.pdf import render_pdf
from reports.official.quarterly import quarterly_report
from reports.options import ActingOption, EachOption, OrganizationOption, OutputOption, PlanOption
from reports.writing import Asked, write

QuarterOption = Annotated[
    str | None,
    typer.Option("--quarter", metavar="YYYY-QN", help="As 2026-Q3; else that of the day."),
]
LetterheadOption = Annotated[
    Path | None,
    typer.Option("--letterhead", metavar="FILE", help="Names of body, place, signer; see report letterhead."),
]
YearOption = Annotated[
    int | None,
    typer.Option("--year", metavar="YYYY", help="Until 14/12 of it; else the current year."),
]


def docx(
    output: OutputOption = None,
    each: EachOption = None,
    as_of: AsOfOption = None,
    quarter: QuarterOption = None,
    plan: PlanOption = None,
    letterhead: LetterheadOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    lang: LanguageOption = "vi",
    force: ForceOption = False,
    database: DatabaseOption = None,
) -> None:
    """Write the quarterly report to the committee (Decree 30/2020) as DOCX, in Vietnamese."""
    from reports.official.word import render_docx  # noqa: PLC0415 - see above

    _refuse_other(lang)
    reported_quarter, day = day_of(quarter, as_of, today())
    asked = Asked(
        database=database,
        plan=plan,
        as_of=day,
        output=output,
        each=each,
        acting=acting,
        organization=organization,
        force=force,
    )
    document = _document_of(database, plan, reported_quarter, letterhead)
    write(asked, ".docx", lambda report: render_docx(document(report)))


def pdf(
    output: OutputOption = None,
    each: EachOption = None,
    as_of: AsOfOption = None,
    quarter: QuarterOption = None,
    plan: PlanOption = None,
    letterhead: LetterheadOption = None,
    organization: OrganizationOption = None,
    acting: ActingOption = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Write the quarterly report to the committee (Decree 30/2020) as PDF, in Vietnamese."""
    _refuse_other(lang)
    reported_quarter, day = day_of(quarter, as_of, today())
    asked = Asked(
        database=database,
        plan=plan,
        as_of=day,
        output=output,
        each=each,
        acting=acting,
        organization=organization,
    )
    document = _document_of(database, plan, reported_quarter, letterhead)
    write(asked, ".pdf", lambda report: render_pdf(document(report)))


def mau08(
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write the report.")],
    year: YearOption = None,
    letterhead: LetterheadOption = None,
    force: ForceOption = False,
    database: DatabaseOption = None,
) -> None:
    """Write form Mẫu 08, the annual report on levels, as FILE.xlsx or FILE.docx."""
    from reports.official.mau08 import FORMS, form_of  # noqa: PLC0415 - see above

    render = FORMS.get(output.suffix.lower())
    if render is None:
        raise ReportError(f"{output}: the form is written as .xlsx or .docx: end its name in one of them")
    keep_edited(output, force=force)
    require_writable(output)
    day = today()
    with opened_for_reading(database) as engine:
        inventory, events = InventoryStore(engine).load(), ApprovalLog(engine).events()
    names = chosen_letterhead(letterhead, inventory.settings)
    write_bytes(output, render(form_of(inventory, events, year or day.year, day), names))


def letterhead(
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write it; else printed.")
    ] = None,
    *,
    force: ForceOption = False,
) -> None:
    """Print an explained letterhead to fill in: names that the official documents show."""
    if output is None:
        typer.echo(template(), nl=False)
    else:
        keep_edited(output, force=force)
        write_bytes(output, template().encode())


def _refuse_other(language: Language) -> None:
    if language != "vi":
        raise ReportError(
            "the quarterly report follows Decree 30/2020, so it is in Vietnamese only: leave --lang out, or"
            " write `capdo report html --lang en`"
        )


def _document_of(
    database: str | None, plan_name: str | None, quarter: Quarter, letterhead: Path | None
) -> Callable[[Report], OfficialDocument]:
    with opened_for_reading(database) as engine:
        settings = InventoryStore(engine).settings()
    names, (plan, *_) = chosen_letterhead(letterhead, settings), chosen_plans(plan_name, settings)
    return lambda report: quarterly_report(report, plan, quarter, names)
