"""Addresses that a site can only answer with an error: what a mistyped link does, and nothing more."""

import re
import secrets
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

import httpx

LABEL = "capdo-"  # so that a log says whose doing it was
ENDINGS = (
    "aspx",
    "php",
    "jsp",
    "do",
    "action",
    "cfm",
)  # whose errors are another program's than the server's
_ENDING = re.compile(rf"\.({'|'.join(ENDINGS)})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,12}")


def missing(base: httpx.URL) -> httpx.URL:
    """A path that cannot exist."""
    return base.copy_with(raw_path=f"/{_label()}".encode())


def errors(base: httpx.URL, known: Iterable[str]) -> list[httpx.URL]:
    """A missing page of the program that makes the site's pages, and a word where one of them takes a number.

    ``known``: URLs of the site.
    """
    urls = list(known)
    endings = Counter(found[1].lower() for url in urls if (found := _ENDING.search(urlsplit(url).path)))
    made_by = [
        base.copy_with(raw_path=f"/{_label()}.{ending}".encode()) for ending, _ in endings.most_common(1)
    ]
    numbered = (_with_word(httpx.URL(url)) for url in urls)
    return [*made_by, *[url for url in numbered if url is not None][:1]]


def _with_word(url: httpx.URL) -> httpx.URL | None:
    """The URL with a word in place of the first parameter that is a number."""
    for name, value in url.params.multi_items():
        if _NUMBER.fullmatch(value):
            return url.copy_set_param(name, _label())
    return None


def _label() -> str:
    return LABEL + secrets.token_hex(6)
