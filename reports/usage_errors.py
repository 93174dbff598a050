"""What is said of a command line that can't be parsed, as phrases: Typer has it in English alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic_core import ErrorDetails, ValidationError
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperOption

from inventory.safe_text import quoted, visible
from inventory.wording.phrases import Joined, Phrase, PhrasedError
from inventory.words import suggestion

EXTRA = "Got unexpected extra argument(s) ("  # how Typer begins, which has no kind of error for it
WHERE_TOLD = "{problem} (see `{command} --help`)"
# What a value must be, by the kind of the library's error.
EXPECTED: Mapping[str, Phrase] = {
    "int_parsing": Phrase("is no whole number: write digits"),
    "int_from_float": Phrase("is no whole number: write digits"),
    "float_parsing": Phrase("is no number: write digits and a point"),
    "bool_parsing": Phrase("is neither true nor false: write one of the two"),
}
LIMITS = {"greater_than_equal": "ge", "less_than_equal": "le"}


def usage_phrase(error: ClickException) -> Phrase:
    """What is wrong with a command line, and which help tells how to write it."""
    context = error.ctx if isinstance(error, UsageError) else None
    problem = _problem(error)
    return Phrase(WHERE_TOLD, problem=problem, command=context.command_path) if context else problem


def _problem(error: ClickException) -> Phrase:
    if isinstance(error, NoSuchOption):
        hint = suggestion(error.option_name, error.possibilities or ())
        return Phrase("there is no option `{option}`{hint}", option=visible(error.option_name), hint=hint)
    if isinstance(error, MissingParameter):
        return _missing(error)
    if isinstance(error, BadParameter):
        return Phrase("{parameter}: {problem}", parameter=_name(error), problem=_wrong_value(error))
    if isinstance(error, BadOptionUsage):
        return _misused(error)
    if error.message.startswith(EXTRA):
        words = error.message.removeprefix(EXTRA).removesuffix(")")
        return Phrase("{words} is too much: nothing takes it here", words=quoted(words))
    return Phrase(error.message)


def _misused(error: BadOptionUsage) -> Phrase:
    if "requires" in error.message:
        return Phrase("option `{option}` needs a value", option=error.option_name)
    return Phrase("option `{option}` takes no value", option=error.option_name)


def _missing(error: MissingParameter) -> Phrase:
    if isinstance(error.param, TyperOption):
        return Phrase("option `{option}` is missing", option=_name(error))
    return Phrase("{argument} is missing", argument=_name(error))


def _name(error: BadParameter) -> str:
    if isinstance(error.param, TyperOption):
        return max(error.param.opts, key=len)
    if isinstance(error.param, TyperArgument):
        return str(error.param.metavar or error.param.name.upper())
    return str(error.param_hint or "")


def _wrong_value(error: BadParameter) -> Phrase:
    if isinstance(error, PhrasedError):
        return error.phrase
    if isinstance(error.__cause__, ValidationError):
        return _refused(error.__cause__.errors()[0], error)
    return Phrase(error.message)


def _refused(detail: ErrorDetails, error: BadParameter) -> Phrase:
    typed, kind, context = quoted(detail["input"]), detail["type"], detail.get("ctx", {})
    if isinstance(raised := context.get("error"), PhrasedError):
        return raised.phrase
    if choices := list(_choices(error)):
        return Phrase("{typed} is not one of {choices}", typed=typed, choices=choices)
    if kind in EXPECTED:
        return Joined((typed, EXPECTED[kind]), " ")
    if kind in LIMITS:
        return _out_of_range(typed, kind, context)
    return Phrase(detail["msg"])


def _out_of_range(typed: str, kind: str, context: dict[str, Any]) -> Phrase:
    if kind == "greater_than_equal":
        return Phrase("{typed} is too little: write {least} or more", typed=typed, least=context["ge"])
    return Phrase("{typed} is too much: write {most} or less", typed=typed, most=context["le"])


def _choices(error: BadParameter) -> Iterator[str]:
    if isinstance(error.param, TyperArgument | TyperOption):
        for choice in error.param.type_descriptor.choices or ():
            yield str(getattr(choice, "value", choice))
