"""``capdo inventory import``: all of a file or nothing of it; a dry run tells what it would change."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from inventory import clock
from inventory.cli.changing.answers import (
    YES_HELP,
    DatesOption,
    DefaultOption,
    MapOption,
    OwnerOption,
    answers_of,
)
from inventory.cli.changing.file_import import FileImport
from inventory.cli.changing.mau08_import import (
    FORM_HELP,
    SKIP_HELP,
    DayOption,
    FormOptions,
    OperationOption,
    import_mau_08,
    refuse_options_of_forms,
)
from inventory.cli.changing.preview_view import print_preview, print_undated
from inventory.cli.changing.refusals import MARKED_HELP, refusals_told
from inventory.cli.options import FILE_HELP, DatabaseOption, LanguageOption
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_trial
from inventory.errors import InventoryError
from inventory.files.comparing.changes import ClearingRefusedError
from inventory.files.importing import Imported, import_into
from inventory.files.mau08.reading import is_mau_08
from inventory.files.reading.result import ImportedFile
from inventory.files.sample import sample
from inventory.model import Inventory, Language, Text

ORGANIZATIONS = Text(vi="tổ chức", en="organizations")
SYSTEMS, EVENTS = Text(vi="hệ thống", en="systems"), Text(vi="sự kiện", en="events")
ANSWERS = Text(vi="tự đánh giá", en="self-assessments")
COUNTED = Text(
    vi="{total} {name}: {added} thêm, {updated} cập nhật, {unchanged} không đổi",
    en="{total} {name}: {added} added, {updated} updated, {unchanged} unchanged",
)
UNCONFIRMED = Text(
    vi="{count} sự kiện chưa được xác nhận, được tính riêng: xem capdo approval status",
    en="{count} events are unconfirmed and counted apart: see capdo approval status",
)
DRY_RUN = Text(vi="Chạy thử, chưa lưu gì", en="Dry run, nothing was stored")
CLEARING_HELP = "Let blank cells empty what is stored, and missing rows take endpoints and permissions away."


def import_file(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=FILE_HELP)] = None,
    *,
    use_sample: Annotated[bool, typer.Option("--sample", help="The illustrative inventory.")] = False,
    mau_08: Annotated[bool, typer.Option("--mau-08", help=FORM_HELP)] = False,
    as_of: DayOption = None,
    in_operation_since: OperationOption = None,
    skip_unsure: Annotated[bool, typer.Option("--skip-unsure", help=SKIP_HELP)] = False,
    mapped: MapOption = None,
    owner: OwnerOption = None,
    defaults: DefaultOption = None,
    dates: DatesOption = None,
    accepts: Annotated[bool, typer.Option("--yes", "-y", help=YES_HELP)] = False,
    marked: Annotated[Path | None, typer.Option("--marked", metavar="FILE", help=MARKED_HELP)] = None,
    allow_clearing: Annotated[bool, typer.Option("--allow-clearing", help=CLEARING_HELP)] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would change; store nothing.")
    ] = False,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Add and update by code what a file holds; a file with an error changes nothing.

    A list of other columns is shown as it was understood, with the codes and owners that are proposed, and
    stored once that is accepted. Of Mẫu 08 and its look-alikes, codes come from the names; rows that leave
    room for doubt are listed and never stored.
    """
    if use_sample == (file is not None):
        raise InventoryError("name either a file to import or --sample")
    options = FormOptions(as_of, in_operation_since, skip_unsure, dry_run, allow_clearing)
    answers = replace(answers_of(mapped, owner, defaults, dates), skip_unsure=skip_unsure)
    with (
        opened_for_trial(database) if dry_run else opened_database(database) as engine,
        refusals_told(file, marked, lang),
    ):
        if file is None:
            imported = _import_sample(engine, options, lang)
        elif mau_08 or is_mau_08(file):
            imported = import_mau_08(engine, file, options, lang)
        else:
            refuse_options_of_forms(options)
            one = FileImport(file, lang, answers, accepts, dry_run, allow_clearing)
            imported = one.run(engine)
            print_undated(imported.undated, lang)
    _report(imported, lang)
    if dry_run:
        print_preview(imported, lang)
        typer.echo(DRY_RUN.to(lang))
        if imported.comparison.clearing and not allow_clearing:
            raise ClearingRefusedError(imported.comparison.clearing)


def _import_sample(engine: Engine, options: FormOptions, language: Language) -> Imported:
    def read(stored_inventory: Inventory) -> ImportedFile:
        del stored_inventory
        return sample(clock.today())

    imported = import_into(engine, read, dry_run=options.dry_run, allow_clearing=options.allow_clearing)
    print_undated(imported.undated, language)
    return imported


def _report(imported: Imported, language: Language) -> None:
    for name, changes in (
        (ORGANIZATIONS, imported.organizations),
        (SYSTEMS, imported.systems),
        (EVENTS, imported.events),
        (ANSWERS, imported.said),
    ):
        total = changes.added + changes.updated + changes.unchanged
        if total or changes is not imported.said:
            typer.echo(COUNTED.to(language).format(total=total, name=name.to(language), **asdict(changes)))
    if imported.unconfirmed:
        typer.echo(UNCONFIRMED.to(language).format(count=imported.unconfirmed))
