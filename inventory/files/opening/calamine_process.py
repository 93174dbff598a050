"""Run by itself: tells the sheets of a workbook, a line of JSON each, within bounds of memory and time."""

import json
import resource
import sys
from datetime import date, datetime, time

MOST_MEMORY = 2 * 1024**3  # bytes of address space
MOST_SECONDS = 60  # of a processor
MOST_ROWS = 21_000  # more than is imported; a sheet of more is told by its length
MOST_CELLS = 101  # in a row, likewise
MOST_MERGED = 5_000


def tell(path: str) -> None:
    """Print each sheet: its title, its rows with their numbers, and its merged cells."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - once the bounds are set

    workbook = CalamineWorkbook.from_path(path)
    for place, title in enumerate(workbook.sheet_names):
        sheet = workbook.get_sheet_by_index(place)
        rows = []
        for number, row in enumerate(sheet.to_python(skip_empty_area=False), start=1):
            if any(cell != "" for cell in row):
                rows.append((number, [_told(cell) for cell in row[:MOST_CELLS]]))
            if len(rows) > MOST_ROWS:
                break
        ranges = (sheet.merged_cell_ranges or [])[:MOST_MERGED]
        merged = [(first[1] + 1, first[0] + 1, last[1] + 1, last[0] + 1) for first, last in ranges]
        sys.stdout.write(json.dumps({"title": title, "rows": rows, "merged": merged}) + "\n")


def _told(cell: object) -> object:
    if isinstance(cell, bool | int | float):
        return cell
    for kind, name in ((datetime, "datetime"), (date, "date"), (time, "time")):
        if isinstance(cell, kind):
            return (name, cell.isoformat())
    return None if cell == "" else str(cell)


def main() -> None:
    """Set the bounds, then tell."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    tell(sys.argv[1])


if __name__ == "__main__":
    main()
