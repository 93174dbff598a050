"""A file of any format, read whole or refused whole: an inventory, or a list that one can be made of."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from inventory import clock
from inventory.faults import FaultKind, said
from inventory.files.assembling.whole import assembled
from inventory.files.layout.sheets import SHEETS, Sheet
from inventory.files.lists.list_file import ListFile, lists_of, read_list_file
from inventory.files.lists.records import records_in
from inventory.files.opening.sheets import SPREADSHEETS, check_file, open_sheets
from inventory.files.opening.structured import load_structured
from inventory.files.reading.answers import NO_ANSWERS, FileAnswers
from inventory.files.reading.examples import without_examples
from inventory.files.reading.raw import FileContent, RawTable, is_blank
from inventory.files.reading.read_file import ReadFile
from inventory.files.reading.result import CellError, ImportedFile, ImportRefusedError, UnreadableError
from inventory.files.reading.rows import read_content
from inventory.files.reading.structured import TOP, structured_tables
from inventory.files.reading.tables import EMPTY, UNKNOWN_SHEET, FileTables, own_tables
from inventory.files.requirements.checking import as_of_today
from inventory.model import Inventory
from inventory.safe_text import quoted, visible

STRUCTURED = (".yaml", ".yml", ".json")
FORMATS = (*SPREADSHEETS, *STRUCTURED)
UNKNOWN_FORMAT = FaultKind(
    vi="có định dạng không đọc được: dùng một trong {formats}",
    en="is of a format that can't be read: use one of {formats}",
)
NO_FILES = FaultKind(
    vi="là thư mục không có tệp CSV: nêu một tệp, hoặc thư mục do lệnh export ghi",
    en="is a folder without CSV files: name a file, or the folder of a CSV export",
)
NO_ROWS = FaultKind(
    vi="không có dòng nào: điền ít nhất một tổ chức hoặc hệ thống",
    en="has no rows: fill in at least one organization or system",
)
UNKNOWN_KIND = FaultKind(
    vi="có các cột không rõ liệt kê gì: đặt tên tệp là một trong {names}, hoặc nêu cột bằng --map, ví dụ "
    "--map host=TÊN-CỘT",
    en="has columns from which its kind can't be told: name the file one of {names}, or tell its columns "
    "with --map, such as --map host=COLUMN",
)
BAD_PATH = FaultKind(
    vi="không đọc được ({reason}): kiểm tra đường dẫn", en="can't be read ({reason}): check the path"
)


def read_inventory(path: Path, *, today: date | None = None, known: Inventory | None = None) -> ImportedFile:
    """What ``read_file`` reads, without what it leaves out."""
    return read_file(path, today=today, known=known).content


def read_file(
    path: Path,
    *,
    today: date | None = None,
    known: Inventory | None = None,
    answers: FileAnswers = NO_ANSWERS,
) -> ReadFile:
    """Read a workbook, a text file, YAML or JSON, or a folder of CSV files as an export writes them.

    ``known`` is what is stored already: the file may name its codes, and columns that the file does not have
    keep its values. ``today`` is the last day that is not in the future (default: the day in Vietnam).
    ``answers``: what a person said of the file.

    Raises:
        ImportRefusedError: anything is wrong with the file; holds every error.

    """
    known, today = known or Inventory(), today or clock.today()
    try:
        opened = _opened(path, answers)
        if isinstance(opened, ListFile):
            return read_list_file(path, opened, known, answers, today)
        tables, examples = without_examples(opened.tables)
    except OSError as error:  # a name that is too long, or folders that link in a circle
        problem = CellError("", None, None, BAD_PATH(reason=error.strerror))
        raise ImportRefusedError(quoted(path), [problem]) from error
    except UnreadableError as error:
        raise ImportRefusedError(str(path), [CellError("", None, None, said(error))]) from error
    content, file, unsure = _sure(path, tables, known, answers, today)
    return ReadFile(
        file,
        examples,
        left_out=(*opened.left_out, *content.left_out),
        unused=tuple(sheet.title for sheet in opened.unused),
        told=(*opened.told, *content.told),
        readings=tuple(content.readings),
        unsure=unsure,
    )


def _sure(
    path: Path,
    tables: Sequence[tuple[Sheet, RawTable]],
    known: Inventory,
    answers: FileAnswers,
    today: date,
) -> tuple[FileContent, ImportedFile, tuple[CellError, ...]]:
    """What can be stored; where that was asked for without the rows that are wrong, which are told.

    A row that names the code of one that was left out is wrong then too, and left out in its turn.
    """
    unsure: list[CellError] = []
    while True:
        content = read_content(tables, known, answers)
        as_of_today(content, today)
        try:
            file = assembled(path, content, known, today, [table for _, table in tables])
        except ImportRefusedError as refused:
            left = _without_rows(tables, refused.errors) if answers.skip_unsure else None
            if left is None:
                raise
            unsure += refused.errors
            tables = left
            continue
        return content, file, tuple(unsure)


def _without_rows(
    tables: Sequence[tuple[Sheet, RawTable]], errors: Iterable[CellError]
) -> list[tuple[Sheet, RawTable]] | None:
    """The tables without the rows of these errors; None: an error is of no row, or no row is left."""
    wrong = {(error.sheet, error.row) for error in errors}
    rows = {(table.sheet, row.number) for _, table in tables for row in table.rows}
    if not wrong <= rows or wrong == rows:
        return None
    return [
        (
            sheet,
            replace(table, rows=tuple(row for row in table.rows if (table.sheet, row.number) not in wrong)),
        )
        for sheet, table in tables
    ]


def _opened(path: Path, answers: FileAnswers) -> FileTables | ListFile:
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not paths:
        raise UnreadableError(NO_FILES())
    if path.suffix.lower() in STRUCTURED and not path.is_dir():
        return _structured(path, answers)
    sheets = [sheet for file in paths for sheet in open_sheets(_of_known_format(file))]
    if all(sheet.is_text and not sheet.rows for sheet in sheets):
        raise UnreadableError(EMPTY())
    tables = own_tables(sheets)
    if not path.is_dir() and not tables.has_keys and (found := lists_of(sheets, answers)):
        return found
    _refuse_unnamed(tables, whole=not path.is_dir())
    _refuse_blank([table for _, table in tables.tables])
    return tables


def _of_known_format(path: Path) -> Path:
    if path.suffix.lower() not in FORMATS:
        raise UnreadableError(UNKNOWN_FORMAT(formats=", ".join(FORMATS)))
    return path


def _structured(path: Path, answers: FileAnswers) -> FileTables | ListFile:
    check_file(path)
    content = load_structured(path)
    is_inventory = isinstance(content, dict) and any(key in TOP for key in content)
    records = None if is_inventory else records_in(content, visible(path.name))
    if records is not None and (found := lists_of([records.sheet], answers, records.owner)):
        return found
    tables = structured_tables(content)
    _refuse_blank([table for _, table in tables])
    return FileTables(tables)


def _refuse_blank(tables: Sequence[RawTable]) -> None:
    if not any(not is_blank(cell) for table in tables for row in table.rows for cell in row.cells):
        raise UnreadableError(NO_ROWS())


def _refuse_unnamed(found: FileTables, *, whole: bool) -> None:
    """Refuse a file of which nothing is known, and such a text file in a folder; ``whole``: the file."""
    texts = [sheet for sheet in found.unused if sheet.is_text]
    if texts:
        names = ", ".join(f"{sheet.part}.csv" for sheet in SHEETS)
        raise UnreadableError(UNKNOWN_KIND(names=names))
    if found.unused and not found.tables and whole:
        names = ", ".join(f"{sheet.vi} ({sheet.en})" for sheet in SHEETS)
        raise UnreadableError(UNKNOWN_SHEET(sheet=quoted(found.unused[0].title), names=names))
