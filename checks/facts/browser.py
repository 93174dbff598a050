"""A page as a real browser shows it: a picture of it, and which rules of accessibility it breaks."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from checks.facts.extent import Unseen
from checks.facts.target import NotTested
from checks.model import Frozen, Reason

PICTURE_LENGTH = 150_000  # characters of base64
TITLE_LENGTH = 200
URL_LENGTH = 2_000
MOST_REFUSED = 30
MOST_RULES = 120  # axe-core has about a hundred
MOST_SELECTORS = 3
SELECTOR_LENGTH = 200

Impact = Literal["critical", "serious", "moderate", "minor"]
NO_RULES = NotTested(reason=Reason.NOT_REQUESTED, detail="no rule of accessibility was asked for")
RuleName = Field(pattern=r"^[a-z][a-z0-9-]{0,49}$")


class BrokenRule(Frozen):
    """A rule of axe-core that elements of a page break: how many, and the first of them as CSS selectors."""

    rule: str = RuleName
    impact: Impact
    elements: int = Field(ge=1)
    selectors: tuple[str, ...] = Field(default=(), max_length=MOST_SELECTORS)


class AccessibilityFacts(Frozen):
    """What the rules found. ``engine``: axe-core's version; ``rules``: how many of them were tried."""

    kind: Literal["accessibility"] = "accessibility"
    engine: str = Field(max_length=40)
    rules: int = Field(ge=0)
    broken: tuple[BrokenRule, ...] = Field(default=(), max_length=MOST_RULES)


class BrowserFacts(Frozen):
    """One page, opened in a browser that reached nothing but the host.

    Attributes:
        browser: its name and version.
        address: what the host's name led to.
        url: what was opened; ``shown_url``: where the browser was in the end.
        status: of the page that it was shown; None: the browser did not tell.
        picture: a JPEG in base64, ``width`` by ``height`` pixels; empty: none was taken, or none was kept.
        taken_at: UTC.
        refused: ``host:port`` that the page asked for and was not let to, the first of them.
        bytes_read: how many came from the host.

    """

    kind: Literal["browser"] = "browser"
    version: Literal[1] = 1
    browser: str = Field(max_length=100)
    address: str
    url: str = Field(max_length=URL_LENGTH)
    shown_url: str = Field(default="", max_length=URL_LENGTH)
    title: str = Field(default="", max_length=TITLE_LENGTH)
    status: int | None = None
    picture: str = Field(default="", max_length=PICTURE_LENGTH)
    width: int = 0
    height: int = 0
    taken_at: datetime
    accessibility: AccessibilityFacts | NotTested = Field(default=NO_RULES, discriminator="kind")
    refused: tuple[str, ...] = Field(default=(), max_length=MOST_REFUSED)
    bytes_read: int = 0
    unseen: tuple[Unseen, ...] = ()

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Every part that was not seen whole."""
        return self.unseen

    def without_picture(self) -> "BrowserFacts":
        """The same facts, where nobody will look at the picture."""
        return self.model_copy(update={"picture": "", "width": 0, "height": 0})
