"""YAML and JSON files in the model's own structure become tables of one row an item."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from inventory.files.layout.sheets import BY_PART, Part, Sheet
from inventory.files.reading.raw import MOST_ROWS, RawRow, RawTable
from inventory.files.reading.result import UnreadableError
from inventory.files.reading.yaml_loading import load_yaml
from inventory.safe_text import quoted, visible
from inventory.words import suggestion

TOP = (
    Part.SETTINGS,
    Part.ORGANIZATIONS,
    Part.SYSTEMS,
    Part.EVENTS,
    Part.REQUIREMENTS,
    Part.SELF_ASSESSMENTS,
)
NESTED = {"endpoints": Part.ENDPOINTS, "permission": Part.PERMISSIONS}


def read_yaml(path: Path) -> list[tuple[Sheet, RawTable]]:
    """The items of a YAML file.

    Raises:
        UnreadableError: not UTF-8, not YAML, too deep or too large once its aliases are followed.

    """
    try:
        return _tables(load_yaml(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise UnreadableError("is not in UTF-8: save it in UTF-8") from error
    except yaml.MarkedYAMLError as error:
        where = f" at line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UnreadableError(f"is not YAML{where}: {visible(error.problem or 'broken')}") from error
    except yaml.YAMLError as error:
        raise UnreadableError(f"is not YAML: {visible(str(error).splitlines()[0])}") from error


def read_json(path: Path) -> list[tuple[Sheet, RawTable]]:
    """The items of a JSON file.

    Raises:
        UnreadableError: not UTF-8, not JSON, or nested too deeply.

    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return _tables(json.loads(text, object_pairs_hook=_without_repeats))
    except UnicodeDecodeError as error:
        raise UnreadableError("is not in UTF-8: save it in UTF-8") from error
    except RecursionError as error:
        raise UnreadableError("is nested too deeply to be an inventory") from error
    except ValueError as error:
        raise UnreadableError(f"is not JSON: {error}") from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise UnreadableError(f"gives the field {quoted(key)} twice in one item: keep one")
        fields[key] = value
    return fields


def _tables(content: object) -> list[tuple[Sheet, RawTable]]:
    if not isinstance(content, dict):
        raise UnreadableError(f"has no inventory: write the lists {', '.join(TOP)} at the top")
    for key in content:
        if key not in TOP:
            hint = suggestion(str(key), TOP) or f"; the lists are {', '.join(TOP)}"
            raise UnreadableError(f"has {quoted(key)} at the top{hint}")
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
        raise UnreadableError(f"{where} is not a list of at most {MOST_ROWS:,} items")
    for number, item in enumerate(items, start=1):
        if not isinstance(item, dict):
            raise UnreadableError(
                f"{where} item {number} is {quoted(item)}, not a mapping of fields to values"
            )
        yield number, item
