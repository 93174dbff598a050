"""YAML and JSON that are no inventory: a list of addresses, or of things that have one, become a sheet."""

from collections.abc import Iterator
from typing import NamedTuple

from inventory.files.cells.addresses import names_hosts
from inventory.files.reading.raw import MOST_COLUMNS, MOST_ROWS, RawRow, RawSheet

LISTS = ("urls", "domains", "sites", "websites", "hosts", "endpoints", "targets")
OWNERS = ("entity", "organization", "organisation", "owner")
ADDRESS = "url"  # the heading of addresses that have none
LONGEST_LIST = 20  # items that one cell shows


class Records(NamedTuple):
    """A sheet, and who owns all that it lists."""

    sheet: RawSheet
    owner: str | None


def records_in(content: object, title: str) -> Records | None:
    """The list that a document holds, None where it holds none with addresses."""
    items = _items(content)
    records = [item if isinstance(item, dict) else {ADDRESS: item} for item in items[:MOST_ROWS]]
    headings = list(dict.fromkeys(str(key) for record in records for key in record))[:MOST_COLUMNS]
    rows = tuple(
        RawRow(number, tuple(_cell(record.get(heading)) for heading in headings))
        for number, record in enumerate(records, start=2)
    )
    if not any(isinstance(cell, str) and names_hosts(cell) for row in rows for cell in row.cells):
        return None
    header = RawRow(1, tuple(headings))
    return Records(RawSheet(title, (header, *rows)), _owner(content))


def _items(content: object) -> list[object]:
    if isinstance(content, list):
        return content
    if not isinstance(content, dict):
        return []
    lists = {key: value for key, value in content.items() if isinstance(value, list)}
    return next((lists[key] for key in LISTS if key in lists), [])


def _owner(content: object) -> str | None:
    if not isinstance(content, dict):
        return None
    named = (content[key] for key in OWNERS if isinstance(content.get(key), str))
    return next((name.strip() for name in named if name.strip()), None)


def _cell(value: object) -> object:
    """What a cell can show of a value; of a list its texts, of a mapping nothing."""
    if isinstance(value, list):
        return "; ".join(_texts(value[:LONGEST_LIST]))
    return None if isinstance(value, dict) else value


def _texts(values: list[object]) -> Iterator[str]:
    return (str(value) for value in values if isinstance(value, str | int | float))
