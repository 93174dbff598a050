"""Strings of a script put together without running it: each step replaces a call on constants by its value.

Base64, character codes with an offset, percent and backslash escapes, reversal, splitting and joining,
replacement, concatenation, tables of strings, and the packer that many libraries use as well.
"""

import re
from collections.abc import Callable
from itertools import islice

from checks.content._scripts.characters import (
    NUMBER,
    code_lists,
    marked,
    moved_letters,
    without_base64,
    without_codes,
    without_percents,
)
from checks.content._scripts.literals import DECODED, LITERAL_LENGTH, STRING, literal_of, value_of
from checks.content._scripts.packer import unpacked

ROUNDS = 8  # of all steps; each takes off one layer
SCRIPT_LENGTH = 262_144  # characters of a script that are read: its first half and its last
SUBSTITUTED = 400  # constants with a name

_W = r"\s*+"
_LIST_OF_STRINGS = rf"\[{_W}(?:{STRING}{_W},?+{_W}){{1,4000}}+\]"
# Literals that stand alone too, so that none is taken to begin where another ends.
_CONCATENATED = re.compile(rf"{STRING}((?:{_W}\+{_W}{STRING})++)?+")
_PARENTHESES = re.compile(rf"(?<![\w$\])])\({_W}({STRING}){_W}\)|{STRING}")
_REVERSED = re.compile(
    rf"({STRING})\.split\({_W}(?:\"\"|''|``){_W}\){_W}\.reverse\({_W}\){_W}\.join\({_W}(?:\"\"|''|``){_W}\)"
    rf"|\[{_W}\.\.\.{_W}({STRING}){_W}\]\.reverse\({_W}\){_W}\.join\({_W}(?:\"\"|''|``){_W}\)"
)
_SPLIT_JOIN = re.compile(rf"({STRING})\.split\({_W}({STRING}){_W}\){_W}\.join\({_W}({STRING}){_W}\)")
_JOINED = re.compile(rf"({_LIST_OF_STRINGS})(\.reverse\({_W}\))?+{_W}\.join\({_W}({STRING})?+{_W}\)")
_REPLACED = re.compile(
    rf"({STRING})\.replace(?:All)?\({_W}(?:({STRING})|/([^/\\\[\](){{}}*+?.^$|\n]{{1,20}})/g?i?)"
    rf"{_W},{_W}({STRING}){_W}\)"
)
_CONSTANT = re.compile(
    rf"(?<![\w$.])(?:(?:var|let|const)\s++|[,;{{(\n]{_W}|^)([A-Za-z_$][\w$]{{0,40}})"
    rf"{_W}={_W}({STRING}|{_LIST_OF_STRINGS}){_W}(?=[;,\n}})]|$)"
)
_STRINGS = re.compile(STRING)
_NAME_IN_TEMPLATE = re.compile(r"\$\{\s*+([A-Za-z_$][\w$]{0,40})\s*+\}")


def decoded(script: str) -> str:
    """The script with everything that is constant put together; decoded strings bear the mark DECODED."""
    text = bounded(script)
    for _ in range(ROUNDS):
        before = text
        for step in _STEPS:
            text = step(text)
        text = text[: 2 * SCRIPT_LENGTH]
        if text == before:
            break
    return text


def bounded(script: str) -> str:
    """The beginning and the end of a long script: what is added to a library is added there."""
    half = SCRIPT_LENGTH // 2
    return script if len(script) <= SCRIPT_LENGTH else f"{script[:half]}\n{script[-half:]}"


def _concatenate(text: str) -> str:
    return _CONCATENATED.sub(_sum, text)


def _sum(match: re.Match[str]) -> str:
    return literal_of("".join(map(value_of, _STRINGS.findall(match[0])))) if match[1] else match[0]


def _unwrap(text: str) -> str:
    return _PARENTHESES.sub(lambda match: match[1] or match[0], text)


def _reverse(text: str) -> str:
    return _REVERSED.sub(
        lambda match: marked(value_of(match[1] or match[2]).replace(DECODED, "")[::-1]), text
    )


def _split_and_join(text: str) -> str:
    return _SPLIT_JOIN.sub(lambda m: marked(value_of(m[1]).replace(value_of(m[2]), value_of(m[3]))), text)


def _join(text: str) -> str:
    return _JOINED.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    parts = [value_of(part) for part in _STRINGS.findall(match[1])]
    between = value_of(match[3]) if match[3] else ","
    return marked(between.join(reversed(parts) if match[2] else parts))


def _replace(text: str) -> str:
    return _REPLACED.sub(_with_replaced, text)


def _with_replaced(match: re.Match[str]) -> str:
    wanted = value_of(match[2]) if match[2] else match[3]
    return marked(value_of(match[1]).replace(wanted, value_of(match[4]))) if wanted else match[1]


def _name(text: str) -> str:
    """Names of constants, and places in lists of them, replaced by what they are."""
    constants = {match[1]: match[2] for match in islice(_CONSTANT.finditer(text), SUBSTITUTED)}
    if not constants:
        return text
    names = "|".join(re.escape(name) for name in constants)
    used = re.compile(
        rf"(?<![\w$.\"'\\])({names})(?![\w$\"'])(?:\[{_W}({NUMBER}){_W}\])?+(?!{_W}(?:=(?!=)|:|\())"
    )
    size = sum(map(len, constants.values()))

    def value(match: re.Match[str]) -> str:
        constant = constants[match[1]]
        if not constant.startswith("["):
            return match.group() if match[2] else constant
        parts = _STRINGS.findall(constant)
        if match[2] is None:
            return constant if match.string.startswith((".join", ".reverse"), match.end()) else match.group()
        place = int(match[2], 0)
        return parts[place] if place < len(parts) else match.group()

    return used.sub(value, text) if size < LITERAL_LENGTH else text


def _apart(text: str) -> str:
    """Templates with names in them as sums."""
    return _NAME_IN_TEMPLATE.sub(r"`+\1+`", text) if "${" in text else text


_STEPS: tuple[Callable[[str], str], ...] = (
    *(unpacked, _apart, without_codes, code_lists, moved_letters, _name, _concatenate, _unwrap),
    *(_replace, _reverse, _split_and_join, _join, without_base64, without_percents),
)
