"""Pages in encodings that few servers use, and long ones: the label and a version stand at their very end."""

import gzip
from collections.abc import Callable

import brotli
import zstandard

from benchmarks.accuracy.websites.answers import GOOD, NEWS, PAGE_TEXT, label, response, with_in_body
from benchmarks.accuracy.websites.standing import DOMAIN, Site, pages
from benchmarks.accuracy.websites.truths import LABEL, truth, web_host

KIND = "bodies"
LEAK = "web.version_leak"
GENERATOR = '<meta name="generator" content="Joomla! 3.9.28">'
PARAGRAPHS = 16_000  # of about 110 octets each: some 1.8 MB
TOO_MANY = 40_000  # some 4.4 MB, more than is read of a page
MARK_16 = "\ufeff"


def _with_label(name: str, page: str = PAGE_TEXT) -> str:
    """A page whose label, and whose version, stand at its end."""
    return with_in_body(label(f"{name}.{DOMAIN}") + GENERATOR, page)


def _coded(coding: str, encode: Callable[[bytes], bytes], text: str) -> Site:
    fields = (*GOOD, ("Content-Encoding", coding))
    return Site(https=pages(response(encode(text.encode()), fields)))


def _sent(data: bytes, kind: str = "text/html") -> Site:
    return Site(https=pages(response(data, kind=kind)))


_READ = truth((LABEL,), bad=(LEAK,))
_UNREAD = truth(("web.csp",), unseen=(LABEL, LEAK))
_LONG, _TOO_LONG = (
    PAGE_TEXT.replace("</body>", f"{NEWS * count}</body>") for count in (PARAGRAPHS, TOO_MANY)
)
HOSTS = (
    *(
        web_host(KIND, name, _coded(coding, encode, _with_label(name)), told=_READ)
        for name, coding, encode in (
            ("body-br", "br", brotli.compress),
            ("body-zstd", "zstd", zstandard.compress),
            ("body-gzip-twice", "gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        )
    ),
    *(
        web_host(KIND, name, _coded(coding, bytes, _with_label(name)), told=_UNREAD)
        for name, coding in (
            ("body-coding-utf8", "utf-8"),
            ("body-coding-none", "none"),
            ("body-no-gzip", "gzip"),
        )
    ),
    web_host(
        KIND, "body-utf16", _sent((MARK_16 + _with_label("body-utf16")).encode("utf-16-le")), told=_READ
    ),
    web_host(
        KIND, "body-utf16-be", _sent((MARK_16 + _with_label("body-utf16-be")).encode("utf-16-be")), told=_READ
    ),
    web_host(
        KIND,
        "body-windows-1258",
        _sent(
            _with_label("body-windows-1258", "<html><body>C\u1ed5ng</body>").encode("cp1258", "ignore"),
            "text/html; charset=windows-1258",
        ),
        told=_READ,
    ),
    web_host(KIND, "body-long", _sent(_with_label("body-long", _LONG).encode()), told=_READ),
    web_host(KIND, "body-too-long", _sent(_with_label("body-too-long", _TOO_LONG).encode()), told=_UNREAD),
)
