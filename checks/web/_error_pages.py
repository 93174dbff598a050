"""Traces, debug pages and messages of databases in an answer, by ``error-pages.toml``."""

import re
import tomllib
from datetime import date
from functools import cached_property
from typing import NamedTuple

from checks import data
from checks.facts import Exchange
from checks.facts.blocking import shown
from checks.model import Frozen

PACKAGE, TABLE = "checks.web", "error-pages"
FIRST_ERROR = 400
READ = 100_000  # characters of a page's text
BEFORE, AFTER = 20, 120  # characters of an excerpt, around where the pattern begins
_LINK = re.compile(r"<a[\s>][^<]{0,2000}+(?:<(?!/?a[\s>])[^<]{0,2000}+){0,20}+</a>", re.IGNORECASE)


class Disclosure(NamedTuple):
    """What an answer gives away: by which product, and the words."""

    product: str
    excerpt: str


class _ErrorTeller(Frozen):
    name: str
    always: tuple[str, ...]
    errors: tuple[str, ...]

    @cached_property
    def by_itself(self) -> re.Pattern[str] | None:
        """What only a program writes; None: nothing is known."""
        return re.compile("|".join(self.always)) if self.always else None

    @cached_property
    def in_errors(self) -> re.Pattern[str]:
        """What it writes into an error page."""
        return re.compile("|".join((*self.always, *self.errors)))


class _ErrorTable(Frozen):
    date: date
    source: str
    products: tuple[_ErrorTeller, ...]


PRODUCTS = _ErrorTable.model_validate(tomllib.loads(data.table_text(PACKAGE, TABLE))).products


def disclosure(answer: Exchange) -> Disclosure | None:
    """The first thing that an answer gives away; None: nothing.

    Links are left out: what they name is another page's text, for example a question about an error.
    """
    text = shown(_LINK.sub(" ", answer.body))[:READ]
    for product in PRODUCTS:
        pattern = product.in_errors if answer.status >= FIRST_ERROR else product.by_itself
        if pattern is not None and (found := pattern.search(f" {text}")) is not None:
            begin = max(0, found.start() - BEFORE)
            return Disclosure(product.name, text[begin : found.start() + AFTER].strip())
    return None
