"""String literals of JavaScript: read with their escapes, and written back (ECMA-262 section 12.9.4)."""

import re

DECODED = "\ue000"  # stands in a string that was put together by decoding; a private character (Unicode 23.5)
LITERAL_LENGTH = 200_000  # characters

# One literal, without groups of its own, to be put into other patterns.
STRING = r"""(?:"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\$]|\\.|\$(?!\{))*+`)"""
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|([0-7]{1,3})|(\r\n|.))", re.DOTALL
)
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r\n": ""}
_QUOTED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_NEEDS_QUOTING = re.compile(r'[\\"\n\r]')
MANY_ESCAPES = 4  # from which a literal was disguised: nobody writes letters so


def value_of(literal: str) -> str:
    """What a literal means; marked as decoded where letters were written as numbers."""
    inner = literal[1:-1][:LITERAL_LENGTH]
    if "\\" not in inner:
        return inner
    numbers = len(re.findall(r"\\x[2-7][0-9a-fA-F]|\\u00[2-7][0-9a-fA-F]|\\u\{", inner))
    mark = DECODED if numbers >= MANY_ESCAPES else ""
    return mark + _ESCAPE.sub(_escaped, inner)


def _escaped(match: re.Match[str]) -> str:
    hexadecimal = match[1] or match[2] or match[3]
    if hexadecimal:
        code = int(hexadecimal, 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"  # noqa: PLR2004 - Unicode
    if match[4]:
        return chr(int(match[4], 8))
    return _NAMED.get(match[5], match[5])


def literal_of(value: str) -> str:
    """A literal that means this; nothing in it needs to be read twice."""
    return '"' + _NEEDS_QUOTING.sub(lambda match: _QUOTED[match.group()], value[:LITERAL_LENGTH]) + '"'
