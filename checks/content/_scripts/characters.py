"""Characters written as something else: base64, percent signs, codes, and codes that are each moved."""

import base64
import binascii
import re
from urllib.parse import unquote

from checks.content._scripts.literals import DECODED, STRING, literal_of, value_of

_W = r"\s*+"
_STRINGS = re.compile(STRING)
NUMBERS = 20_000  # of one list of character codes
SHORTEST_ADDRESS = 10  # characters
NUMBER = r"(?:0x[0-9a-fA-F]{1,6}|\d{1,7})"
_ATOB = re.compile(
    rf"(?<![\w$])(?:(?:window|self|globalThis)(?:\.|\[{_W}[\"'])\s*)?atob(?:[\"']{_W}\])"
    rf"?\({_W}({STRING}){_W}\)"
)
_BUFFER = re.compile(
    rf"\bBuffer\.from\({_W}({STRING}){_W},{_W}[\"']base64[\"']{_W}\)(?:\.toString\([^)]{{0,20}}\))?"
)
_UNESCAPE = re.compile(
    rf"(?<![\w$])(?:window\.)?(?:unescape|decodeURIComponent|decodeURI)\({_W}(?:escape\({_W})"
    rf"?({STRING}){_W}\)(?:{_W}\))?"
)
_CODES = re.compile(
    rf"String\.from(?:CharCode|CodePoint)(?:\.apply\({_W}(?:null|String|this|undefined|0){_W},"
    rf"{_W}\[|\({_W}(?:\.\.\.\[)?){_W}"
    rf"({NUMBER}(?:{_W},{_W}{NUMBER})*+){_W},?{_W}\]?{_W}\)"
)
_CHARACTERS = re.compile(rf"\[{_W}({NUMBER}(?:{_W},{_W}{NUMBER}){{7,}}+){_W},?{_W}\]")
_BEGINNINGS = (
    *(
        "http://",
        "https://",
        "//",
        "<a ",
        "<div",
        "<p ",
        "<p>",
        "<span",
        "<script",
        "<iframe",
        "<ul",
        "<style",
    ),
    *("<center", "<marquee", "<meta", "<section", "<footer", "<nav", "<table"),
    *("window", "document", "location", "var ", "(function"),
)
MOVED, COMBINED = 130, 255  # at most
_PAIRS = frozenset(
    (ord(first), ord(second))
    for text in _BEGINNINGS
    for first in (text[0], text[0].upper())
    for second in (text[1], text[1].upper())
)


def marked(value: str) -> str:
    return literal_of(value if value.startswith(DECODED) else DECODED + value)


def without_base64(text: str) -> str:
    return _BUFFER.sub(_from_base64, _ATOB.sub(_from_base64, text))


def _from_base64(match: re.Match[str]) -> str:
    packed = re.sub(r"[^A-Za-z0-9+/]", "", value_of(match[1]).replace("-", "+").replace("_", "/"))
    try:
        raw = base64.b64decode(packed + "=" * (-len(packed) % 4))
    except (binascii.Error, ValueError):
        return match.group()
    return marked(raw.decode("utf-8", "replace") if b"\xff" not in raw else raw.decode("latin-1"))


def without_percents(text: str) -> str:
    return _UNESCAPE.sub(lambda match: marked(_unquoted(value_of(match[1]))), text)


def _unquoted(value: str) -> str:
    wide = re.sub(r"%u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), value)
    return unquote(wide, errors="replace")


def without_codes(text: str) -> str:
    return _CODES.sub(lambda match: marked("".join(map(_character, _numbers(match[1])))), text)


def _numbers(text: str) -> list[int]:
    return [
        int(number.strip(), 0) if "x" in number else int(number)
        for number in text.split(",")[:NUMBERS]
        if number.strip()
    ]


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004 - Unicode


def code_lists(text: str) -> str:
    """Lists of numbers that, moved by one amount or combined with one, spell markup or an address."""
    if "CharCode" not in text and "CodePoint" not in text:
        return text
    return _CHARACTERS.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    value = _brought_back(_numbers(match[1]))
    return marked(value) if value else match.group()


def _brought_back(codes: list[int]) -> str:
    """What codes spell once each is moved by the same amount, or combined with it; empty: nothing known."""
    if len(codes) < 2:  # noqa: PLR2004 - the shortest beginning
        return ""
    for by in sorted({first - codes[0] for first, _ in _PAIRS}):
        if abs(by) <= MOVED and _start([code + by for code in codes[:12]]):
            return "".join(_character(code + by) for code in codes)
    for by in sorted({first ^ codes[0] for first, _ in _PAIRS}):
        if 0 < by <= COMBINED and _start([code ^ by for code in codes[:12]]):
            return "".join(_character(code ^ by) for code in codes)
    return ""


def _start(codes: list[int]) -> bool:
    if (codes[0], codes[1]) not in _PAIRS:
        return False
    return "".join(map(_character, codes)).lower().startswith(_BEGINNINGS)


def moved_letters(text: str) -> str:
    """Strings whose letters are each moved by one amount, where a script takes letters apart."""
    if "charCodeAt" not in text:
        return text
    return _STRINGS.sub(_moved_back, text)


def _moved_back(match: re.Match[str]) -> str:
    value = value_of(match.group())
    if len(value) < SHORTEST_ADDRESS or DECODED in value or _start([*map(ord, value[:12])]):
        return match.group()
    spelled = _brought_back([*map(ord, value)])
    return marked(spelled) if spelled else match.group()
