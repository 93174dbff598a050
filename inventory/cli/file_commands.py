"""``capdo inventory template`` and ``validate``: files alone, without storing anything."""

from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.changing.preview_view import print_examples, print_undated
from inventory.cli.options import DatabaseOption, InventoryFile, LanguageOption
from inventory.database.location import is_there
from inventory.database.reading_only import is_absent, opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.reading import read_file
from inventory.files.template import write_template
from inventory.files.writing import keep_what_is_there
from inventory.model import Inventory, Language, Text

WRITTEN = Text(vi="Đã ghi tệp mẫu: {file}", en="Template written: {file}")
VALID = Text(
    vi="Hợp lệ: {bodies} tổ chức, {systems} hệ thống, {endpoints} điểm truy cập, {events} sự kiện",
    en="Valid: {bodies} organizations, {systems} systems, {endpoints} endpoints, {events} events",
)
ALONE = Text(
    vi="Chưa có cơ sở dữ liệu đã nêu (lệnh import sẽ tạo): tệp được kiểm tra một mình",
    en="The database that was named is not there yet (import makes it): the file is checked by itself",
)


def template(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The XLSX file to write.")],
    lang: LanguageOption = "vi",
) -> None:
    """Write an explained workbook to fill in, with drop-downs and examples."""
    if output.suffix.lower() != ".xlsx":
        raise InventoryError("{output}: the template is a workbook: end its name in .xlsx", output=output)
    keep_what_is_there(output)
    write_template(output)
    typer.echo(WRITTEN.to(lang).format(file=output))


def validate(
    file: InventoryFile,
    database: DatabaseOption = None,
    lang: LanguageOption = "vi",
) -> None:
    """Check a file and tell all that is wrong with it; nothing is stored.

    Codes that the database holds may be named too: the one that an import would use.
    """
    read = read_file(file, known=_stored(database, lang))
    inventory, events, *_ = read.content
    counts = {
        "bodies": len(inventory.organizations),
        "systems": len(inventory.systems),
        "endpoints": sum(len(system.endpoints) for system in inventory.systems),
        "events": len(events),
    }
    typer.echo(VALID.to(lang).format(**counts))
    print_examples(read.examples, lang)
    print_undated(read.content.undated, lang)


def _stored(database: str | None, lang: Language) -> Inventory:
    if is_absent(database):
        if is_there(database):
            typer.echo(ALONE.to(lang), err=True)
        return Inventory()
    with opened_for_reading(database) as engine:
        return InventoryStore(engine).load()
