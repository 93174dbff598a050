"""Macros in the names of an SPF record (RFC 7208, section 7)."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

LETTERS = frozenset("slodiphv")  # c, r and t are for explanations alone
DELIMITERS = "."  # where a macro names none
NAME_LENGTH = 253
UNRESERVED = "-._~"  # RFC 3986, section 2.3, beside letters and digits
ESCAPES = {"%%": "%", "%_": " ", "%-": "%20"}
_TOKEN = re.compile(
    r"(?P<literal>[\x21-\x24\x26-\x7e]++)"
    r"|(?P<escape>%[%_-])"
    r"|%\{(?P<letter>[A-Za-z])(?P<digits>[0-9]*)(?P<reverse>[rR]?)(?P<delimiters>[-.+,/_=]*)\}"
)


class MacroSyntaxError(ValueError):
    """A text that is no macro-string."""


def is_macro_string(text: str) -> bool:
    """Whether it follows RFC 7208, 7.1, for a name: without the letters of explanations."""
    try:
        list(_tokens(text))
    except MacroSyntaxError:
        return False
    return True


def is_domain_spec(text: str) -> bool:
    """Whether it names a domain: it ends in a macro, or in a top label after a dot."""
    try:
        *_, last = _tokens(text)
    except ValueError:
        return False
    return last["literal"] is None or _ends_in_top_label(text)


def expand(text: str, letters: Mapping[str, str]) -> str | None:
    """A valid macro-string with its macros replaced; None: it needs a letter that is not given.

    Args:
        text: the macro-string.
        letters: values by lower-case letter.

    """
    parts = [_expanded(token, letters) for token in _tokens(text)]
    return None if None in parts else "".join(part for part in parts if part)


def name_of(expanded: str) -> str:
    """A domain name, without its final dot and without what is too much on its left (7.3)."""
    name = expanded.removesuffix(".").lower()
    while len(name) > NAME_LENGTH and "." in name:
        name = name.partition(".")[2]
    return name


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or not _is_known(token):
            raise MacroSyntaxError(text[position:])
        yield token
        position = token.end()


def _is_known(token: re.Match[str]) -> bool:
    """A letter that names something, and some parts to keep of it."""
    if token["letter"] is None:
        return True
    digits = token["digits"]
    return token["letter"].lower() in LETTERS and (not digits or digits.strip("0") != "")


def _ends_in_top_label(text: str) -> bool:
    _, dot, label = text.removesuffix(".").rpartition(".")
    characters = label.replace("-", "")
    if not dot or not characters.isalnum() or label[0] == "-" or label[-1] == "-":
        return False
    return "-" in label or not label.isdecimal()


def _expanded(token: re.Match[str], letters: Mapping[str, str]) -> str | None:
    if token["letter"] is None:
        return token["literal"] or ESCAPES[token["escape"]]
    value = letters.get(token["letter"].lower())
    if value is None:
        return None
    parts = re.split(f"[{re.escape(token['delimiters'] or DELIMITERS)}]", value)
    kept = (parts[::-1] if token["reverse"] else parts)[-int(token["digits"] or len(parts)) :]
    joined = ".".join(kept)
    return quote(joined, safe=UNRESERVED) if token["letter"].isupper() else joined
