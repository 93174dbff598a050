"""What a reader gathers: links with what stands around them, moves, texts in sight and out of it."""

from typing import get_args

from checks.content._reading.addresses import address, host_of
from checks.content._reading.page import Link, Move, MoveWay
from checks.content._styles.hiding import Hide

LINKS, MOVES, HEADINGS = 3_000, 40, 40
TEXT_LENGTH, HEADING_LENGTH = 200_000, 300
BY_COLOUR = ("transparent text", "text in the colour of its ground")
BLOCKS, BLOCK_LENGTH = 200, 4_000  # texts each hidden by one element
AROUND = 320  # characters before a link that are its context
WAYS: frozenset[str] = frozenset(get_args(MoveWay))


class Gathered:
    """Everything so far, bounded. ``base``: what addresses are resolved against."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.links: list[Link] = []
        self.moves: list[Move] = []
        self.headings: list[str] = []
        self.title = self.description = ""
        self._visible: list[str] = []
        self._hidden: list[str] = []
        self._overlaid: list[str] = []
        self._buried: list[tuple[Hide, list[str]]] = []
        self._length = 0
        self._heading = ""

    @property
    def text(self) -> str:
        """What can be seen."""
        return " ".join("".join(self._visible).split())

    @property
    def hidden_text(self) -> str:
        """What cannot."""
        return " ".join("".join(self._hidden).split())

    @property
    def overlay(self) -> str:
        """What lies over the whole page."""
        return " ".join("".join(self._overlaid).split())

    @property
    def buried(self) -> tuple[str, ...]:
        """What each element hides that is of no interface."""
        texts = (" ".join("".join(parts).split())[:BLOCK_LENGTH] for _, parts in self._buried)
        return tuple(text for text in texts if text)

    @property
    def is_full(self) -> bool:
        """Whether no more links are taken."""
        return len(self.links) >= LINKS

    def add_text(
        self, text: str, *, hidden: bool, overlaid: bool, heading: bool, buried: Hide | None = None
    ) -> None:
        """A piece of text, kept up to a length. ``buried``: what hides it that is of no interface."""
        if self._length > TEXT_LENGTH:
            return
        self._length += len(text)
        (self._hidden if hidden else self._visible).append(text)
        if buried is not None:
            self._bury(text, buried)
        if overlaid and not hidden:
            self._overlaid.append(text)
        if heading:
            self._heading = f"{self._heading}{text}"[:HEADING_LENGTH]

    def _bury(self, text: str, by: Hide) -> None:
        """One text for what one element hides; two that are written alike are two."""
        last = self._buried[-1][0] if self._buried else None
        if last is by or (last == by and by.way in BY_COLOUR):  # which is told anew of each text
            self._buried[-1][1].extend((" ", text))
        elif len(self._buried) < BLOCKS:
            self._buried.append((by, [text]))

    def end_word(self) -> None:
        """A block begins or ends; so does a heading."""
        for texts in (self._visible, self._hidden, self._overlaid):
            if texts and not texts[-1].isspace():
                texts.append(" ")
        if (heading := " ".join(self._heading.split())) and len(self.headings) < HEADINGS:
            self.headings.append(heading)
        self._heading = ""

    def add_link(self, link: Link) -> None:
        """A link, with the text before it."""
        if link.host and not self.is_full:
            pieces = (*self._visible[-9:], " ", *self._hidden[-6:])
            around = "".join(piece[-2 * AROUND :] for piece in pieces)
            self.links.append(link._replace(context=" ".join(around.split())[-AROUND:]))

    def add_move(self, url: str, way: MoveWay, quote: str, *, decoded: bool = False) -> None:
        """What sends a visitor on, or says where the page belongs."""
        absolute = address(self.base, url.strip())
        if (host := host_of(absolute)) and len(self.moves) < MOVES:
            self.moves.append(Move(absolute, host, way, quote, decoded))
