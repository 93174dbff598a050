"""``capdo report reminder``: letters that urge operating units on."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import AsOfOption, DatabaseOption, ForceOption, LanguageOption, day_option
from inventory.clock import today
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.files.writing import keep_edited
from inventory.settings.choosing import chosen_letterhead
from reports.errors import ReportError
from reports.files import require_writable, write_bytes
from reports.options import LetterheadOption
from reports.writing import file_names

INCOMPLETE = 3  # exit status: written, with blanks to fill in
SUFFIX = ".docx"


def reminder(
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write the letter of one unit.")
    ] = None,
    each: Annotated[
        Path | None,
        typer.Option(
            "--each", metavar="DIR", help="Instead of --output: a letter for each unit, named by its code."
        ),
    ] = None,
    organization: Annotated[
        str | None,
        typer.Option("--organization", metavar="CODE", help="The operating unit that is reminded."),
    ] = None,
    report_by: Annotated[
        date | None,
        day_option("--by", "The day to report back by; else 10 working days after that of the figures."),
    ] = None,
    as_of: AsOfOption = None,
    letterhead: LetterheadOption = None,
    lang: LanguageOption = "vi",
    force: ForceOption = False,
    database: DatabaseOption = None,
) -> None:
    """Write letters (DOCX) that remind operating units of what their own systems lack, and by when."""
    from reports.official.reminders.gathering import gathered  # noqa: PLC0415 - see official.commands
    from reports.official.reminders.letter import letter_of  # noqa: PLC0415
    from reports.official.reminders.telling import telling  # noqa: PLC0415
    from reports.official.word import render_letter_docx  # noqa: PLC0415

    _refuse(output, each, organization)
    day = as_of or today()
    if day > today() or (report_by is not None and report_by <= day):
        raise ReportError("a letter's figures are of today or before, and --by is a later day than theirs")
    with opened_for_reading(database) as engine:
        names = chosen_letterhead(letterhead, InventoryStore(engine).settings())
        told = gathered(engine, names, day, report_by, organization)
    files = file_names([letter.unit.code for letter in told.reminders])
    paths = {code: output or (each or Path()) / f"{name}{SUFFIX}" for code, name in files.items()}
    for path in paths.values():
        keep_edited(path, force=force)
        require_writable(path)
    for line in telling(told, paths, lang):
        typer.echo(line)
    for letter in told.reminders:
        write_bytes(paths[letter.unit.code], render_letter_docx(letter_of(letter, told.names)))
    if told.blanks:
        raise typer.Exit(INCOMPLETE)


def _refuse(output: Path | None, each: Path | None, organization: str | None) -> None:
    if (output is None) is (each is None) or (output is not None and organization is None):
        raise ReportError(
            "name one: --output FILE with --organization CODE for one letter, or --each DIR for every unit's"
        )
    if output is not None and output.suffix.lower() != SUFFIX:
        raise ReportError("{output}: letters are written as .docx: end its name in it", output=output)
