"""Heads with a thousand lines, and with lines that are no header fields."""

from benchmarks.accuracy.websites.answers import BAD, GOOD, response
from benchmarks.accuracy.websites.standing import Site, pages
from benchmarks.accuracy.websites.truths import PAGE, SITE, truth, web_host

KIND = "odd heads"
MANY = 950
_BAD_PAGE = ("web.csp", "web.frame_options", "web.cookies", "web.version_leak", "web.hsts")


def _with_lines(*lines: bytes, headers: tuple[tuple[str, str | bytes], ...] = GOOD) -> Site:
    return Site(https=pages(response(headers=headers, extra=lines)))


_NUMBERED = tuple((f"X-Node-{number}", "ok") for number in range(MANY))
HOSTS = (
    web_host(KIND, "head-many-lines", _with_lines(headers=(*_NUMBERED, *GOOD)), told=truth(SITE)),
    web_host(KIND, "head-many-lines-bad", _with_lines(headers=(*_NUMBERED, *BAD)), told=truth(bad=_BAD_PAGE)),
    web_host(KIND, "head-blank-before-colon", _with_lines(b"X-Cache : MISS"), told=truth(PAGE)),
    web_host(KIND, "head-path-for-name", _with_lines(b"tin-tuc/list.php: no data"), told=truth(PAGE)),
    web_host(KIND, "head-no-colon", _with_lines(b"OK"), told=truth(PAGE)),
    web_host(KIND, "head-vietnamese", _with_lines("X-Máy-Chủ: Hà Nội".encode()), told=truth(PAGE)),
    web_host(KIND, "head-odd-line-bad", _with_lines(b"(none)", headers=BAD), told=truth(bad=_BAD_PAGE)),
)
