"""A page as a real browser shows it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from checks.facts.browser.accessibility import NO_RULES, AccessibilityFacts
from checks.facts.extent import Unseen
from checks.facts.site import Client
from checks.facts.target import NotTested
from checks.model import Frozen

PICTURE_LENGTH = 150_000  # characters of base64
TITLE_LENGTH = 200
URL_LENGTH = 2_000
MOST_REFUSED = 30


class BrowserFacts(Frozen):
    """One page, opened in a browser that reached nothing but the host.

    Attributes:
        browser: its name and version.
        address: what the host's name led to.
        client: as whom, by the user agent and the Referer that it sent.
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
    client: Client = Client.BROWSER
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
