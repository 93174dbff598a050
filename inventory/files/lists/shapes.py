"""Lists that are published or exported in one shape: known by their headings, each with what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from inventory.files.lists.fields import HOST, NAME, NOTES, OPERATOR, OWNER, QUALIFIER
from inventory.files.reading.answers import NO_FIELD
from inventory.words import fold

PARENT = "parent"
BODY = "body"


@dataclass(frozen=True)
class Shape:
    """``signs``: headings that tell it, each by one of its spellings; ``columns``: what the headings mean.

    ``blanks``: what stands for nothing in it. Headings that are not named are not used.
    """

    name: str
    signs: tuple[frozenset[str], ...]
    columns: Mapping[str, str]
    blanks: frozenset[str] = field(default_factory=frozenset)

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a header is of this shape."""
        folded = set(map(fold, headings))
        return all(sign & folded for sign in self.signs)


def _signs(*names: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(fold, name.split("|"))) for name in names)


SHAPES = (
    Shape(  # cisagov/dotgov-data: current-federal.csv, current-full.csv; and GSA's before it
        "dotgov",
        _signs("domain name", "domain type", "agency|organization name|organization"),
        {
            "domain name": HOST,
            "agency": OWNER,
            "organization": OPERATOR,
            "organization name": OPERATOR,
            "suborganization name": NOTES,
            "city": QUALIFIER,
            "state": QUALIFIER,
            "security contact email": "contact_email",
        },
        frozenset({"(blank)", "non federal agency", "none"}),
    ),
    Shape("dotgov agencies", _signs("agency", "bureau"), {"agency": PARENT, "bureau": BODY}),
    Shape(  # the dashboard of Internet.nl: its samples of spreadsheets
        "Internet.nl",
        _signs(
            "list|lists|list(s)|category / list|categories / lists",
            "domain|domains|domain(s)|website|websites",
        ),
        {"domain": HOST, "domains": HOST, "domain(s)": HOST, "website": HOST, "websites": HOST},
    ),
    Shape(  # SocialGouv/dashlord: dashlord.yml
        "DashLord",
        _signs("url", "betaid|repositories|category|tools|title"),
        {"url": HOST, "title": NAME},
    ),
    Shape(  # canada-ca/tracker: the export of domains
        "Tracker",
        _signs("domain", "https", "hsts"),
        {
            "domain": HOST,
            "organization name english": OWNER,
            "organization name (english)": OWNER,
            "org name en": OWNER,
            "organization": OWNER,
        },
        frozenset({"unknown"}),
    ),
)


def shape_of(headings: Sequence[str]) -> Shape | None:
    """The first shape that a header is of."""
    return next((shape for shape in SHAPES if shape.fits(headings)), None)


def shaped_field(shape: Shape, heading: str) -> str:
    """What a heading means in a shape."""
    folded = fold(heading)
    return next((meant for name, meant in shape.columns.items() if fold(name) == folded), NO_FIELD)
