"""YAML and JSON files in the model's own structure become tables of one row an item."""

from collections.abc import Iterator

from inventory.faults import FaultKind
from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.files.reading.raw import MOST_ROWS, RawRow, RawTable
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted
from inventory.words import closest

TOP = (
    Part.SETTINGS,
    Part.ORGANIZATIONS,
    Part.SYSTEMS,
    Part.EVENTS,
    Part.REQUIREMENTS,
    Part.SELF_ASSESSMENTS,
)
NO_INVENTORY = FaultKind(
    vi="không có danh mục: ghi các danh sách {lists} ở đầu",
    en="has no inventory: write the lists {lists} at the top",
)
UNKNOWN_LIST = FaultKind(
    vi="có {key} ở đầu; các danh sách là {lists}", en="has {key} at the top; the lists are {lists}"
)
NEAR_LIST = FaultKind(
    vi="có {key} ở đầu; có phải là {meant}?", en="has {key} at the top; did you mean {meant}?"
)
NO_LIST = FaultKind(
    vi="{where} không phải danh sách tối đa {most} mục", en="{where} is not a list of at most {most} items"
)
NO_MAPPING = FaultKind(
    vi="{where} mục {number} là {item}, không phải các cặp trường và giá trị",
    en="{where} item {number} is {item}, not a mapping of fields to values",
)
NESTED = {"endpoints": Part.ENDPOINTS, "permission": Part.PERMISSIONS}


def structured_tables(content: object) -> list[tuple[Sheet, RawTable]]:
    """The items of a document.

    Raises:
        UnreadableError: it holds no inventory.

    """
    if not isinstance(content, dict):
        raise UnreadableError(NO_INVENTORY(lists=", ".join(TOP)))
    for key in content:
        if key not in TOP:
            meant = closest(str(key), TOP)
            raise UnreadableError(
                UNKNOWN_LIST(key=quoted(key), lists=", ".join(TOP))
                if meant is None
                else NEAR_LIST(key=quoted(key), meant=quoted(meant))
            )
    return [table for part in TOP for table in _items(part, content.get(part))]


def _items(part: Part, items: object) -> Iterator[tuple[Sheet, RawTable]]:
    for number, item in _numbered(part, items):
        fields = {key: value for key, value in item.items() if part != Part.SYSTEMS or key not in NESTED}
        yield BY_PART[part], _one_row(part, number, fields)
        code = item.get("code")
        if part == Part.SYSTEMS and isinstance(code, str) and code.strip():
            for key in (name for name in NESTED if name in item):
                yield from _nested(f"{part} item {number} ({code}), {key}", code, NESTED[key], item[key])


def _nested(where: str, code: str, part: Part, value: object) -> Iterator[tuple[Sheet, RawTable]]:
    items = [value] if isinstance(value, dict) else value
    yield BY_PART[part], RawTable(where, ("system",), (), about=code, unit="item")
    for number, item in _numbered(where, items):
        yield BY_PART[part], _one_row(where, number, {"system": code, **item}, about=code)


def _one_row(where: str, number: int, fields: dict[str, object], about: str | None = None) -> RawTable:
    row = RawRow(number, tuple(fields.values()))
    return RawTable(where, tuple(map(str, fields)), (row,), number, "item", about)


def _numbered(where: str, items: object) -> Iterator[tuple[int, dict[str, object]]]:
    if items is None:
        return
    if not isinstance(items, list) or len(items) > MOST_ROWS:
        raise UnreadableError(NO_LIST(where=where, most=f"{MOST_ROWS:,}"))
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise UnreadableError(NO_MAPPING(where=where, number=number, item=quoted(item)))
        yield number, item
