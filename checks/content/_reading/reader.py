"""Reads a page's pieces in order: which elements are open, what they hide, which links and texts they hold."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from checks.content._reading.hiding import Hide, State, inside, settled, snippet
from checks.content._reading.page import Link, Move, Origin
from checks.content._reading.sheets import Element, Sheets
from checks.content._reading.tokens import Token, attributes_of, tokens, unescaped
from checks.content._reading.values import declarations
from checks.urls import origin_of, resolve

DEPTH = 256  # open elements; those within are read as if beside (browsers end at 512)
LOOKED_UP = 64  # open elements among which an end tag's start is looked for
LINKS = 4_000
TEXT_LENGTH, LINK_TEXT_LENGTH = 200_000, 300
AROUND = 160  # characters before and after a link that are its context
HEADINGS = 40
NESTED = 3  # documents and scripts within each other

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY = {
    "li": {"li"}, "p": {"p"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"}, "th": {"td", "th"},
    "option": {"option"}, "a": {"a"},
}  # fmt: skip
_SHOWING = frozenset({"img", "svg", "picture", "video", "canvas", "input", "button", "i", "object", "embed", "figure"})
_CODE = frozenset({"code", "pre", "samp", "kbd"})
_CLICKED = re.compile(r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"']{1,2000})["']""")


class _Open(NamedTuple):
    element: Element
    state: State
    raw: str


class _OpenLink:
    """A link that is not closed yet."""

    def __init__(self, url: str, element: Element, state: State, place: int) -> None:
        self.url, self.element, self.state, self.place = url, element, state, place
        self.pieces: list[str] = [element.attributes.get(name, "") for name in ("title", "aria-label")]
        self.seen: list[str] = []
        self.hidden: list[tuple[Hide, ...]] = []
        self.shows = False


