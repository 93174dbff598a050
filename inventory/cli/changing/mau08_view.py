"""What was understood of a form, on the screen, before anything is stored."""

import typer

from inventory.cli.terminal import inert, print_table
from inventory.faults import in_language
from inventory.files.mau08.form import HEADINGS, Field
from inventory.files.mau08.reading import ReadForm
from inventory.files.reading.result import CellError
from inventory.files.reading.row_kinds import RowKind
from inventory.model import Inventory

ADDED = {
    Field.CODE: "Mã hệ thống / code",
    Field.DECISION_DATE: "Ngày quyết định / day of the decision",
    Field.OPERATION: "Vận hành từ ngày / in operation since",
    Field.URLS: "Địa chỉ truy cập / addresses",
}
KINDS = {
    RowKind.SECTION: "mục / section",
    RowKind.TOTAL: "cộng / total",
    RowKind.HEADER: "số cột, lặp lại tiêu đề / column numbers, header again",
    RowKind.BELOW: "dưới bảng / below the table",
    RowKind.SPARE: "chỉ có STT / number only",
    RowKind.TITLE: "trên tiêu đề cột / above the header",
}


def print_form(form: ReadForm) -> None:
    """The mapping of columns, the rows left out, and what is new."""
    _print_columns(form)
    day = "?" if form.as_of is None else f"{form.as_of:%d/%m/%Y}"
    typer.echo(f"Số liệu đến ngày / describes: {day}")
    if form.left_out:
        rows = [(line.sheet, line.row, KINDS[line.kind], line.text) for line in form.left_out]
        print_table("Dòng không phải hệ thống / rows that are no system", ("Sheet", "#", "", ""), rows)
    for title in form.other_sheets:
        typer.echo(f"Trang không dùng / sheet not used: {inert(title)}")
    _print_new(form.file.inventory, form.new)
    _print_not_counted(form)


def print_unsure(errors: tuple[CellError, ...]) -> None:
    """Every cell that keeps its row from being stored."""
    if not errors:
        typer.echo("Không có dòng nào chưa rõ / no row is in doubt")
        return
    rows = [(error.sheet, error.row, error.column, in_language(error.message, "vi")) for error in errors]
    headings = ("Trang / sheet", "Dòng / row", "Cột / column", "Vì sao / why")
    print_table("Dòng chưa rõ, không lưu / rows in doubt, not stored", headings, rows)


def _print_columns(form: ReadForm) -> None:
    rows = [
        (
            title,
            column.heading,
            _meaning(column.field),
            column.option,
        )
        for title, header in form.headers
        for column in header.columns
        if column.heading
    ]
    print_table("Cột / columns", ("Trang / sheet", "Tiêu đề / heading", "Hiểu là / read as", "x ="), rows)


def _meaning(field: Field | None) -> str:
    return "không dùng / not used" if field is None else HEADINGS.get(field) or ADDED[field]


def _print_new(inventory: Inventory, new: frozenset[str]) -> None:
    organizations = [("tổ chức / organization", item.code, item.name) for item in inventory.organizations]
    systems = [("hệ thống / system", item.code, item.name) for item in inventory.systems if item.code in new]
    if organizations or systems:
        headings = ("", "Mã / code", "Tên / name")
        print_table("Mới / not known before", headings, [*organizations, *systems])


def _print_not_counted(form: ReadForm) -> None:
    if form.file.undated:
        count = len(form.file.undated)
        typer.echo(
            f"{count} hệ thống chưa có ngày đưa vào vận hành nên chưa được tính vào chỉ tiêu: thêm cột "
            "“Ngày đưa vào vận hành” hoặc --in-operation-since."
        )
        typer.echo(
            f"{count} systems have no day of operation, so no indicator counts them: add a column "
            "“Ngày đưa vào vận hành”, or --in-operation-since."
        )
