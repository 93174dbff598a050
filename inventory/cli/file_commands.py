"""``capdo inventory template`` and ``validate``: files alone, without storing anything."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.options import DatabaseOption
from inventory.database.reading_only import opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.reading import read_inventory
from inventory.files.template import write_template
from inventory.model import Inventory

FILE_HELP = "XLSX, CSV, YAML or JSON, or a folder of CSV files."


def template(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The XLSX file to write.")],
) -> None:
    """Write an explained workbook to fill in, with drop-downs and examples."""
    if output.suffix.lower() != ".xlsx":
        raise InventoryError(f"{output}: the template is a workbook: end its name in .xlsx")
    if output.exists():
        raise InventoryError(f"{output}: exists already: choose another name, so that no data is lost")
    write_template(output)
    typer.echo(f"Đã ghi tệp mẫu / template written: {output}")


def validate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=FILE_HELP)],
    database: DatabaseOption = None,
) -> None:
    """Check a file and tell all that is wrong with it; nothing is stored.

    With --database, codes that are stored there may be named too.
    """
    inventory, events = read_inventory(file, known=_stored(database) if database else None)
    endpoints = sum(len(system.endpoints) for system in inventory.systems)
    counts = (len(inventory.organizations), len(inventory.systems), endpoints, len(events))
    typer.echo("Hợp lệ: {} tổ chức, {} hệ thống, {} điểm truy cập, {} sự kiện".format(*counts))
    typer.echo("Valid: {} organizations, {} systems, {} endpoints, {} events".format(*counts))


def _stored(database: str) -> Inventory:
    with opened_for_reading(database) as engine:
        return InventoryStore(engine).load()
