"""Reads a page's pieces in order: which elements are open, what they hide, what links and texts they hold."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from checks.content._reading.addresses import address, host_of, inline_document
from checks.content._reading.elements import BLOCKS, CLOSES, CODE, HEADINGS, SHOWING, VOID
from checks.content._reading.gathering import Gathered
from checks.content._reading.metadata import relate
from checks.content._reading.open_link import OpenLink
from checks.content._reading.page import Link, LinkElement, LinkOrigin, MoveWay
from checks.content._reading.tokens import Token, attributes_of, tokens, unescaped
from checks.content._styles.covering import covers, fills
from checks.content._styles.direction import as_shown
from checks.content._styles.hiding import Hide, State, inside, settled, snippet
from checks.content._styles.selectors import Element
from checks.content._styles.sheets import Sheets
from checks.content._styles.values import declarations
from checks.content._work import ATTRIBUTES, CHARACTERS, DOCUMENT, LINK, TOKEN, Work

DEPTH = 256  # open elements; those within are read as if beside (browsers end at 512)
LOOKED_UP = 64  # open elements among which an end tag's start is looked for
ANCESTORS = 24  # to which selectors are compared
NESTED = 3  # documents and comments within each other

_CLICKED = re.compile(
    r"""(?:location(?:\.href)?\s*=|location\.(?:assign|replace)\(|window\.open\()\s*["']([^"']{1,2000})["']"""
)


class _Open(NamedTuple):
    element: Element
    state: State


class Reader:
    """What a page and its scripts' writing say.

    ``controlled``: the ids that something on the page shows on demand. ``plain_ground``: no style sheet is
    unread, so that the page is white where nothing else is said.
    """

    def __init__(self, base: str, sheets: Sheets, controlled: frozenset[str], *, plain_ground: bool) -> None:
        self.gathered, self.work = Gathered(base), Work()
        self._sheets, self._controlled, self._plain_ground = sheets, controlled, plain_ground
        self._open: list[_Open] = []
        self._link: OpenLink | None = None
        self._origin: LinkOrigin = "page"
        self._overlay: int | None = None  # how many elements were open when one over the page began
        self._nested = 0

    def read(self, markup: str, origin: LinkOrigin = "page", around: State | None = None) -> None:
        """Read one piece of markup, of the page itself or of what a script writes into it."""
        if self._nested >= NESTED:
            return
        kept = self._open, self._link, self._origin, self._overlay
        body = Element("body", "", frozenset(), {})
        self._nested += 1
        self.work.take(DOCUMENT)
        self._open, self._link = [_Open(body, around)] if around else [], None
        self._origin, self._overlay = origin, None
        for token in tokens(markup):
            self.work.take(TOKEN)
            if self.work.is_over:
                break
            self._take(token)
        self._end_link()
        self.gathered.end_word()
        self._open, self._link, self._origin, self._overlay = kept
        self._nested -= 1

    @property
    def is_cut(self) -> bool:
        """Whether a page has more than what was read of it."""
        return self.work.is_over or self.gathered.is_full

    @property
    def _state(self) -> State:
        return self._open[-1].state if self._open else State()

    def _hides(self, state: State) -> tuple[Hide, ...]:
        return state.hides_text(plain_ground=self._plain_ground)

    def _take(self, token: Token) -> None:
        match token.kind:
            case "text":
                self._take_text(as_shown(unescaped(token.text), reversed_by_style=self._state.reversed))
            case "start":
                self._start(token)
            case "end":
                self._end(token.name)
            case "raw":
                self._take_raw(token, attributes_of(token.attributes))
            case "comment" if "<a" in token.text.lower() and self._origin == "page":
                self.read(token.text, "comment")
            case _:
                pass

    def _start(self, token: Token) -> None:
        name, raw = token.name, token.attributes
        if name in BLOCKS:
            self._break()
        if name == "a" and self._link is not None:
            self._end("a")
        if self._open and self._open[-1].element.name in CLOSES.get(name, ()):
            self._open.pop()
        self.work.take(ATTRIBUTES + len(raw) // CHARACTERS)
        attributes = attributes_of(raw)
        classes = frozenset(attributes.get("class", "").split()[:20])
        element = Element(name, attributes.get("id", ""), classes, attributes)
        style = self._style(element)
        state = inside(self._state, element, style, self._controlled, raw)
        self._look_at(element, state, style, raw)
        if name not in VOID and not raw.endswith("/") and len(self._open) < DEPTH:
            self._open.append(_Open(element, state))

    def _style(self, element: Element) -> Mapping[str, str]:
        own = declarations(element.attributes["style"]) if "style" in element.attributes else {}
        self.work.take(len(own))
        sheet = (
            self._sheets.declared_of(element, [one.element for one in self._open[-ANCESTORS:]], self.work)
            if self._sheets.has_rules
            else {}
        )
        return settled(sheet, own, self._sheets.variables) if sheet or own else {}

    def _look_at(self, element: Element, state: State, style: Mapping[str, str], raw: str) -> None:
        """What one start tag says."""
        name = element.name
        if name in {"a", "area"}:
            self._begin_link(element, state, style)
        elif name in {"meta", "link", "base"}:
            self.work.take(LINK)
            relate(self.gathered, element, raw, decoded=self._origin == "decoded")
        elif name in {"iframe", "frame", "embed", "object"}:
            self._frame(element, state, style, raw)
        elif name in SHOWING and self._link is not None:
            self._link.take_picture(element.attributes.get("alt", ""), visible=not state.hides)
        elif clicked := _CLICKED.search(element.attributes.get("onclick", "")):
            self._add(clicked[1], element.attributes.get("title", ""), state, "click")
        if self._overlay is None and covers(style):
            self._overlay = len(self._open)

    def _begin_link(self, element: Element, state: State, style: Mapping[str, str]) -> None:
        href = element.attributes.get("href") or element.attributes.get("xlink:href") or ""
        if not href or self.gathered.is_full:
            return
        self.work.take(LINK)
        if element.name == "area":
            self._add(href, element.attributes.get("alt", ""), state, "area")
            return
        self._link = OpenLink(address(self.gathered.base, href.strip()), element, state)
        self._link.shows = "background-image" in style or "url(" in style.get("background", "")

    def _end_link(self) -> None:
        link, self._link = self._link, None
        if link is None or any(one.element.name in CODE for one in self._open):
            return
        hides = link.hides(self._hides(link.state))
        self.gathered.add_link(Link(link.url, host_of(link.url), link.text, hides=hides, origin=self._origin))

    def _add(self, url: str, text: str, state: State, element: LinkElement) -> None:
        self.work.take(LINK)
        absolute = address(self.gathered.base, url.strip())
        link = Link(
            absolute,
            host_of(absolute),
            text,
            hides=self._hides(state),
            origin=self._origin,
            element=element,
        )
        self.gathered.add_link(link)

    def _frame(self, element: Element, state: State, style: Mapping[str, str], raw: str) -> None:
        url = element.attributes.get("src") or element.attributes.get("data") or ""
        if markup := inline_document(url):
            self.read(markup, "decoded", state)
        if not url:
            return
        if element.name == "iframe" and fills(element, style) and not state.hides:
            decoded = self._origin == "decoded"
            lies_over = covers(style) or self._overlay is not None
            way: MoveWay = "frame over the page" if lies_over else "full frame"
            self.gathered.add_move(url, way, snippet("iframe", raw), decoded=decoded)
        self._add(url, element.attributes.get("title", ""), state, "iframe")

    def _take_raw(self, token: Token, attributes: Mapping[str, str]) -> None:
        """Elements whose content is no markup, or is markup of another kind."""
        match token.name:
            case "title" if not self.gathered.title:
                self.gathered.title = " ".join(unescaped(token.text[:1000]).split())
            case "script" if self._origin == "decoded":  # a disguised script that loads another
                self._add(attributes.get("src", ""), "", self._state, "script")
            case "iframe":
                self._start(Token("start", "iframe", token.attributes))
                self._end("iframe")
                self.read(attributes.get("srcdoc", ""), self._origin, self._state)
            case "noembed" | "noframes":
                hidden = Hide(f"<{token.name}>", f"<{token.name}>", interface=True)
                around = self._state._replace(hides=(*self._state.hides, hidden))
                self.read(token.text, self._origin, around)
            case _:
                pass

    def _break(self) -> None:
        """Words end where a block begins or ends."""
        if self._link is not None:
            self._link.take_text(" ", ())
        self.gathered.end_word()

    def _end(self, name: str) -> None:
        if name in BLOCKS:
            self._break()
        if name == "a":
            self._end_link()
        for back, one in enumerate(reversed(self._open[-LOOKED_UP:]), start=1):
            if one.element.name == name:
                del self._open[-back:]
                break
        if self._overlay is not None and len(self._open) <= self._overlay:
            self._overlay = None

    def _take_text(self, text: str) -> None:
        hides = self._hides(self._state)
        if self._link is not None:
            self._link.take_text(text, hides)
        if self._origin == "comment":
            return
        self.gathered.add_text(
            text,
            hidden=bool(hides),
            buried=next((hide for hide in hides if not hide.interface), None),
            overlaid=self._overlay is not None,
            heading=any(one.element.name in HEADINGS for one in self._open[-3:]),
        )
