"""``capdo inventory template`` and ``validate``: files alone, without storing anything."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from inventory.cli.changing.answers import DatesOption, DefaultOption, MapOption, OwnerOption, answers_of
from inventory.cli.changing.preview_view import print_examples, print_undated
from inventory.cli.changing.reading_view import print_reading
from inventory.cli.changing.refusals import MARKED_HELP, refusals_told
from inventory.cli.options import DatabaseOption, InventoryFile, LanguageOption
from inventory.database.location import is_there
from inventory.database.reading_only import is_absent, opened_for_reading
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.files.lists.remembering import remembered_headers
from inventory.files.reading.inventory_file import read_file
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
    *,
    mapped: MapOption = None,
    owner: OwnerOption = None,
    defaults: DefaultOption = None,
    dates: DatesOption = None,
    marked: Annotated[Path | None, typer.Option("--marked", metavar="FILE", help=MARKED_HELP)] = None,
    lang: LanguageOption = "vi",
    database: DatabaseOption = None,
) -> None:
    """Check a file and tell all that is wrong with it; nothing is stored.

    Codes that the database holds may be named too: the one that an import would use.
    """
    answers = answers_of(mapped, owner, defaults, dates)
    stored, remembered = _stored(database, lang)
    with refusals_told(file, marked, lang):
        read = read_file(file, known=stored, answers=replace(answers, remembered=remembered))
    print_reading(read, lang)
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


def _stored(database: str | None, lang: Language) -> tuple[Inventory, Mapping[str, Mapping[str, str]]]:
    """What is stored, and what is remembered of the columns of lists."""
    if is_absent(database):
        if is_there(database):
            typer.echo(ALONE.to(lang), err=True)
        return Inventory(), {}
    with opened_for_reading(database) as engine:
        inventory = InventoryStore(engine).load()
        with engine.connect() as connection:
            return inventory, remembered_headers(connection)
