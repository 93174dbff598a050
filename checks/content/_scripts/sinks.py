"""What a script does to the page: markup it writes, links and styles it sets, where it sends the visitor."""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from checks.content._scripts.automatic import is_automatic
from checks.content._scripts.decoding import decoded
from checks.content._scripts.literals import DECODED, STRING, value_of

LAYERS = 3  # of scripts within strings of scripts
FRAGMENTS, MOVES = 200, 40  # of one script
QUOTE_LENGTH = 160
WORTH_READING = re.compile(
    r"https?:|//|\batob\b|CharCode|CodePoint|unescape|decodeURI|\\x|\\u|\beval\b|innerHTML|\bwrite\b|\bhref\b|location|\breverse\b|\.src\b|\.style\b",
    re.IGNORECASE,
)
_W = r"\s*+"
_STRINGS = re.compile(STRING)
_MARKUP = re.compile(r"<(?:a|area|iframe|style|script|div|span|p|ul|li|meta|marquee|section|font|center|footer|table|h[1-6]|link|body|html)[\s>/]", re.IGNORECASE)
_CODE = re.compile(r"\bdocument\s*[.\[]|\blocation\b|\beval\s*\(|\bwindow\s*[.\[]|\bfunction\s*\(")
_PLACE = rf"(?:\.{_W}href|\[{_W}[\"']href[\"']{_W}\])?+"
_SENT = re.compile(
    rf"(?<![\w$-])(?:\w++{_W}(?:\.{_W}|\[{_W}[\"'])(?:[\"']?\]\.?)?){{0,4}}location(?:[\"']{_W}\])?+(?:{_PLACE}{_W}=(?!=){_W}|(?:\.{_W}(?:replace|assign)|\[{_W}[\"'](?:replace|assign)[\"']{_W}\]){_W}\({_W})"
    rf"({STRING})"
)
_SENDS = re.compile(r"\blocation\b\s*(?:=(?!=)|\.\s*(?:href\s*=(?!=)|replace|assign)|\[)|\bwindow\.open\(")
_ADDRESS = re.compile(r"(?:https?:)?//[\w.-]{4,}[^\s<>]*$")
_OPENED = re.compile(rf"\bwindow\.open\({_W}({STRING})")
_SET = re.compile(
    rf"([A-Za-z_$][\w$]{{0,40}}){_W}\.{_W}(?:(?P<property>href|src|textContent|innerText|innerHTML|text|id|className|target){_W}\+?=(?!=)|style\.(?P<style>\w{{2,30}}){_W}=(?!=)"
    rf"|setAttribute\({_W}[\"'](?P<attribute>[\w-]{{2,20}})[\"']{_W},|style\.setProperty\({_W}[\"'](?P<set>[\w-]{{2,30}})[\"']{_W},){_W}({STRING})"
)
_CREATED = re.compile(rf"([A-Za-z_$][\w$]{{0,40}}){_W}={_W}\w+\.createElement\({_W}[\"'](\w{{1,12}})[\"']{_W}\)")
_APPENDED = re.compile(rf"([A-Za-z_$][\w$]{{0,40}})\.(?:appendChild|append|prepend)\({_W}([A-Za-z_$][\w$]{{0,40}}){_W}\)")
_JQUERY_LINK = re.compile(rf"\.attr\({_W}[\"']href[\"']{_W},{_W}({STRING})")
_HIDDEN_BY_SCRIPT = re.compile(
    rf"(?:getElementById\({_W}[\"'](?P<id>[\w-]{{1,60}})[\"']|(?:querySelector(?:All)?|\$|jQuery)\({_W}[\"'](?P<selector>[#.\w -]{{1,80}})[\"']){_W}\)(?:\[\d+\])?+"
    rf"(?:\.style\.(?P<property>display|visibility|position|left|top|opacity|fontSize|textIndent|cssText|height|width|overflow|transform){_W}={_W}(?P<value>{STRING})|\.(?P<hide>hide|remove)\({_W}\)"
    rf"|\.css\({_W}[\"'](?P<name>[\w-]+)[\"']{_W},{_W}(?P<css>{STRING}))"
)


