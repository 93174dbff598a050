"""``capdo assessment requirements`` and ``use``: the catalogue of requirements that a database goes by."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.assessment.views import listed_requirements
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.options import AsOfOption, DatabaseOption, LanguageOption, day_option
from inventory.clock import today
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.dates import day
from inventory.errors import InventoryError
from inventory.files.requirements.catalogue_file import CatalogueName, read_catalogue
from inventory.model import Text
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import Catalogue
from inventory.requirements.shipped import shipped, shipped_names

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
CHOSEN = Text(
    vi="Từ {day} dùng danh mục {code} ({title}), phiên bản {version}: {rows} yêu cầu",
    en="From {day} on the database goes by {code} ({title}), version {version}: {rows} requirements",
)
AGAIN = Text(vi="Danh mục {code} đã được dùng từ ngày này", en="It goes by {code} from that day on already")


def requirements(
    *,
    level: Annotated[int | None, typer.Option(min=1, max=5, help="Only what this level asks.")] = None,
    catalogue: Annotated[
        str | None, typer.Option(metavar="CODE", help="Another catalogue than the one in force.")
    ] = None,
    as_of: AsOfOption = None,
    output: ListFormOption = "text",
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """List the requirements that the database goes by, with their codes and source."""
    with opened_for_reading(database) as engine:
        found = SelfAssessmentLog(engine).catalogue(as_of or today(), catalogue)
    if found is None:
        known = ", ".join(shipped_names())
        raise InventoryError(
            "no catalogue has the code {catalogue!r}: name one in use, or {known}",
            catalogue=catalogue,
            known=known,
        )
    print_listing(listed_requirements(found, level, lang), output)


def use(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="tcvn-11930, or a file of your own: XLSX, CSV, YAML, TOML."),
    ],
    *,
    since: Annotated[date | None, day_option("--date", "From when on; default: today.")] = None,
    version: Annotated[
        str | None,
        typer.Option("--as-version", metavar="TEXT", help="Of a file: its version; default: the day."),
    ] = None,
    code: Annotated[
        str | None, typer.Option(metavar="CODE", help="Of a file: what to call it; default: the file's name.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Of a file: its full name.")] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Go by a catalogue of requirements from a day on; earlier days keep theirs.

    A file has a row for each requirement: code, name, levels, group, parent. What was said by another
    catalogue stays, and counts again when the database goes back to it.
    """
    begins = since or today()
    catalogue = _catalogue(source, begins, version, code, title)
    with opened_database(database) as engine:
        is_new = SelfAssessmentLog(engine).choose(catalogue, begins)
    told = CHOSEN if is_new else AGAIN
    values = {"code": catalogue.code, "title": catalogue.title.to(lang), "version": catalogue.version}
    typer.echo(told.to(lang).format(day=day(begins, lang), rows=len(catalogue.requirements), **values))


def _catalogue(
    source: str, begins: date, version: str | None, code: str | None, title: str | None
) -> Catalogue:
    if source in shipped_names():
        return shipped(source)
    path = Path(source)
    called = code or path.stem
    if CODE.fullmatch(called) is None:
        raise InventoryError(
            "{called!r} can't be a code: name one with --code, of letters, digits, . - _", called=called
        )
    if called in shipped_names():
        raise InventoryError("{called} is the catalogue that ships: name another with --code", called=called)
    name = CatalogueName(called, title or path.stem, version or begins.isoformat(), begins)
    return read_catalogue(path, name)
