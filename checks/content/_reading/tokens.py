"""A page cut into tags, text, comments and raw text, in linear time (HTML Standard section 13.2.5)."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from checks.markup import ATTRIBUTES, PAGE_LENGTH

TAG_LENGTH = 16_384
ATTRIBUTE_COUNT = 60
RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes|plaintext"

_TOKEN = re.compile(
    rf"""<!--(?:-?>|(?P<comment>.*?)(?:--!?>|\Z))
    |<(?P<raw>{RAW})(?P<raw_attributes>(?=[\t\n\f\r />]){ATTRIBUTES})(?:>|\Z)
     (?P<content>.*?)(?:</(?P=raw)(?=[\t\n\f\r />])[^>]*+>?|\Z)
    |<(?P<name>[a-z][^\t\n\f\r />]*+)(?P<attributes>{ATTRIBUTES})(?:>|\Z)
    |</(?P<end>[a-z][^\t\n\f\r />]*+)[^>]*+(?:>|\Z)
    |<[!/?][^>]*+(?:>|\Z)
    |(?P<text>[^<]++|<)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([^\t\n\f\r />"'=]++)(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"([^"]*+)"?|'([^']*+)'?|([^\t\n\f\r >]++)))?+"""
)


class Token(NamedTuple):
    """One piece of a page. ``name``: of a tag, in lower case. ``text``: of text, comments, raw elements."""

    kind: Literal["start", "end", "raw", "text", "comment"]
    name: str = ""
    attributes: str = ""
    text: str = ""


def tokens(body: str) -> Iterator[Token]:
    """The pieces of a page in order."""
    for match in _TOKEN.finditer(body, 0, PAGE_LENGTH):
        if (token := _token(match)) is not None:
            yield token


def _token(match: re.Match[str]) -> Token | None:
    if (text := match["text"]) is not None:
        return Token("text", text=text)
    if name := match["name"]:
        return Token("start", name.lower(), match["attributes"])
    if end := match["end"]:
        return Token("end", end.lower())
    if raw := match["raw"]:
        return Token("raw", raw.lower(), match["raw_attributes"], match["content"])
    comment = match["comment"]
    return None if comment is None else Token("comment", text=comment)


def attributes_of(text: str) -> Mapping[str, str]:
    """A tag's attributes, names in lower case, references resolved; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text[:TAG_LENGTH]):
        name, double, single, bare = match.groups()
        if len(found) >= ATTRIBUTE_COUNT:
            break
        found.setdefault(name.lower(), unescaped(double or single or bare or ""))
    return found


def unescaped(text: str) -> str:
    """With its character references resolved."""
    return html.unescape(text) if "&" in text else text