class Reader:
    """What was read so far. ``plain_ground``: no style sheet is unread, so that the page is white where nothing is said."""

    def __init__(self, base: str, sheets: Sheets, controlled: frozenset[str], *, plain_ground: bool) -> None:
        self.base, self._sheets, self._controlled, self._plain_ground = base, sheets, controlled, plain_ground
        self.links: list[Link] = []
        self.moves: list[Move] = []
        self.title = self.description = ""
        self.headings: list[str] = []
        self.frames: list[tuple[Element, State, str, Mapping[str, str]]] = []
        self.scripts: list[tuple[Mapping[str, str], str]] = []
        self._visible: list[str] = []
        self._hidden: list[str] = []
        self._overlaid: list[str] = []
        self._length = self._read = 0
        self._open: list[_Open] = []
        self._link: _OpenLink | None = None
        self._origin: Origin = "page"
        self._nested = 0

    @property
    def text(self) -> str:
        return " ".join("".join(self._visible).split())

    @property
    def hidden_text(self) -> str:
        return " ".join("".join(self._hidden).split())

    @property
    def overlay(self) -> str:
        return " ".join("".join(self._overlaid).split())

    def read(self, markup: str, origin: Origin = "page", around: State | None = None) -> None:
        """Read one piece of markup, of the page itself or of what a script writes into it."""
        if self._nested >= NESTED:
            return
        kept = self._open, self._link, self._origin
        self._nested += 1
        self._open, self._link, self._origin = [], None, origin
        if around is not None:
            self._open.append(_Open(Element("body", "", frozenset(), {}), around, ""))
        for token in tokens(markup):
            self._take(token)
        self._end_link()
        self._open, self._link, self._origin = kept
        self._nested -= 1

    @property
    def _state(self) -> State:
        return self._open[-1].state if self._open else State()

    def _take(self, token: Token) -> None:
        match token.kind:
            case "text":
                self._take_text(unescaped(token.text))
            case "start":
                self._start(token)
            case "end":
                self._end(token.name)
            case "raw":
                self._take_raw(token)
            case "comment" if "<a" in token.text.lower() and self._origin == "page":
                self.read(token.text, "comment")
            case _:
                pass

    def _start(self, token: Token) -> None:
        attributes = attributes_of(token.attributes)
        element = Element(token.name, attributes.get("id", ""), frozenset(attributes.get("class", "").split()[:20]), attributes)
        for name in _CLOSED_BY.get(token.name, ()):
            if self._open and self._open[-1].element.name == name:
                self._end(name)
        if token.name == "a" and self._link is not None:
            self._end("a")
        state, style = self._entered(element, token.attributes)
        self._look_at(element, state, style, token.attributes)
        if token.name not in VOID and not token.attributes.endswith("/") and len(self._open) < DEPTH:
            self._open.append(_Open(element, state, token.attributes))

    def _entered(self, element: Element, raw: str) -> tuple[State, Mapping[str, str]]:
        declared = self._sheets.declared_of(element, [one.element for one in self._open[-24:]]) if self._sheets.has_rules else {}
        own = declarations(element.attributes["style"]) if "style" in element.attributes else {}
        style = settled(declared, own, self._sheets.variables) if declared or own else {}
        return inside(self._state, element, style, self._controlled, raw), style

    def _look_at(self, element: Element, state: State, style: Mapping[str, str], raw: str) -> None:
        """What one start tag says."""
        attributes, name = element.attributes, element.name
        if name in {"a", "area"} and len(self.links) < LINKS and (href := attributes.get("href") or attributes.get("xlink:href") or ""):
            self._link = _OpenLink(address(self.base, href.strip()), element, state, self._length)
            if name == "area":
                self._link.pieces.append(attributes.get("alt", ""))
                self._link.shows = True
                self._end_link()
            elif style.get("background-image") or "url(" in style.get("background", ""):
                self._link.shows = True
        elif name in _SHOWING and self._link is not None:
            self._link.pieces.append(attributes.get("alt", ""))
            self._link.shows = self._link.shows or not state.hides
        elif clicked := _CLICKED.search(attributes.get("onclick", "")):
            self._clicked(clicked[1], element, state)
        elif name == "meta":
            self._meta(attributes)
        elif name in {"link", "base"}:
            self._related(name, attributes, raw)
        if name == "iframe" or (name in {"frame", "embed", "object"} and (attributes.get("src") or attributes.get("data"))):
            self._frame(element, state, style, raw)
        if covers(style):
            self._open_overlay(element)

    def _open_overlay(self, element: Element) -> None:
        self._overlay_depth = len(self._open)

    _overlay_depth: int | None = None

    def _clicked(self, url: str, element: Element, state: State) -> None:
        absolute = address(self.base, url)
        self._add(Link(absolute, host_of(absolute), element.attributes.get("title", ""), hides=self._hides(state), origin=self._origin, element="click"))

    def _meta(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "")
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        if name in {"description", "og:title", "og:description"}:
            self.description = f"{self.description} {content[:LINK_TEXT_LENGTH]}".strip()
        if attributes.get("http-equiv", "").lower() == "refresh" and (url := refreshed_to(content)):
            self._move(url, "meta refresh", f'content="{content[:120]}"')

    def _related(self, name: str, attributes: Mapping[str, str], raw: str) -> None:
        href, rel = attributes.get("href", ""), attributes.get("rel", "").lower().split()
        if name == "base" and href:
            self._move(href, "base", snippet(name, raw))
        elif "canonical" in rel:
            self._move(href, "canonical", snippet(name, raw))
        elif "amphtml" in rel:
            self._move(href, "amphtml", snippet(name, raw))
        elif "alternate" in rel and "hreflang" in attributes:
            self._move(href, "hreflang", snippet(name, raw))

    def _move(self, url: str, way: str, quote: str) -> None:
        absolute = address(self.base, url.strip())
        if (host := host_of(absolute)) and len(self.moves) < HEADINGS:
            self.moves.append(Move(absolute, host, way, quote, decoded=self._origin == "decoded"))  # type: ignore[arg-type]

    def _frame(self, element: Element, state: State, style: Mapping[str, str], raw: str) -> None:
        url = address(self.base, (element.attributes.get("src") or element.attributes.get("data") or "").strip())
        if not (host := host_of(url)):
            return
        if fills(element, style) and not state.hides:
            self._move(url, "frame over the page", snippet(element.name, raw))
        self._add(Link(url, host, element.attributes.get("title", ""), hides=self._hides(state), origin=self._origin, element="iframe"))

    def _take_raw(self, token: Token) -> None:
        attributes = attributes_of(token.attributes)
        if token.name == "title":
            self.title = self.title or " ".join(unescaped(token.text[:1000]).split())
        elif token.name == "script":
            self.scripts.append((attributes, token.text))
            self._loaded(attributes)
        elif token.name == "iframe":
            self._start(Token("start", "iframe", token.attributes))
            self._end("iframe")
            if srcdoc := attributes.get("srcdoc", ""):
                self.read(srcdoc, self._origin, self._state)
        elif token.name in {"noembed", "noframes"}:
            self.read(token.text, self._origin, self._state._replace(hides=(*self._state.hides, Hide(f"<{token.name}>", f"<{token.name}>", interface=True))))

    def _loaded(self, attributes: Mapping[str, str]) -> None:
        """A script from elsewhere is of interest only where a disguised script loads it."""
        url = address(self.base, attributes.get("src", "").strip()) if self._origin == "decoded" else ""
        if host := host_of(url):
            self._add(Link(url, host, "", hides=(), origin="decoded", element="script"))

    def _end(self, name: str) -> None:
        if name == "a":
            self._end_link()
        for back, one in enumerate(reversed(self._open[-LOOKED_UP:]), start=1):
            if one.element.name == name:
                del self._open[-back:]
                break
        if self._overlay_depth is not None and len(self._open) <= self._overlay_depth:
            self._overlay_depth = None

    def _take_text(self, text: str) -> None:
        state = self._state
        hides = self._hides(state)
        self._length += len(text)
        if self._link is not None:
            self._to_link(text, hides)
        if text.isspace() or self._read > TEXT_LENGTH:
            return
        self._read += len(text)
        if self._origin != "comment":
            (self._hidden if hides else self._visible).append(f"{text} ")
        if self._overlay_depth is not None and not hides:
            self._overlaid.append(text)
        heading = self._open[-1].element.name if self._open else ""
        if any(one.element.name in {"h1", "h2"} for one in self._open[-3:]) and heading and len(self.headings) < HEADINGS:
            self.headings.append(" ".join(text.split())[:LINK_TEXT_LENGTH])

    def _to_link(self, text: str, hides: tuple[Hide, ...]) -> None:
        link = self._link
        assert link is not None  # noqa: S101 - the caller looked
        if sum(map(len, link.seen)) < LINK_TEXT_LENGTH:
            link.seen.append(text[:LINK_TEXT_LENGTH])
        if text.strip():
            link.hidden.append(hides)
            link.shows = link.shows or (not hides and text.strip() not in _STOPS)

    def _hides(self, state: State) -> tuple[Hide, ...]:
        return state.hides_text(plain_ground=self._plain_ground)

    def _end_link(self) -> None:
        link, self._link = self._link, None
        if link is None or not (host := host_of(link.url)) or any(one.element.name in _CODE for one in self._open):
            return
        hides = self._hides(link.state)
        if not hides and not link.shows:
            ways = next((one for one in link.hidden if one), ())
            hides = ways or (Hide("a link without text", snippet("a", f'href="{link.url}"'), bool(link.element.classes) or bool(link.pieces[0] or link.pieces[1])),)
        elif hides and hides == self._inherited_only(link) and link.shows:
            hides = ()
        text = " ".join(" ".join((*link.seen, *link.pieces)).split())[:LINK_TEXT_LENGTH]
        self._add(Link(link.url, host, text, hides=hides, origin=self._origin), link.place)

    def _inherited_only(self, link: _OpenLink) -> tuple[Hide, ...]:
        """What an element within the link may have undone: all but what holds whatever stands inside."""
        return () if link.state.hides else self._hides(link.state)

    def _add(self, link: Link, place: int | None = None) -> None:
        if len(self.links) < LINKS:
            self.links.append(link._replace(context=self._context()))

    def _context(self) -> str:
        around = "".join([*self._visible[-3:], *self._hidden[-2:]])
        return " ".join(around.split())[-2 * AROUND :]


