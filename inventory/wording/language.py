"""The one language of the process: that of the command line, else of ``CAPDO_LANG``, else of the database."""

import os
from collections.abc import Sequence
from typing import get_args

from inventory.wording.phrases import Language as Language  # noqa: PLC0414 - others take it from here
from inventory.wording.phrases import PhrasedError

NAME, VARIABLE = "lang", "CAPDO_LANG"  # of the option, of the variable of the environment
LANGUAGES: tuple[Language, ...] = get_args(Language)
OFFICIAL: Language = "vi"  # where nobody says


class LanguageError(PhrasedError):
    """A language that there is not."""


class _Choice:
    """What was said of it so far; each command line begins anew."""

    asked: Language | None = None
    stored: Language | None = None


def chosen() -> Language:
    """The language of all that a person reads now."""
    return settled() or _Choice.stored or OFFICIAL


def settled() -> Language | None:
    """The language if whoever started the process chose it, so that no database need be asked."""
    return _Choice.asked or _named(os.environ.get(VARIABLE, ""))


def begin(asked: Language | None = None) -> None:
    """Forget what earlier command lines of this process chose."""
    _Choice.asked, _Choice.stored = asked, None


def store(language: str | None) -> None:
    """Choose as the database says, which counts where nobody says otherwise."""
    _Choice.stored = _named(language or "")


def named_in(arguments: Sequence[str]) -> Language | None:
    """What ``--lang`` says anywhere on a command line, so that its mistakes are told in that language too."""
    for place, word in enumerate(arguments):
        option, _, value = word.partition("=")
        if word == "--":
            break
        if option == f"--{NAME}":
            return _named(value or next(iter(arguments[place + 1 :]), ""))
    return None


def refuse_unknown_variable() -> None:
    """Raise where the environment names a language that there is not.

    Raises:
        LanguageError: ``CAPDO_LANG`` is neither of the two.

    """
    value = os.environ.get(VARIABLE, "")
    if value.strip() and _named(value) is None:
        raise LanguageError(
            "{variable}: {value!r} is no language of this program: write vi or en",
            variable=VARIABLE,
            value=value,
        )


def _named(text: str) -> Language | None:
    wanted = text.strip().casefold()
    return next((language for language in LANGUAGES if language == wanted), None)
