"""What was understood of a form, on the screen, before anything is stored."""

import typer

from inventory.cli.changing.reading_view import KINDS
from inventory.cli.terminal import inert, print_table
from inventory.dates import day
from inventory.faults import in_language
from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.reading import ReadForm
from inventory.files.reading.result import CellError
from inventory.model import Inventory, Language, Text

ADDED = {
    Field.CODE: Text(vi="Mã hệ thống", en="Code"),
    Field.DECISION_DATE: Text(vi="Ngày quyết định", en="Day of the decision"),
    Field.OPERATION: Text(vi="Vận hành từ ngày", en="In operation since"),
    Field.URLS: Text(vi="Địa chỉ truy cập", en="Addresses"),
}
UNUSED = Text(vi="không dùng", en="not used")
DESCRIBES = Text(vi="Số liệu đến ngày: {day}", en="Describes: {day}")
NO_SYSTEM = Text(vi="Dòng không phải hệ thống", en="Rows that are no system")
OTHER_SHEET = Text(vi="Trang không dùng: {sheet}", en="Sheet not used: {sheet}")
SURE = Text(vi="Không có dòng nào chưa rõ", en="No row is in doubt")
UNSURE = Text(vi="Dòng chưa rõ, không lưu", en="Rows in doubt, not stored")
SHEET, ROW = Text(vi="Trang", en="Sheet"), Text(vi="Dòng", en="Row")
COLUMN, WHY = Text(vi="Cột", en="Column"), Text(vi="Vì sao", en="Why")
MAPPED = Text(vi="Các cột", en="Columns")
HEADING, READ_AS = Text(vi="Tiêu đề", en="Heading"), Text(vi="Hiểu là", en="Read as")
NEW = Text(vi="Mới", en="Not known before")
CODE, NAME = Text(vi="Mã", en="Code"), Text(vi="Tên", en="Name")
ORGANIZATION, SYSTEM = Text(vi="tổ chức", en="organization"), Text(vi="hệ thống", en="system")
UNDATED = Text(
    vi="{count} hệ thống chưa có ngày đưa vào vận hành nên chưa được tính vào chỉ tiêu: thêm cột "
    "“Ngày đưa vào vận hành” hoặc --in-operation-since.",
    en="{count} systems have no day of operation, so no indicator counts them: add a column "
    "“Ngày đưa vào vận hành”, or --in-operation-since.",
)


def print_form(form: ReadForm, language: Language) -> None:
    """The mapping of columns, the rows left out, and what is new."""
    _print_columns(form, language)
    described = "?" if form.as_of is None else day(form.as_of, language)
    typer.echo(DESCRIBES.to(language).format(day=described))
    if form.left_out:
        rows = [(line.sheet, line.row, KINDS[line.kind].to(language), line.text) for line in form.left_out]
        print_table(NO_SYSTEM.to(language), (SHEET.to(language), "#", "", ""), rows)
    for title in form.other_sheets:
        typer.echo(OTHER_SHEET.to(language).format(sheet=inert(title)))
    _print_new(form.file.inventory, form.new, language)
    if form.file.undated:
        typer.echo(UNDATED.to(language).format(count=len(form.file.undated)))


def print_unsure(errors: tuple[CellError, ...], language: Language) -> None:
    """Every cell that keeps its row from being stored."""
    if not errors:
        typer.echo(SURE.to(language))
        return
    rows = [(error.sheet, error.row, error.column, in_language(error.message, language)) for error in errors]
    print_table(UNSURE.to(language), [heading.to(language) for heading in (SHEET, ROW, COLUMN, WHY)], rows)


def _print_columns(form: ReadForm, language: Language) -> None:
    rows = [
        (title, column.heading, _meaning(column.field, language), column.option)
        for title, header in form.headers
        for column in header.columns
        if column.heading
    ]
    headings = [heading.to(language) for heading in (SHEET, HEADING, READ_AS)]
    print_table(MAPPED.to(language), (*headings, "x ="), rows)


def _meaning(field: Field | None, language: Language) -> str:
    """The form's headings are official, and in no other language."""
    if field is None:
        return UNUSED.to(language)
    return HEADINGS.get(field) or ADDED[field].to(language)


def _print_new(inventory: Inventory, new: frozenset[str], language: Language) -> None:
    bodies = [(ORGANIZATION.to(language), item.code, item.name) for item in inventory.organizations]
    systems = [(SYSTEM.to(language), item.code, item.name) for item in inventory.systems if item.code in new]
    if bodies or systems:
        print_table(NEW.to(language), ("", CODE.to(language), NAME.to(language)), [*bodies, *systems])