class Written(NamedTuple):
    """Markup that a script puts into the page. ``decoded``: it was disguised."""

    markup: str
    decoded: bool


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
    written = [*_markup(strings), *_elements(text), *(one for effects in inner for one in effects.written)]
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
            yield Sent(url, " ".join(quote.split())[:QUOTE_LENGTH], DECODED in value, is_automatic(text, match.start()))


def _addresses(strings: list[str], text: str) -> Iterator[Sent]:
    """Disguised addresses that are put together too cleverly to see where they go."""
    for value in strings:
        url = value.replace(DECODED, "").strip()
        if value.startswith(DECODED) and _ADDRESS.match(url) and f'"{value}"' in text:
            sends = _SENDS.search(text) is not None
            yield Sent(url, url[:QUOTE_LENGTH], decoded=True, automatic=sends)


class _Made(NamedTuple):
    """An element that a script builds up."""

    properties: dict[str, str]
    styles: list[str]


def _elements(text: str) -> Iterator[Written]:
    """Links and frames made one property at a time, each within the element it is put into."""
    made: dict[str, _Made] = {name: _Made({"tag": tag.lower()}, []) for name, tag in _CREATED.findall(text)[:FRAGMENTS]}
    for match in list(_SET.finditer(text))[: 10 * FRAGMENTS]:
        one = made.get(match[1])
        if one is None:
            continue
        value = value_of(match[match.lastindex or 0])
        style = match["style"] or match["set"]
        if style:
            one.styles.append(value if style == "cssText" else f"{_hyphenated(style)}:{value}")
        elif match["attribute"] == "style":
            one.styles.append(value)
        else:
            one.properties[match["property"] or match["attribute"]] = value
    parents = {child: parent for parent, child in _APPENDED.findall(text)}
    for name, one in made.items():
        yield from _built(name, one, made, parents)
    for match in list(_JQUERY_LINK.finditer(text))[:FRAGMENTS]:
        value = value_of(match[1])
        yield Written(f'<a href="{escape(value.replace(DECODED, ""))}">…</a>', DECODED in value)


def _built(name: str, one: _Made, made: dict[str, _Made], parents: dict[str, str]) -> Iterator[Written]:
    """The markup of one element, if it leads anywhere."""
    properties = one.properties
    inner = properties.get("innerHTML", "")
    if not properties.keys() & {"href", "src"} and "<" not in inner:
        return
    text = inner or escape(properties.get("textContent") or properties.get("innerText") or properties.get("text") or "")
    tag, given = properties["tag"], (f'{key}="{escape(properties[key])}"' for key in ("href", "src", "id") if key in properties)
    markup = f'<{tag} {" ".join(given)} style="{escape(";".join(one.styles))}">{text}</{tag}>'
    above = made.get(parents.get(name, ""))
    if above is not None and above is not one:
        markup = f'<div style="{escape(";".join(above.styles))}">{markup}</div>'
    yield Written(markup.replace(DECODED, ""), DECODED in markup)


def _hyphenated(name: str) -> str:
    return re.sub(r"[A-Z]", lambda match: f"-{match.group().lower()}", name)


def _hidden(text: str) -> Iterator[str]:
    """Rules for what a script hides, as a style sheet would say them."""
    for count, match in enumerate(_HIDDEN_BY_SCRIPT.finditer(text)):
        if count >= FRAGMENTS:
            return
        selector = f"#{match['id']}" if match["id"] else match["selector"]
        value = value_of(match["value"] or match["css"] or '"none"').replace(DECODED, "").translate({123: None, 125: None})
        name = match["property"] or match["name"] or "display"
        yield f"{selector}{{{value if name == 'cssText' else f'{_hyphenated(name)}:{value}'}}}"
