"""Files that users keep in TOML: plans, letterheads. What is wrong is told by key, one line each."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from inventory.errors import InventoryError
from inventory.safe_text import quoted, visible
from inventory.wording.phrases import NOTHING, Foreign, Joined, Phrase, os_reason
from inventory.wording.validation import explain
from inventory.words import suggestion

FileModel = TypeVar("FileModel", bound=BaseModel)
BLANK = "…"  # what a template has where something is to be filled in
EXPECTED = {  # by how the library's error begins
    "missing": Phrase("is missing: add it"),
    "string": Phrase("is no text: put it between quotes"),
    "int": Phrase("is no whole number: write digits, without quotes"),
    "decimal": Phrase("is no number: write digits and a point, without quotes"),
    "date": Phrase('is no day: write it as 2026-12-31, or as "31/12/2026" between quotes'),
    "bool": Phrase("is neither true nor false: write one of the two, without quotes"),
    "tuple": Phrase("is no list: write [[…]] above each of its items, or […]"),
    "dict": Phrase("is no table: write its name in brackets above its keys"),
    "model": Phrase("is no table: write its keys, for example vi = and en ="),
}


class TomlError(InventoryError):
    """A file of the user's is wrong: one line for each mistake, with the key and what is expected there."""

    def __init__(self, source: str | Phrase, mistakes: Iterable[Phrase]) -> None:
        self.mistakes = tuple(mistakes)
        named = visible(source) if isinstance(source, str) else source
        super().__init__(_all_of(named, self.mistakes))


def _all_of(source: str | Phrase, mistakes: Sequence[Phrase]) -> Phrase:
    """A single mistake stands on the first line."""
    if len(mistakes) == 1:
        return Phrase("{place}: {problem}", place=source, problem=mistakes[0])
    first = Phrase("{place}: {count} errors", place=source, count=len(mistakes))
    return Joined((first, *mistakes), "\n  ")


def read_text(path: Path, kind: Phrase) -> str:
    """The text of a file; ``kind``: what it is to be, for example a plan.

    Raises:
        InventoryError: it can't be read, or is no text in UTF-8.

    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InventoryError(
            "cannot read {kind} {path}: {reason}", kind=kind, path=path, reason=os_reason(error)
        ) from error
    except UnicodeDecodeError as error:
        raise InventoryError(
            "{kind} {path} is not text in UTF-8: save it as such", kind=kind, path=path
        ) from error


def parsed(source: str | Phrase, text: str, model: type[FileModel], **given: Any) -> FileModel:  # noqa: ANN401 - fields of any type
    """What a text in TOML says, as a model; ``given``: fields that are not the file's.

    Raises:
        TomlError: it is no TOML, or not what the model asks for; every mistake.

    """
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(source, [Phrase("is no TOML: {reason}", reason=Foreign(str(error)))]) from error
    return validated(source, {**content, **given}, model)


def validated(source: str | Phrase, content: Mapping[str, Any], model: type[FileModel]) -> FileModel:
    """What was read from a text, as a model.

    Raises:
        TomlError: it is not what the model asks for; every mistake.

    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise TomlError(source, [_mistake(detail, model) for detail in error.errors()]) from error


def not_filled_in(text: str) -> tuple[Phrase, ...]:
    """A mistake for each place of a template that was left as it was; none of what is no TOML."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ()
    return tuple(
        Phrase("{key}: {blank} is not filled in: write it, or remove the key", key=_key(at), blank=BLANK)
        for at in _blanks(content)
    )


def _blanks(value: object, at: tuple[int | str, ...] = ()) -> Iterator[tuple[int | str, ...]]:
    if isinstance(value, str) and value.strip() == BLANK:
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _blanks(item, (*at, key))


def _mistake(error: ErrorDetails, model: type[BaseModel]) -> Phrase:
    problem = _problem(error, model)
    key = _key(error["loc"])
    return Phrase("{place}: {problem}", place=key, problem=problem) if key else problem


def _problem(error: ErrorDetails, model: type[BaseModel]) -> Phrase:
    kind, typed = error["type"], quoted(error["input"])
    if kind == "extra_forbidden":
        hint = suggestion(str(error["loc"][-1]), model.model_fields) if len(error["loc"]) == 1 else NOTHING
        return Phrase("no such key here{hint}", hint=hint or Phrase(": remove it, or correct its name"))
    if kind in ("greater_than_equal", "less_than_equal", "value_error"):
        return explain(error)
    expected = next((text for begins, text in EXPECTED.items() if kind.startswith(begins)), explain(error))
    return expected if kind == "missing" else Phrase("{value} {problem}", value=typed, problem=expected)


def _key(location: tuple[int | str, ...]) -> str:
    """A key as the file has it; the items of a list count from 1."""
    parts = [f" no. {part + 1}" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")
