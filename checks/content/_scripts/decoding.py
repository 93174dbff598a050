"""Strings of a script put together without running it: each step replaces a call on constants by its value.

Base64, character codes with an offset, percent and backslash escapes, reversal, splitting and joining,
replacement, concatenation, tables of strings, and the packer that many libraries use as well.
"""

import base64
import binascii
import re
from collections.abc import Callable
from urllib.parse import unquote

from checks.content._scripts.literals import DECODED, LITERAL_LENGTH, STRING, literal_of, value_of
from checks.content._scripts.packer import unpacked

ROUNDS = 8  # of all steps; each takes off one layer
SCRIPT_LENGTH = 262_144  # characters of a script that are read: its first half and its last
NUMBERS = 20_000  # of one list of character codes
SUBSTITUTED = 400  # constants with a name

_W = r"\s*+"
_NUMBER = r"(?:0x[0-9a-fA-F]{1,6}|\d{1,7})"
_LIST_OF_STRINGS = rf"\[{_W}(?:{STRING}{_W},?+{_W}){{1,4000}}+\]"
_CONCATENATED = re.compile(rf"({STRING})((?:{_W}\+{_W}{STRING})++)")
_PARENTHESES = re.compile(rf"(?<![\w$\])])\({_W}({STRING}){_W}\)")
_ATOB = re.compile(rf"(?<![\w$])(?:(?:window|self|globalThis)(?:\.|\[{_W}[\"'])\s*)?atob(?:[\"']{_W}\])?\({_W}({STRING}){_W}\)")
_BUFFER = re.compile(rf"\bBuffer\.from\({_W}({STRING}){_W},{_W}[\"']base64[\"']{_W}\)(?:\.toString\([^)]{{0,20}}\))?")
_UNESCAPE = re.compile(rf"(?<![\w$])(?:window\.)?(?:unescape|decodeURIComponent|decodeURI)\({_W}(?:escape\({_W})?({STRING}){_W}\)(?:{_W}\))?")
_CODES = re.compile(
    rf"String\.from(?:CharCode|CodePoint)(?:\.apply\({_W}(?:null|String|this|undefined|0){_W},{_W}\[|\({_W}(?:\.\.\.\[)?){_W}"
    rf"({_NUMBER}(?:{_W},{_W}{_NUMBER})*+){_W},?{_W}\]?{_W}\)"
)
_REVERSED = re.compile(
    rf"({STRING})\.split\({_W}(?:\"\"|''|``){_W}\){_W}\.reverse\({_W}\){_W}\.join\({_W}(?:\"\"|''|``){_W}\)"
    rf"|\[{_W}\.\.\.{_W}({STRING}){_W}\]\.reverse\({_W}\){_W}\.join\({_W}(?:\"\"|''|``){_W}\)"
)
_SPLIT_JOIN = re.compile(rf"({STRING})\.split\({_W}({STRING}){_W}\){_W}\.join\({_W}({STRING}){_W}\)")
_JOINED = re.compile(rf"({_LIST_OF_STRINGS})(\.reverse\({_W}\))?+{_W}\.join\({_W}({STRING})?+{_W}\)")
_REPLACED = re.compile(rf"({STRING})\.replace(?:All)?\({_W}(?:({STRING})|/([^/\\\[\](){{}}*+?.^$|\n]{{1,20}})/g?i?){_W},{_W}({STRING}){_W}\)")
_CHARACTERS = re.compile(rf"\[{_W}({_NUMBER}(?:{_W},{_W}{_NUMBER}){{7,}}+){_W},?{_W}\]")
_CONSTANT = re.compile(rf"(?<![\w$.])(?:(?:var|let|const)\s++|[,;{{(\n]{_W}|^)([A-Za-z_$][\w$]{{0,40}}){_W}={_W}({STRING}|{_LIST_OF_STRINGS}){_W}(?=[;,\n}})]|$)")
_STRINGS = re.compile(STRING)
_NAME_IN_TEMPLATE = re.compile(r"\$\{\s*+([A-Za-z_$][\w$]{0,40})\s*+\}")
SHORTEST_ADDRESS = 10  # characters
_BEGINNINGS = (
    "http://", "https://", "//", "<a ", "<div", "<p ", "<p>", "<span", "<script", "<iframe", "<ul", "<style", "<center",
    "<marquee", "<meta", "<section", "<footer", "<nav", "<table", "window", "document", "location", "var ", "(function",
)  # fmt: skip


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
    return _CONCATENATED.sub(lambda match: literal_of("".join(map(value_of, _STRINGS.findall(match.group())))), text)


