"""The start tags of a page, read without building its tree.

A hostile page can make a tree cost quadratic time (deep nesting) or memory (formatting elements that are
reconstructed again and again). The checks need only single tags and their attributes, so the tags are cut out
here as the HTML Standard's tokenizer would (section 13.2.5), in linear time, and a library reads each one.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from checks.facts import Exchange, NotTested
from checks.facts.web_extent import lost_body

PAGE_LENGTH = 2_100_000  # characters looked at
HEAD_LENGTH = 500_000  # characters in which meta elements are looked for
TAG_LENGTH = 8_192  # characters of one tag; a longer one is passed over
NOT_THE_PAGE = ("template", "noscript")
TAG_COUNT = 20_000  # tags of one kind looked at

_ATTRIBUTES = r"""(?:[\t\n\f\r /]++
    |(?:=[^\t\n\f\r />=]*+|[^\t\n\f\r />=]++)
     (?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+
    )*+"""
_HEAD_ENDS = re.compile(r"</head|<body", re.IGNORECASE)
_RAW = r"script|style|textarea|title|xmp|iframe|noembed|noframes"  # what they hold is text, not tags
_TOKEN = re.compile(
    rf"""<!--(?:-?>|.*?(?:--!?>|\Z))
    |(?P<opening><(?P<raw>{_RAW})(?=[\t\n\f\r />]){_ATTRIBUTES}(?:>|\Z)).*?(?:</(?P=raw)(?=[\t\n\f\r />])|\Z)
    |<(?P<name>[a-z][^\t\n\f\r />]*+){_ATTRIBUTES}(?:>|\Z)
    |</(?P<end>[a-z][^\t\n\f\r />]*+){_ATTRIBUTES}(?:>|\Z)
    |<[!/?][^>]*+(?:>|\Z)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def tags(body: str, name: str) -> Iterator[Mapping[str, str]]:
    """The attributes of each start tag of this name, in order; attribute names in lower case.

    Comments, scripts, styles and other raw text hold no tags. A tag that the page's end cuts off is left out.
    """
    yield from (attributes for _, attributes in tags_of(body, (name,)))


def tags_of(
    body: str, names: Collection[str], *, outside: Collection[str] = ()
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The start tags of any of these names with their attributes, as ``tags`` tells them.

    ``outside``: elements in which none is looked for, such as templates, whose content is inert.
    """
    tokens = _tokens(body[:PAGE_LENGTH], names, outside)
    for name, text in islice(tokens, TAG_COUNT):
        yield name, _attributes(text, name)


def tags_in_order(body: str, names: Collection[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Start tags of these names with their attributes, and end tags, whose names begin with a slash."""
    for token in islice(_named(body[:PAGE_LENGTH], names), TAG_COUNT):
        name = _name(token)
        yield name, {} if name.startswith("/") else _attributes(token.group(), name)


def meta_contents(body: str, attribute: str, wanted: str, *, everywhere: bool = False) -> tuple[str, ...]:
    """The ``content`` of each ``<meta ATTRIBUTE=WANTED content=…>``; the wanted value in lower case.

    Of the head only, since a policy in the body is none (CSP 3 section 3.3), and of what is neither a
    template nor for browsers without scripts, unless ``everywhere``.
    """
    searched = body if everywhere else _head_of(body)
    if wanted not in searched.lower():  # reading each tag is slow work
        return ()
    return tuple(
        tag["content"]
        for _, tag in tags_of(searched, ("meta",), outside=() if everywhere else NOT_THE_PAGE)
        if "content" in tag and tag.get(attribute, "").strip().lower() == wanted
    )


def _head_of(body: str) -> str:
    """The page up to the end of its head, where metadata stands, bounded: reading tags is slow work."""
    end = _HEAD_ENDS.search(body, 0, HEAD_LENGTH)
    return body[: end.start() if end else HEAD_LENGTH]


def lost_head(page: Exchange) -> NotTested | None:
    """Why meta elements may have been missed; None when the page was read to its end, or past its head."""
    if _HEAD_ENDS.search(page.body) is not None:
        return None
    return lost_body(page)


def _tokens(body: str, names: Collection[str], outside: Collection[str]) -> Iterator[tuple[str, str]]:
    lowered = body.lower()
    if not any(f"<{name}" in lowered for name in names):  # to cut a page into tags is slow work
        return
    depth = 0  # elements of ``outside`` that are open
    for token in _TOKEN.finditer(body):
        name = (token["name"] or token["raw"] or "").lower()
        text = token["opening"] or token.group()
        if name in outside and not text.endswith("/>"):
            depth += 1
        elif (token["end"] or "").lower() in outside:
            depth = max(0, depth - 1)
        elif name in names and not depth and text.endswith(">") and len(text) <= TAG_LENGTH:
            yield name, text


def _named(body: str, names: Collection[str]) -> Iterator[re.Match[str]]:
    """The start and the end tags of these names."""
    for token in _TOKEN.finditer(body):
        text = token.group()
        is_wanted = _name(token).removeprefix("/") in names and text.endswith(">")
        if is_wanted and len(text) <= TAG_LENGTH:
            yield token


def _name(token: re.Match[str]) -> str:
    return token["name"].lower() if token["name"] else f"/{token['end'].lower()}" if token["end"] else ""


def _attributes(tag: str, name: str) -> dict[str, str]:
    node = LexborHTMLParser(tag).css_first(name)
    if node is None:
        return {}
    return {key: value or "" for key, value in node.attributes.items()}
