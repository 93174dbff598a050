"""Which result the Observatory gives the scripts that a page loads.

Its notion of foreign: another registered domain, or an address without a scheme. Version 4 resolves addresses
as a page without an address of its own would: relative ones stay as written unless there is a base element.
"""

import re
from collections.abc import Iterator

from checks.grades.observatory._chart import VERSIONS
from checks.grades.observatory._markup import Attributes, elements
from checks.grades.observatory._responses import HTML_TYPES, Responses
from checks.urls import canonical_host, is_address, origin_of, registries, resolve

NOWHERE = "about:blank"
SAFE_BASE = ("http:", "https:", "ftp:", "file:", "ws:", "wss:", "blob:", "about:")
DRAWINGS = ("svg", "math")
WITHOUT_SCHEME = re.compile(r"//[^/]")
WITH_SCHEME = re.compile(r"https?://")
BEST_FIRST = (
    "sri-implemented-and-all-scripts-loaded-securely",
    "sri-implemented-but-external-scripts-not-loaded-securely",
    "sri-not-implemented-but-external-scripts-loaded-securely",
    "sri-not-implemented-and-external-scripts-not-loaded-securely",
)


def scripts_result(seen: Responses) -> str:
    """The worst script decides, as the Observatory ranks them."""
    is_untyped = seen.version != VERSIONS[0] and not seen.content_type
    if seen.content_type not in HTML_TYPES and not is_untyped:
        return "sri-not-implemented-response-not-html"
    if next(elements(seen.page.body, seen.version, "script"), None) is None:
        return "sri-not-implemented-but-no-scripts-loaded"
    worst = ""
    has_foreign = False
    for address, integrity in _sources(seen):
        is_foreign = bool(address) and _is_foreign(address, seen.host)
        has_foreign |= is_foreign
        worst = _worse(worst, _of(address, integrity, seen, is_foreign=is_foreign), is_foreign=is_foreign)
    if worst:
        return worst
    if has_foreign:
        return "sri-implemented-and-external-scripts-loaded-securely"
    return "sri-not-implemented-but-all-scripts-loaded-from-secure-origin"


def _sources(seen: Responses) -> Iterator[tuple[str, str]]:
    """Address and integrity of each script; the address "" of one that loads nothing."""
    found = list(elements(seen.page.body, seen.version, "script", "base", outside=DRAWINGS))
    base = _base(found) if seen.version == VERSIONS[0] else None
    for name, tag in found:
        if name == "script":
            written = tag.get("src", "")
            address = written if base is None else resolve(base, written) or written
            yield address if written else "", tag.get("integrity", "")


def _base(found: list[tuple[str, Attributes]]) -> str:
    """The first base element's address, if it is one that can be."""
    references = [tag["href"] for name, tag in found if name == "base" and "href" in tag]
    address = resolve(NOWHERE, references[0]) if references else ""
    return address if address.startswith(SAFE_BASE) else NOWHERE


def _of(address: str, integrity: str, seen: Responses, *, is_foreign: bool) -> str:
    """What one script alone would earn; "" where nothing is to be said of it."""
    if not address:
        return ""
    is_relative = not WITHOUT_SCHEME.match(address) and not WITH_SCHEME.match(address)
    is_secure = seen.is_https if is_relative else address.startswith("https:")
    if not is_foreign:
        return BEST_FIRST[0] if integrity and is_secure else ""
    if integrity:
        return "" if is_secure else BEST_FIRST[1]
    return BEST_FIRST[2] if is_secure else BEST_FIRST[3]


def _worse(known: str, new: str, *, is_foreign: bool) -> str:
    """A bonus is given only where nothing was said before."""
    if not new or (known and not is_foreign):
        return known
    return new if not known or BEST_FIRST.index(new) > BEST_FIRST.index(known) else known


def _is_foreign(address: str, host: str) -> bool:
    if WITHOUT_SCHEME.match(address):
        return True
    if not WITH_SCHEME.match(address):
        return False
    origin = origin_of(address)
    return _domain(origin.host if origin else "") != _domain(canonical_host(host))


def _domain(host: str) -> str | None:
    """The registered domain; None for an address, and for a name that everybody can register under."""
    return None if not host or is_address(host) else registries().privatesuffix(host)
