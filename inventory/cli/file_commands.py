"""``capdo inventory template`` and ``validate``: files alone, without storing anything."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.changing.preview_view import print_examples, print_undated
from inventory.cli.options import DatabaseOption, InventoryFile
from inventory.database.location import is_there
from inventory.database.reading_only import is_absent, opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.reading import read_file
from inventory.files.template import write_template
from inventory.files.writing import keep_what_is_there
from inventory.model import Inventory

ALONE = (
    "Chưa có cơ sở dữ liệu đã nêu (lệnh import sẽ tạo): tệp được kiểm tra một mình\n"
    "The database that was named is not there yet (import makes it): the file is checked by itself"
)


def template(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The XLSX file to write.")],
) -> None:
    """Write an explained workbook to fill in, with drop-downs and examples."""
    if output.suffix.lower() != ".xlsx":
        raise InventoryError("{output}: the template is a workbook: end its name in .xlsx", output=output)
    keep_what_is_there(output)
    write_template(output)
    typer.echo(f"Đã ghi tệp mẫu / template written: {output}")


def validate(
    file: InventoryFile,
    database: DatabaseOption = None,
) -> None:
    """Check a file and tell all that is wrong with it; nothing is stored.

    Codes that the database holds may be named too: the one that an import would use.
    """
    read = read_file(file, known=_stored(database))
    inventory, events, *_ = read.content
    endpoints = sum(len(system.endpoints) for system in inventory.systems)
    counts = (len(inventory.organizations), len(inventory.systems), endpoints, len(events))
    typer.echo("Hợp lệ: {} tổ chức, {} hệ thống, {} điểm truy cập, {} sự kiện".format(*counts))
    typer.echo("Valid: {} organizations, {} systems, {} endpoints, {} events".format(*counts))
    print_examples(read.examples)
    print_undated(read.content.undated)


def _stored(database: str | None) -> Inventory:
    if is_absent(database):
        if is_there(database):
            typer.echo(ALONE, err=True)
        return Inventory()
    with opened_for_reading(database) as engine:
        return InventoryStore(engine).load()
