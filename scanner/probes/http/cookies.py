"""The cookies of one session, as httpx keeps them."""

import re

import httpcore
import httpx

SEARCHED = 1000  # headers of an answer among which cookies are looked for
COOKIE = re.compile(rb"[ -~]{1,4096}")


class KeptCookies:
    """What a server set, and is told again."""

    def __init__(self) -> None:
        self._cookies = httpx.Cookies()

    @property
    def pairs(self) -> frozenset[tuple[str, str | None]]:
        """Names and values: what a server could tell one request from another by."""
        return frozenset((cookie.name, cookie.value) for cookie in self._cookies.jar)

    def forget(self) -> None:
        """There are none from now on."""
        self._cookies.clear()

    def header(self, url: httpx.URL) -> list[tuple[bytes, bytes]]:
        """The header with those that go there, if any."""
        if not self._cookies:
            return []
        request = httpx.Request("GET", url, cookies=self._cookies)
        return [(name, value) for name, value in request.headers.raw if name == b"Cookie"]

    def keep(self, url: httpx.URL, answer: httpcore.Response) -> None:
        """Those that can be sent back: in printable ASCII (RFC 6265, 4.1.1), and not too many."""
        setting = [
            (name, value)
            for name, value in answer.headers[:SEARCHED]
            if name.lower() == b"set-cookie" and COOKIE.fullmatch(value)
        ]
        if setting:
            request = httpx.Request("GET", url)
            self._cookies.extract_cookies(httpx.Response(answer.status, headers=setting, request=request))
