"""The arguments and options of the program's commands as data: names, values, defaults."""

from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any, get_args

from typer.core import TyperArgument, TyperOption


@dataclass(frozen=True)
class Parameter:
    """An argument or an option.

    ``names``: as it is typed, of an argument the placeholder; ``value``: what stands for an option's value,
    empty when it takes none or one of ``choices``; ``default``: empty when there is none worth telling.
    """

    names: tuple[str, ...]
    value: str
    help: str
    choices: tuple[str, ...]
    limits: tuple[float | None, float | None]
    default: str
    required: bool


def paragraphs(text: str) -> tuple[str, ...]:
    """A help text by paragraph, each on one line, as the terminal's width is nobody's business."""
    return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip())


def argument(declared: TyperArgument) -> Parameter:
    """An argument as it is documented."""
    name = declared.metavar or declared.name.upper()
    return _parameter(declared, (name,), "")


def option(declared: TyperOption) -> Parameter:
    """An option as it is documented."""
    names = (*declared.opts, *declared.secondary_opts)
    named = declared.metavar or declared.name.upper()
    return _parameter(declared, names, "" if declared.is_flag or _choices(declared) else named)


def _parameter(one: TyperArgument | TyperOption, names: tuple[str, ...], value: str) -> Parameter:
    return Parameter(
        names=names,
        value=value,
        help=" ".join(paragraphs(one.help or "")),
        choices=_choices(one),
        limits=(one.min, one.max),
        default=_shown(one.default) if one.show_default else "",
        required=one.required,
    )


def _choices(one: TyperArgument | TyperOption) -> tuple[str, ...]:
    kind: Any = one.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(str(member.value) for member in kind)
    return tuple(str(choice) for choice in get_args(kind) if isinstance(choice, str))


def _shown(default: object) -> str:
    """A default as it would be typed; of a switch, and of what is made at run time, none."""
    if isinstance(default, Enum):
        return str(default.value)
    if isinstance(default, PurePath):
        return default.as_posix()
    return str(default) if isinstance(default, str | int) and not isinstance(default, bool) else ""
