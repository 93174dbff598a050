"""What is read of one page."""

from typing import Literal, NamedTuple

from checks.content._styles.hiding import Hide

LinkOrigin = Literal["page", "comment", "script", "decoded"]
LinkElement = Literal["a", "area", "iframe", "click", "script"]
MoveWay = Literal[
    "http",
    "refresh",
    "meta refresh",
    "script",
    "frame over the page",
    "full frame",
    "base",
    "canonical",
    "hreflang",
    "amphtml",
]


class Link(NamedTuple):
    """A reference to another place, with the text it bears, what stands around it and how it is hidden."""

    url: str  # absolute
    host: str
    text: str
    context: str = ""
    hides: tuple[Hide, ...] = ()
    origin: LinkOrigin = "page"
    element: LinkElement = "a"


class Move(NamedTuple):
    """What sends a visitor on, or claims that the page belongs elsewhere."""

    url: str
    host: str
    way: MoveWay
    quote: str = ""  # the place in the page
    decoded: bool = False


class Reading(NamedTuple):
    """One page as it was read. ``text`` is what is visible, ``hidden_text`` the rest."""

    url: str
    status: int
    title: str = ""
    headings: tuple[str, ...] = ()
    description: str = ""
    text: str = ""
    hidden_text: str = ""
    buried: tuple[str, ...] = ()  # what each element hides that belongs to no interface
    links: tuple[Link, ...] = ()
    moves: tuple[Move, ...] = ()
    ratings: tuple[str, ...] = ()  # what JSON-LD says was rated by many
    overlay: str = ""  # text laid over the whole page
    is_html: bool = True
    is_cut: bool = False
    steps: int = 0  # of work

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that it links or sends to."""
        return frozenset((*(link.host for link in self.links), *(move.host for move in self.moves)))
