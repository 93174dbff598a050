"""``capdo inventory import``: all of a file or nothing of it; a dry run tells what it would change."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from inventory import clock
from inventory.cli.changing.mau08_import import (
    FORM_HELP,
    SKIP_HELP,
    DayOption,
    FormOptions,
    OperationOption,
    import_mau_08,
    refuse_options_of_forms,
)
from inventory.cli.changing.preview_view import print_examples, print_preview, print_undated
from inventory.cli.options import FILE_HELP, DatabaseOption
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_trial
from inventory.database.store import Changes
from inventory.errors import InventoryError
from inventory.files.comparing.changes import ClearingRefusedError
from inventory.files.importing import Imported, import_into
from inventory.files.mau08 import is_mau_08
from inventory.files.reading import ImportedFile, ReadFile, read_file
from inventory.files.sample import sample
from inventory.model import Inventory

UNCONFIRMED = (
    "{0} sự kiện chưa được xác nhận, được tính riêng: xem capdo approval status"
    " / {0} events are unconfirmed and counted apart: see capdo approval status"
)
CLEARING_HELP = "Let blank cells empty what is stored, and missing rows take endpoints and permissions away."


def import_file(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=FILE_HELP)] = None,
    *,
    use_sample: Annotated[bool, typer.Option("--sample", help="The illustrative inventory.")] = False,
    mau_08: Annotated[bool, typer.Option("--mau-08", help=FORM_HELP)] = False,
    as_of: DayOption = None,
    in_operation_since: OperationOption = None,
    skip_unsure: Annotated[bool, typer.Option("--skip-unsure", help=SKIP_HELP)] = False,
    allow_clearing: Annotated[bool, typer.Option("--allow-clearing", help=CLEARING_HELP)] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would change; store nothing.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Add and update by code what a file holds; a file with an error changes nothing.

    Of Mẫu 08 and its look-alikes, codes come from the names, and what is understood is shown; rows that
    leave room for doubt are listed and never stored.
    """
    if use_sample == (file is not None):
        raise InventoryError("name either a file to import or --sample")
    options = FormOptions(as_of, in_operation_since, skip_unsure, dry_run, allow_clearing)
    with opened_for_trial(database) if dry_run else opened_database(database) as engine:
        if file and (mau_08 or is_mau_08(file)):
            imported = import_mau_08(engine, file, options)
        else:
            refuse_options_of_forms(options)
            imported = _import_file(engine, file, options)
            print_undated(imported.undated)
    _report(imported)
    if dry_run:
        print_preview(imported)
        typer.echo("Chạy thử, chưa lưu gì / dry run, nothing was stored")
        if imported.comparison.clearing and not allow_clearing:
            raise ClearingRefusedError(imported.comparison.clearing)


def _import_file(engine: Engine, file: Path | None, options: FormOptions) -> Imported:
    files: list[ReadFile] = []

    def read(stored_inventory: Inventory) -> ImportedFile:
        if file is None:
            return sample(clock.today())
        files.append(read_file(file, known=stored_inventory))
        return files[-1].content

    imported = import_into(engine, read, dry_run=options.dry_run, allow_clearing=options.allow_clearing)
    print_examples(sum(read_one.examples for read_one in files))
    return imported


def _report(imported: Imported) -> None:
    for vi, en, changes in (
        ("tổ chức", "organizations", imported.organizations),
        ("hệ thống", "systems", imported.systems),
        ("sự kiện", "events", imported.events),
        ("tự đánh giá", "self-assessments", imported.said),
    ):
        total = changes.added + changes.updated + changes.unchanged
        if changes is imported.said and not total:
            continue
        typer.echo(f"{total} {vi}: {_in_words(changes, 'thêm', 'cập nhật', 'không đổi')}", nl=False)
        typer.echo(f" / {total} {en}: {_in_words(changes, 'added', 'updated', 'unchanged')}")
    if imported.unconfirmed:
        typer.echo(UNCONFIRMED.format(imported.unconfirmed))


def _in_words(changes: Changes, added: str, updated: str, unchanged: str) -> str:
    return f"{changes.added} {added}, {changes.updated} {updated}, {changes.unchanged} {unchanged}"