_STOPS = frozenset({".", ",", "·", "-", "•", "|", "‌", "​", "\xa0", "'", "…"})
_REFRESHED = re.compile(r"^\s*\d*\.?\d*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)


def refreshed_to(content: str) -> str:
    """Where a refresh leads; empty: to the page itself (HTML Standard section 4.2.5.3)."""
    match = _REFRESHED.match(content[:2000])
    url = match[1].strip() if match else ""
    return "" if url.replace(".", "").isdigit() else url


def address(base: str, reference: str) -> str:
    """An absolute address; empty for what leads nowhere."""
    return absolute("", reference) if reference.startswith(("http://", "https://")) else absolute(base, reference)


@lru_cache(maxsize=8192)
def absolute(base: str, reference: str) -> str:
    """A reference resolved; menus name the same few in each page."""
    return resolve(base or reference, reference)


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """The host of an http or https address; empty for anything else."""
    origin = origin_of(url)
    return origin.host if origin else ""


def covers(style: Mapping[str, str]) -> bool:
    """Whether an element lies over the whole window."""
    if style.get("position") not in {"fixed", "absolute"} or style.get("display") == "none":
        return False
    zero = {"0", "0px", "0%"}
    if style.get("inset") in zero or all(style.get(side) in zero for side in ("top", "left", "right", "bottom")):
        return True
    return style.get("width") in {"100%", "100vw"} and style.get("height") in {"100%", "100vh"}


def fills(element: Element, style: Mapping[str, str]) -> bool:
    """Whether a frame takes the whole window."""
    if covers(style):
        return True
    width = style.get("width") or element.attributes.get("width", "")
    height = style.get("height") or style.get("min-height") or element.attributes.get("height", "")
    return width in {"100%", "100vw"} and height in {"100%", "100vh"} or element.name == "frame" and False
