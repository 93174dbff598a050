"""Files that users keep in TOML: plans, letterheads. What is wrong is told by key, one line each."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from inventory.errors import InventoryError
from inventory.safe_text import quoted, visible
from inventory.words import suggestion

FileModel = TypeVar("FileModel", bound=BaseModel)
BLANK = "…"  # what a template has where something is to be filled in
EXPECTED = {  # by how the library's error begins
    "missing": "is missing: add it",
    "string": "is no text: put it between quotes",
    "int": "is no whole number: write digits, without quotes",
    "decimal": "is no number: write digits and a point, without quotes",
    "date": 'is no day: write it as 2026-12-31, or as "31/12/2026" between quotes',
    "bool": "is neither true nor false: write one of the two, without quotes",
    "tuple": "is no list: write [[…]] above each of its items, or […]",
    "dict": "is no table: write its name in brackets above its keys",
    "model": "is no table: write its keys, for example vi = and en =",
}


class TomlError(InventoryError):
    """A file of the user's is wrong: one line for each mistake, with the key and what is expected there."""

    def __init__(self, source: str, mistakes: Iterable[str]) -> None:
        self.mistakes = tuple(map(visible, mistakes))
        super().__init__(visible(source), self.mistakes)

    def __str__(self) -> str:
        """A single mistake stands on the first line."""
        source, mistakes = self.args
        if len(mistakes) == 1:
            return f"{source}: {mistakes[0]}"
        return "\n  ".join([f"{source}: {len(mistakes)} errors", *mistakes])


def read_text(path: Path, kind: str) -> str:
    """The text of a file; ``kind``: what it is to be, for example "plan".

    Raises:
        InventoryError: it can't be read, or is no text in UTF-8.

    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InventoryError(f"cannot read {kind} {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InventoryError(f"{kind} {path} is not text in UTF-8: save it as such") from error


def parsed(source: str, text: str, model: type[FileModel], **given: Any) -> FileModel:  # noqa: ANN401 - fields of any type
    """What a text in TOML says, as a model; ``given``: fields that are not the file's.

    Raises:
        TomlError: it is no TOML, or not what the model asks for; every mistake.

    """
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(source, [f"is no TOML: {error}"]) from error
    return validated(source, {**content, **given}, model)


def validated(source: str, content: Mapping[str, Any], model: type[FileModel]) -> FileModel:
    """What was read from a text, as a model.

    Raises:
        TomlError: it is not what the model asks for; every mistake.

    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise TomlError(source, [_mistake(detail, model) for detail in error.errors()]) from error


def not_filled_in(text: str) -> tuple[str, ...]:
    """A mistake for each place of a template that was left as it was; none of what is no TOML."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ()
    return tuple(
        f"{_key(at)}: {BLANK} is not filled in: write it, or remove the key" for at in _blanks(content)
    )


def _blanks(value: object, at: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    if isinstance(value, str) and value.strip() == BLANK:
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _blanks(item, (*at, key))


def _mistake(error: ErrorDetails, model: type[BaseModel]) -> str:
    key, kind, context = _key(error["loc"]), error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        hint = suggestion(str(error["loc"][-1]), model.model_fields) if len(error["loc"]) == 1 else ""
        return f"{key}: no such key here{hint or ': remove it, or correct its name'}"
    limits = {"greater_than_equal": "at least {ge}", "less_than_equal": "at most {le}"}
    if kind in limits:
        return f"{key}: {quoted(error['input'])} is out of range: write {limits[kind].format(**context)}"
    if kind == "value_error":
        return ": ".join(filter(None, (key, error["msg"].removeprefix("Value error, "))))
    expected = next((text for begins, text in EXPECTED.items() if kind.startswith(begins)), error["msg"])
    return f"{key}: {'' if kind == 'missing' else quoted(error['input']) + ' '}{expected}"


def _key(location: tuple[int | str, ...]) -> str:
    """A key as the file has it; the items of a list count from 1."""
    parts = [f" no. {part + 1}" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")
