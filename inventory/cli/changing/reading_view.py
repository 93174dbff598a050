"""How a file was read, before anything is stored: columns, rows left out, what was made of cells."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import typer

from inventory.cli.terminal import inert, print_table
from inventory.files.layout.sheets import BY_PART, Part
from inventory.files.lists.fields import COLUMNS
from inventory.files.lists.mapping import ListTable
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.result import CellError, grouped
from inventory.files.reading.row_kinds import LeftOut, RowKind
from inventory.model import Language, Text

MOST_SHOWN = 20  # lines of one kind
KINDS = {
    RowKind.SECTION: Text(vi="mục", en="section"),
    RowKind.TOTAL: Text(vi="cộng", en="total"),
    RowKind.HEADER: Text(vi="số cột, lặp lại tiêu đề", en="column numbers, or the header again"),
    RowKind.BELOW: Text(vi="dưới bảng", en="below the table"),
    RowKind.SPARE: Text(vi="chỉ có STT", en="number only"),
    RowKind.TITLE: Text(vi="trên tiêu đề cột", en="above the header"),
    RowKind.REMARK: Text(vi="ghi chú", en="a remark"),
    RowKind.REPEATED: Text(vi="lặp lại dòng trước", en="an earlier row again"),
    RowKind.NO_ADDRESS: Text(vi="không có địa chỉ công khai", en="no public address"),
}
OTHER_FIELDS = {
    "host": Text(vi="Tên miền, địa chỉ", en="Host"),
    "qualifier": Text(
        vi="Địa phương, phân biệt tổ chức trùng tên", en="Place, which tells bodies of one name apart"
    ),
    "parent": Text(vi="Cơ quan cấp trên", en="Parent organization"),
    "body": Text(vi="Tổ chức", en="Organization"),
}
UNUSED = Text(vi="không dùng", en="not used")
HEADINGS = {
    "columns": Text(vi="Cột của danh sách", en="Columns of the list"),
    "rows": Text(vi="Dòng không phải dữ liệu", en="Rows without data"),
    "sheets": Text(vi="Trang không dùng", en="Sheets not used"),
    "readings": Text(vi="Cách hiểu cần xem lại", en="What was made of cells, to be looked at"),
    "unsure": Text(vi="Dòng chưa rõ, không lưu", en="Rows in doubt, not stored"),
    "new": Text(vi="Đề xuất thêm", en="Proposed"),
    "more": Text(vi="… và {count} nữa", en="… and {count} more"),
    "known": Text(vi="Đã có trong danh mục", en="Stored already"),
    "shape": Text(vi="nhận ra dạng {shape}", en="known as {shape}"),
    "remembered": Text(vi="theo lần nhập trước", en="as remembered"),
}


def print_reading(read: ReadFile, language: Language) -> None:
    """Everything that a person is to know of how a file was read."""
    for told in read.told:
        typer.echo(inert(told.to(language)).plain)
    for one in read.lists:
        _print_columns(one, language)
    _print_left_out(read.left_out, language)
    if read.unused:
        _line(f"{_heading('sheets', language)}: {', '.join(read.unused)}")
    _print_errors(_heading("readings", language), read.readings, language)
    _print_errors(_heading("unsure", language), read.unsure, language)
    if read.lists:
        _print_proposed(read, language)


def _heading(name: str, language: Language, **values: object) -> str:
    return HEADINGS[name].to(language).format(**values)


def _line(text: str) -> None:
    typer.echo(inert(text).plain)


def _print_columns(one: ListTable, language: Language) -> None:
    how = []
    if one.shape:
        how.append(_heading("shape", language, shape=one.shape.name))
    if one.is_remembered:
        how.append(_heading("remembered", language))
    title = ", ".join([f"{_heading('columns', language)} “{one.table.sheet}”", *how])
    rows = [
        (one.table.header[column.index], _meaning(column.field, language))
        for column in one.columns
        if column.heading or column.field or column.is_filled
    ]
    _line(title)
    print_table("", ("", ""), rows)


def _meaning(field: str | None, language: Language) -> str:
    if field is None:
        return f"({UNUSED.to(language)})"
    if field in OTHER_FIELDS:
        return OTHER_FIELDS[field].to(language)
    column = COLUMNS[field]
    return column.vi if language == "vi" else column.en


def _print_left_out(rows: Sequence[LeftOut], language: Language) -> None:
    if not rows:
        return
    _line(f"{_heading('rows', language)}: {len(rows)}")
    by_kind: dict[tuple[str, RowKind], list[LeftOut]] = defaultdict(list)
    for row in rows:
        by_kind[row.sheet, row.kind].append(row)
    for (sheet, kind), some in by_kind.items():
        shown = _shortened([f"{row.row} “{row.text[:40]}”" for row in some], language)
        _line(f"  {sheet}, {KINDS[kind].to(language)}: {shown}")


def _print_errors(title: str, errors: Sequence[CellError], language: Language) -> None:
    if errors:
        _line(f"{title}: {len(errors)}")
    for line in grouped(errors, language):
        _line(f"  {line}")


def _shortened(items: Iterable[str], language: Language) -> str:
    every = list(items)
    rest = len(every) - MOST_SHOWN
    more = [_heading("more", language, count=rest)] if rest > 0 else []
    return "; ".join([*every[:MOST_SHOWN], *more])


def _print_proposed(read: ReadFile, language: Language) -> None:
    inventory = read.content.inventory
    for part, items in ((Part.ORGANIZATIONS, inventory.organizations), (Part.SYSTEMS, inventory.systems)):
        sheet = BY_PART[part]
        label = (sheet.vi if language == "vi" else sheet.en).lower()
        new = [f"{item.code}: {item.name}" for item in items if item.code in read.new]
        if new:
            _line(f"{_heading('new', language)}, {label}: {len(new)}")
        for line in new[:MOST_SHOWN]:
            _line(f"  {line}")
        if len(new) > MOST_SHOWN:
            _line(f"  {_heading('more', language, count=len(new) - MOST_SHOWN)}")
    stored = sum(system.code not in read.new for system in inventory.systems)
    if stored:
        _line(f"{_heading('known', language)}: {stored}")
