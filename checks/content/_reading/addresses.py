"""Addresses in a page, resolved once each."""

import base64
import binascii
import re
from functools import lru_cache
from urllib.parse import unquote

from checks.urls import origin_of, resolve

CONTENT_LENGTH = 2_000  # characters of a refresh
DOCUMENT_LENGTH = 200_000  # of a document within an address

_REFRESHED = re.compile(r"^\s*\d*\.?\d*\s*[;,]?\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)


def address(base: str, reference: str) -> str:
    """An absolute address; empty for what leads nowhere."""
    return (
        absolute("", reference)
        if reference.startswith(("http://", "https://"))
        else absolute(base, reference)
    )


@lru_cache(maxsize=8192)
def absolute(base: str, reference: str) -> str:
    """A reference resolved; menus name the same few in each page."""
    return resolve(base or reference, reference)


@lru_cache(maxsize=8192)
def host_of(url: str) -> str:
    """The host of an http or https address; empty for anything else."""
    origin = origin_of(url)
    return origin.host if origin else ""


def refreshed_to(content: str) -> str:
    """Where a refresh leads; empty: to the page itself (HTML Standard section 4.2.5.3)."""
    match = _REFRESHED.match(content[:CONTENT_LENGTH])
    url = match[1].strip() if match else ""
    return "" if url.replace(".", "").isdigit() else url


def inline_document(url: str) -> str:
    """The page that a ``data:`` address holds (RFC 2397); empty for any other."""
    kind, comma, content = url[:DOCUMENT_LENGTH].partition(",")
    if not comma or not kind.lower().startswith("data:text/html"):
        return ""
    if not kind.lower().endswith(";base64"):
        return unquote(content, errors="replace")
    try:
        return base64.b64decode(unquote(content) + "==").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