def _unwrap(text: str) -> str:
    return _PARENTHESES.sub(lambda match: match[1], text)


def _marked(value: str) -> str:
    return literal_of(value if value.startswith(DECODED) else DECODED + value)


def _without_base64(text: str) -> str:
    return _BUFFER.sub(_from_base64, _ATOB.sub(_from_base64, text))


def _from_base64(match: re.Match[str]) -> str:
    packed = re.sub(r"[^A-Za-z0-9+/]", "", value_of(match[1]).replace("-", "+").replace("_", "/"))
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        return match.group()
    return _marked(raw.decode("utf-8", "replace") if b"\xff" not in raw else raw.decode("latin-1"))


def _without_percents(text: str) -> str:
    return _UNESCAPE.sub(lambda match: _marked(_unquoted(value_of(match[1]))), text)


def _unquoted(value: str) -> str:
    wide = re.sub(r"%u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), value)
    return unquote(wide, errors="replace")


def _without_codes(text: str) -> str:
    return _CODES.sub(lambda match: _marked("".join(map(_character, _numbers(match[1])))), text)


def _numbers(text: str) -> list[int]:
    return [int(number.strip(), 0) if "x" in number else int(number) for number in text.split(",")[:NUMBERS] if number.strip()]


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004 - Unicode


def _reverse(text: str) -> str:
    return _REVERSED.sub(lambda match: _marked(value_of(match[1] or match[2]).replace(DECODED, "")[::-1]), text)


def _split_and_join(text: str) -> str:
    return _SPLIT_JOIN.sub(lambda m: _marked(value_of(m[1]).replace(value_of(m[2]), value_of(m[3]))), text)


def _join(text: str) -> str:
    return _JOINED.sub(_joined, text)


def _joined(match: re.Match[str]) -> str:
    parts = [value_of(part) for part in _STRINGS.findall(match[1])]
    between = value_of(match[3]) if match[3] else ","
    return _marked(between.join(reversed(parts) if match[2] else parts))


def _replace(text: str) -> str:
    return _REPLACED.sub(_with_replaced, text)


def _with_replaced(match: re.Match[str]) -> str:
    wanted = value_of(match[2]) if match[2] else match[3]
    return _marked(value_of(match[1]).replace(wanted, value_of(match[4]))) if wanted else match[1]


def _name(text: str) -> str:
    """Names of constants, and places in lists of them, replaced by what they are."""
    constants = dict(match.groups() for match in list(_CONSTANT.finditer(text))[:SUBSTITUTED])
    if not constants:
        return text
    names = "|".join(re.escape(name) for name in constants)
    used = re.compile(rf"(?<![\w$.\"'\\])({names})(?![\w$\"'])(?:\[{_W}({_NUMBER}){_W}\])?+(?!{_W}(?:=(?!=)|:|\())")
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


def _code_lists(text: str) -> str:
    """Lists of numbers that, moved by one amount or combined with one, spell markup or an address."""
    if "CharCode" not in text and "CodePoint" not in text:
        return text
    return _CHARACTERS.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    value = _brought_back(_numbers(match[1]))
    return _marked(value) if value else match.group()


def _brought_back(codes: list[int]) -> str:
    """What codes spell once the same amount is taken from each, or combined with each; empty: nothing known."""
    for by in range(-130, 131):
        if _start([code + by for code in codes[:12]]):
            return "".join(_character(code + by) for code in codes)
    for by in range(1, 256):
        if _start([code ^ by for code in codes[:12]]):
            return "".join(_character(code ^ by) for code in codes)
    return ""


def _start(codes: list[int]) -> bool:
    return "".join(map(_character, codes)).lower().startswith(_BEGINNINGS)


def _moved_letters(text: str) -> str:
    """Strings whose letters are each moved by one amount, where a script takes letters apart."""
    if "charCodeAt" not in text:
        return text
    return _STRINGS.sub(_moved_back, text)


def _moved_back(match: re.Match[str]) -> str:
    value = value_of(match.group())
    if len(value) < SHORTEST_ADDRESS or DECODED in value or _start([*map(ord, value[:12])]):
        return match.group()
    spelled = _brought_back([*map(ord, value)])
    return _marked(spelled) if spelled else match.group()


def _apart(text: str) -> str:
    """Templates with names in them as sums."""
    return _NAME_IN_TEMPLATE.sub(r"`+\1+`", text) if "${" in text else text


_STEPS: tuple[Callable[[str], str], ...] = (
    unpacked, _apart, _without_codes, _code_lists, _moved_letters, _name, _concatenate, _unwrap, _replace, _reverse, _split_and_join, _join, _without_base64, _without_percents,
)  # fmt: skip
