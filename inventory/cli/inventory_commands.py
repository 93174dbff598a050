"""``capdo inventory``: the inventory in, out and on the screen."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from inventory import clock
from inventory.approvals.log import ApprovalLog
from inventory.cli.changing.edit_commands import merge, remove, rename
from inventory.cli.changing.import_commands import import_file
from inventory.cli.file_commands import template, validate
from inventory.cli.inventory_view import listed_organizations, print_item
from inventory.cli.listing.filters import Chosen, filtered
from inventory.cli.listing.forms import ListFormOption, print_listing
from inventory.cli.listing.system_list import listed_systems
from inventory.cli.options import DatabaseOption, ForceOption, LanguageOption
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.files.exporting import write_inventory
from inventory.files.layout.filled_sheets import OfRequirements
from inventory.files.writing import keep_edited
from inventory.model import Text
from inventory.requirements.log import SelfAssessmentLog

WRITTEN = Text(
    vi="Đã ghi {bodies} tổ chức, {systems} hệ thống: {file}",
    en="Written: {bodies} organizations, {systems} systems: {file}",
)

inventory_app = typer.Typer(help="Organizations, systems and their endpoints.", no_args_is_help=True)
inventory_app.command("template")(template)
inventory_app.command("validate")(validate)
inventory_app.command("import")(import_file)


@inventory_app.command()
def export(
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="PATH", help="FILE.xlsx, .yaml or .json; a folder for CSV files."
        ),
    ],
    *,
    force: ForceOption = False,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Write the inventory and the approval events to a file that can be imported again."""
    keep_edited(output, force=force)
    with opened_for_reading(database) as engine:
        inventory = InventoryStore(engine).load()
        write_inventory(inventory, ApprovalLog(engine).one_by_one(), output, _of_requirements(engine))
    bodies, systems = len(inventory.organizations), len(inventory.systems)
    typer.echo(WRITTEN.to(lang).format(bodies=bodies, systems=systems, file=output))


def _of_requirements(engine: Engine) -> OfRequirements:
    log = SelfAssessmentLog(engine)
    said = (one for told in log.said().values() for one in told)
    return OfRequirements(log.chosen(), tuple(sorted(said, key=lambda one: one.sequence or 0)))


@inventory_app.command("list")
@filtered
def list_items(
    chosen: Chosen,
    *,
    organizations: Annotated[bool, typer.Option("--organizations", help="Instead of systems.")] = False,
    form: ListFormOption = "text",
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """List the systems, or the organizations."""
    day = clock.today()
    with opened_for_reading(database) as engine:
        inventory, statuses = InventoryStore(engine).load(), ApprovalLog(engine).current(day)
    if organizations:
        print_listing(listed_organizations(inventory, lang), form)
        return
    systems = [one for one in chosen.systems(inventory, dict(statuses), day) if one.removed_on is None]
    bodies, whole = inventory.organizations, form == "csv"
    print_listing(listed_systems(systems, statuses, bodies, lang, whole=whole), form)


@inventory_app.command()
def show(
    code: Annotated[str, typer.Argument(metavar="NAME", help="A system, an organization or a host.")],
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Show everything about one system or organization, its approval events too."""
    with opened_for_reading(database) as engine:
        inventory, events = InventoryStore(engine).load(), ApprovalLog(engine).events()
    print_item(inventory, events, code, lang)


inventory_app.command("remove")(remove)
inventory_app.command("rename")(rename)
inventory_app.command("merge")(merge)
