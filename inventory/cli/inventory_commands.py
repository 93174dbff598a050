"""``capdo inventory``: the inventory in, out and on the screen."""

from pathlib import Path
from typing import Annotated

import typer

from inventory import clock
from inventory.approvals.log import ApprovalLog
from inventory.cli.file_commands import FILE_HELP, template, validate
from inventory.cli.inventory_view import print_item, print_list, print_undated
from inventory.cli.mau08_import import (
    FORM_HELP,
    SKIP_HELP,
    DayOption,
    OperationOption,
    import_mau_08,
    options_of,
)
from inventory.cli.options import DatabaseOption, LanguageOption
from inventory.database.opening import opened_database
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import Changes, InventoryStore
from inventory.errors import InventoryError
from inventory.files.exporting import write_inventory
from inventory.files.importing import Imported, import_into
from inventory.files.layout.sheets import Part
from inventory.files.mau08 import is_mau_08
from inventory.files.reading import ImportedFile, read_inventory
from inventory.files.sample import sample
from inventory.model import Inventory

UNCONFIRMED = (
    "{0} sự kiện chưa được xác nhận, được tính riêng: xem capdo approval status"
    " / {0} events are unconfirmed and counted apart: see capdo approval status"
)
inventory_app = typer.Typer(help="Organizations, systems and their endpoints.", no_args_is_help=True)
inventory_app.command("template")(template)
inventory_app.command("validate")(validate)


@inventory_app.command("import")
def import_file(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help=FILE_HELP)] = None,
    *,
    use_sample: Annotated[bool, typer.Option("--sample", help="The illustrative inventory.")] = False,
    mau_08: Annotated[bool, typer.Option("--mau-08", help=FORM_HELP)] = False,
    as_of: DayOption = None,
    in_operation_since: OperationOption = None,
    skip_unsure: Annotated[bool, typer.Option("--skip-unsure", help=SKIP_HELP)] = False,
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
    is_form = file is not None and (mau_08 or is_mau_08(file))
    options = options_of(as_of, in_operation_since, skip_unsure=skip_unsure, dry_run=dry_run, is_form=is_form)

    def read(stored_inventory: Inventory) -> ImportedFile:
        return read_inventory(file, known=stored_inventory) if file else sample(clock.today())

    with opened_database(database) as engine:
        if file and is_form:
            imported = import_mau_08(engine, file, options)
        else:
            imported = import_into(engine, read, dry_run=dry_run)
    _report(imported._replace(undated=()) if is_form else imported, dry_run=dry_run)


def _report(imported: Imported, *, dry_run: bool) -> None:
    for vi, en, changes in (
        ("tổ chức", "organizations", imported.organizations),
        ("hệ thống", "systems", imported.systems),
        ("sự kiện", "events", imported.events),
    ):
        total = changes.added + changes.updated + changes.unchanged
        typer.echo(f"{total} {vi}: {_in_words(changes, 'thêm', 'cập nhật', 'không đổi')}", nl=False)
        typer.echo(f" / {total} {en}: {_in_words(changes, 'added', 'updated', 'unchanged')}")
    if imported.undated:
        print_undated(imported.undated)
    if imported.unconfirmed:
        typer.echo(UNCONFIRMED.format(imported.unconfirmed))
    if dry_run:
        typer.echo("Chạy thử, chưa lưu gì / dry run, nothing was stored")


def _in_words(changes: Changes, added: str, updated: str, unchanged: str) -> str:
    return f"{changes.added} {added}, {changes.updated} {updated}, {changes.unchanged} {unchanged}"


@inventory_app.command()
def export(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="PATH", help="FILE.xlsx, .yaml or .json; a folder for CSV files."
        ),
    ],
    database: DatabaseOption = None,
) -> None:
    """Write the inventory and the approval events to a file that can be imported again."""
    with opened_for_reading(database) as engine:
        inventory = InventoryStore(engine).load()
        write_inventory(inventory, ApprovalLog(engine).every(), output)
    counts = (len(inventory.organizations), len(inventory.systems))
    typer.echo("Đã ghi {} tổ chức, {} hệ thống / written: {}".format(*counts, output))


@inventory_app.command("list")
def list_items(
    *,
    organizations: Annotated[bool, typer.Option("--organizations", help="Instead of systems.")] = False,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """List the systems, or the organizations."""
    with opened_for_reading(database) as engine:
        inventory = InventoryStore(engine).load()
    print_list(inventory, Part.ORGANIZATIONS if organizations else Part.SYSTEMS, lang)


@inventory_app.command()
def show(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Of a system or an organization.")],
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Show everything about one system or organization, its approval events too."""
    with opened_for_reading(database) as engine:
        inventory, events = InventoryStore(engine).load(), ApprovalLog(engine).events()
    print_item(inventory, events, code, lang)
