"""What a script does to the page: markup it writes, links and styles it sets, where it sends the visitor."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.content._scripts.automatic import is_automatic
from checks.content._scripts.built import Written, elements, hyphenated
from checks.content._scripts.decoding import decoded
from checks.content._scripts.literals import DECODED, STRING, value_of

LAYERS = 3  # of scripts within strings of scripts
FRAGMENTS, MOVES = 200, 40  # of one script
QUOTE_LENGTH = 160
WORTH_READING = re.compile(
    r"https?:|//|\batob\b|CharCode|CodePoint|unescape|decodeURI|\\x|\\u|\beval\b|innerHTML|"
    r"\bwrite\b|\bhref\b|location|\breverse\b|\.src\b|\.style\b",
    re.IGNORECASE,
)
_W = r"\s*+"
_STRINGS = re.compile(STRING)
_MARKUP = re.compile(
    r"<(?:a|area|iframe|style|script|div|span|p|ul|li|meta|marquee|section|font|center|footer|"
    r"table|h[1-6]|link|body|html)[\s>/]",
    re.IGNORECASE,
)
_CODE = re.compile(r"\bdocument\s*[.\[]|\blocation\b|\beval\s*\(|\bwindow\s*[.\[]|\bfunction\s*\(")
_PLACE = rf"(?:\.{_W}href|\[{_W}[\"']href[\"']{_W}\])?+"
_SENT = re.compile(
    rf"(?<![\w$-])(?:\w++{_W}(?:\.{_W}|\[{_W}[\"'])(?:[\"']?\]\.?)?){{0,4}}location(?:[\"']{_W}\])"
    rf"?+(?:{_PLACE}{_W}=(?!=){_W}|(?:\.{_W}(?:replace|assign)|\[{_W}[\"'](?:replace|assign)"
    rf"[\"']{_W}\]){_W}\({_W})"
    rf"({STRING})"
)
_SENDS = re.compile(r"\blocation\b\s*(?:=(?!=)|\.\s*(?:href\s*=(?!=)|replace|assign)|\[)|\bwindow\.open\(")
_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]{4,}[^\s<>]*$")
_OPENED = re.compile(rf"\bwindow\.open\({_W}({STRING})")
_HIDDEN_BY_SCRIPT = re.compile(
    rf"(?:getElementById\({_W}[\"'](?P<id>[\w-]{{1,60}})[\"']|(?:querySelector(?:All)?|\$|jQuery)"
    rf"\({_W}[\"'](?P<selector>[#.\w -]{{1,80}})[\"']){_W}\)(?:\[\d+\])?+"
    rf"(?:\.style\.(?P<property>display|visibility|position|left|top|opacity|fontSize|textIndent|"
    rf"cssText|height|width|overflow|transform){_W}={_W}(?P<value>{STRING})|\.(?P<hide>hide|remove)"
    rf"\({_W}\)"
    rf"|\.css\({_W}[\"'](?P<name>[\w-]+)[\"']{_W},{_W}(?P<css>{STRING}))"
)


class Sent(NamedTuple):
    """An address to which a script sends the visitor. ``automatic``: without being asked to."""

    url: str
    quote: str
    decoded: bool
    automatic: bool


class Effects(NamedTuple):
    """All that one script does, as far as it is told by constants."""

    written: tuple[Written, ...] = ()
    sent: tuple[Sent, ...] = ()
    css: str = ""


def effects_of(script: str, layers: int = LAYERS) -> Effects:
    """What a script does; scripts in its strings are read too, so many layers deep."""
    if not WORTH_READING.search(script):
        return Effects()
    text = decoded(script)
    strings = [value for value in map(value_of, _STRINGS.findall(text)) if len(value) > 5]  # noqa: PLR2004 - a tag
    inner = [_inner(value, layers) for value in strings if _is_code(value)][:FRAGMENTS] if layers else []
    written = [*_markup(strings), *elements(text), *(one for effects in inner for one in effects.written)]
    sent = [*_moves(text), *_addresses(strings, text), *(one for effects in inner for one in effects.sent)]
    css = "".join([*_hidden(text), *(effects.css for effects in inner)])
    return Effects(tuple(written[:FRAGMENTS]), tuple(sent[:MOVES]), css)


def _inner(value: str, layers: int) -> Effects:
    """A script within a string is as disguised as the string."""
    is_decoded = DECODED in value
    effects = effects_of(value.replace(DECODED, ""), layers - 1)
    if not is_decoded:
        return effects
    return effects._replace(
        written=tuple(one._replace(decoded=True) for one in effects.written),
        sent=tuple(one._replace(decoded=True) for one in effects.sent),
    )


def _is_code(value: str) -> bool:
    return len(value) > 20 and "<" not in value[:5] and _CODE.search(value) is not None  # noqa: PLR2004 - a statement


def _markup(strings: list[str]) -> Iterator[Written]:
    for value in strings:
        if "<" in value and _MARKUP.search(value):
            yield Written(value.replace(DECODED, ""), DECODED in value)


def _moves(text: str) -> Iterator[Sent]:
    for count, match in enumerate((*_SENT.finditer(text), *_OPENED.finditer(text))):
        if count >= MOVES:
            return
        value = value_of(match[1])
        url = value.replace(DECODED, "").strip()
        if "/" in url:
            quote = text[max(0, match.start() - 40) : match.end()].replace(DECODED, "")
            yield Sent(
                url,
                " ".join(quote.split())[:QUOTE_LENGTH],
                DECODED in value,
                is_automatic(text, match.start()),
            )


def _addresses(strings: list[str], text: str) -> Iterator[Sent]:
    """Disguised addresses that are put together too cleverly to see where they go."""
    for value in strings:
        url = value.replace(DECODED, "").strip()
        if value.startswith(DECODED) and _ADDRESS.match(url) and f'"{value}"' in text:
            sends = _SENDS.search(text) is not None
            yield Sent(url, url[:QUOTE_LENGTH], decoded=True, automatic=sends)


def _hidden(text: str) -> Iterator[str]:
    """Rules for what a script hides, as a style sheet would say them."""
    for count, match in enumerate(_HIDDEN_BY_SCRIPT.finditer(text)):
        if count >= FRAGMENTS:
            return
        selector = f"#{match['id']}" if match["id"] else match["selector"]
        value = (
            value_of(match["value"] or match["css"] or '"none"')
            .replace(DECODED, "")
            .translate({123: None, 125: None})
        )
        name = match["property"] or match["name"] or "display"
        yield f"{selector}{{{value if name == 'cssText' else f'{hyphenated(name)}:{value}'}}}"
