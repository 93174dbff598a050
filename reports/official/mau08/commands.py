"""``capdo report mau08``, which ``capdo paper 08`` is too."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import DatabaseOption, ForceOption, LanguageOption
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.files.writing import keep_edited
from inventory.safe_text import visible
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.official.mau08.letter import Addressee
from reports.options import LetterheadOption, OrganizationOption

INCOMPLETE = 3  # exit status: written, and not all that it asks for was recorded


def mau08(
    output: Annotated[Path, typer.Option("--output", metavar="FILE", help="Where to write the report.")],
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YYYY", help="Until 14/12 of it; else the current year."),
    ] = None,
    to: Annotated[
        Addressee | None,
        typer.Option("--to", help="Its addressee; default: ministry, of one body's form specialised-unit."),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            metavar="FILE",
            help="Last year's form as it came back (XLSX): what was corrected by hand is kept and told.",
        ),
    ] = None,
    organization: OrganizationOption = None,
    letterhead: LetterheadOption = None,
    lang: LanguageOption = "vi",
    force: ForceOption = False,
    database: DatabaseOption = None,
) -> None:
    """Write form Mẫu 08, the annual report on levels, as FILE.xlsx or FILE.docx."""
    from reports.official.mau08.telling import telling  # noqa: PLC0415 - see official.commands
    from reports.official.mau08.writing import FORMS, Asked08, made  # noqa: PLC0415

    suffix = output.suffix.lower()
    if suffix not in FORMS:
        raise ReportError(
            "{output}: the form is written as .xlsx or .docx: end its name in one of them", output=output
        )
    keep_edited(output, force=force)
    require_writable(output)
    asked = Asked08(year=year, letterhead=letterhead, to=to, organization=organization, previous=previous)
    with opened_for_reading(database) as engine:
        form = made(engine, asked, today())
    for line in telling(form, lang):
        typer.echo(visible(line))
    write_bytes(output, form.render(suffix))
    if form.gaps:
        raise typer.Exit(INCOMPLETE)
