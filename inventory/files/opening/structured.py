"""YAML and JSON files become plain values, within bounds."""

import json
from pathlib import Path
from typing import Any

import yaml

from inventory.faults import FaultKind
from inventory.files.opening.yaml_loading import load_yaml
from inventory.files.reading.result import UnreadableError
from inventory.safe_text import quoted, visible

NOT_UTF8 = FaultKind(vi="không phải UTF-8: lưu lại bằng UTF-8", en="is not in UTF-8: save it in UTF-8")
NOT_YAML = FaultKind(vi="không phải YAML{where}: {reason}", en="is not YAML{where}: {reason}")
NOT_JSON = FaultKind(vi="không phải JSON: {reason}", en="is not JSON: {reason}")
TOO_DEEP = FaultKind(
    vi="lồng nhau quá sâu, không thể là danh mục", en="is nested too deeply to be an inventory"
)
TWICE = FaultKind(
    vi="ghi trường {key} hai lần trong một mục: chỉ giữ một",
    en="gives the field {key} twice in one item: keep one",
)


def load_structured(path: Path) -> object:
    """What a YAML or JSON file holds.

    Raises:
        UnreadableError: not UTF-8, not what its name says, or nested too deeply.

    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(NOT_UTF8()) from error
    return _json(text) if path.suffix.lower() == ".json" else _yaml(text)


def _yaml(text: str) -> object:
    try:
        return load_yaml(text)
    except yaml.MarkedYAMLError as error:
        where = f" at line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UnreadableError(NOT_YAML(where=where, reason=visible(error.problem or "broken"))) from error
    except yaml.YAMLError as error:
        raise UnreadableError(NOT_YAML(where="", reason=visible(str(error).splitlines()[0]))) from error


def _json(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats)
    except RecursionError as error:
        raise UnreadableError(TOO_DEEP()) from error
    except ValueError as error:
        raise UnreadableError(NOT_JSON(reason=error)) from error


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise UnreadableError(TWICE(key=quoted(key)))
        fields[key] = value
    return fields
