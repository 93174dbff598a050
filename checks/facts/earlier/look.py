"""What of the clean looks at an endpoint tells what is new: addresses of pages, texts, foreign domains."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from checks.facts.earlier.sketch import EarlierText
from checks.facts.extent import Unseen
from checks.model import Frozen

ADDRESSES, PAGES, TEXTS, DOMAINS = 60, 8, 3, 500  # the most that are kept; texts: of one page
ADDRESS_LENGTH = 300


class EarlierPage(Frozen):
    """A page by its address without scheme. ``texts``: the unlike ones that were seen of it, newest first."""

    address: str = Field(max_length=ADDRESS_LENGTH)
    texts: tuple[EarlierText, ...] = Field(max_length=TEXTS)


class EarlierDomain(Frozen):
    """A registrable domain that the site led to, and the first of the looks that saw it."""

    name: str
    first_seen: datetime


class EarlierFacts(Frozen):
    """The last look at the same endpoint that told its content to be in order, with the clean ones before it.

    ``observed_at``: that look; ``since``: the first of them. ``addresses``: of the pages that a browser was
    shown. ``is_cut``: there were more domains than are kept, so that none can be said to be new.
    """

    kind: Literal["earlier"] = "earlier"
    version: Literal[1] = 1
    observed_at: datetime
    since: datetime
    addresses: tuple[str, ...] = Field(default=(), max_length=ADDRESSES)
    pages: tuple[EarlierPage, ...] = Field(default=(), max_length=PAGES)
    domains: tuple[EarlierDomain, ...] = Field(default=(), max_length=DOMAINS)
    is_cut: bool = False

    @property
    def missing(self) -> tuple[Unseen, ...]:
        """Nothing of a later look."""
        return ()
