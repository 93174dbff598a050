"""XLS, XLSB and ODS become sheets of raw cells, read by calamine in a process of its own.

Calamine keeps a sheet as a full rectangle in memory, and ends its process when there is none: a hostile file
of a few bytes would end capdo. Formulas are not run: their last values are what the file says.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

from inventory.files.opening import calamine_process
from inventory.files.opening.archive import OLE, check_members, check_password
from inventory.files.opening.archive import ZIP as ZIP_START
from inventory.files.opening.workbook import EXCEL_ERROR, MALFORMED_WORKBOOK, MOST_TITLE_ROWS, TOO_LONG
from inventory.files.reading.raw import MOST_ROWS, Merged, RawRow, RawSheet, Unusable, is_blank
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted

LONGEST = 120  # seconds, on a slow machine
PARSED = {"date": date.fromisoformat, "datetime": datetime.fromisoformat, "time": time.fromisoformat}


def read_other_workbook(path: Path) -> list[RawSheet]:
    """Every sheet, in its order.

    Raises:
        UnreadableError: the file can't be opened safely, or a sheet is too large.

    """
    with path.open("rb") as file:
        start = file.read(len(OLE))
    if start == OLE:
        check_password(path)
    elif start.startswith(ZIP_START):
        check_members(path)
    else:
        raise UnreadableError(MALFORMED_WORKBOOK())
    return [_sheet(told) for told in _lines(path)]


def _lines(path: Path) -> Iterator[dict[str, object]]:
    """What the other process tells of each sheet."""
    command = [sys.executable, "-P", calamine_process.__file__, os.fspath(path.absolute())]
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=True)  # noqa: S603 - our own file
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise UnreadableError(MALFORMED_WORKBOOK()) from error
    return (json.loads(line) for line in done.stdout.splitlines())


def _sheet(told: dict[str, object]) -> RawSheet:
    title, rows, merged = str(told["title"]), told["rows"], told["merged"]
    if not isinstance(rows, list) or len(rows) > MOST_ROWS + MOST_TITLE_ROWS:
        raise UnreadableError(TOO_LONG(sheet=quoted(title), most=f"{MOST_ROWS:,}"))
    ranges = [Merged(*four) for four in merged] if isinstance(merged, list) else []
    found = (RawRow(number, tuple(map(_value, cells))) for number, cells in rows)
    filled = tuple(row for row in found if not all(map(is_blank, row.cells)))
    return RawSheet(title, filled, tuple(ranges), tells_kind=title)


def _value(cell: object) -> object:
    """A cell as it was: what JSON has no word for comes as a pair."""
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    if kind == "error":
        return Unusable(EXCEL_ERROR(value=quoted(text)))
    value = PARSED[kind](text)
    return value.date() if isinstance(value, datetime) and value.time() == time() else value
