"""Cookies as a browser would hold them after the visits (RFC 6265bis section 5), bounded."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from checks.facts import Exchange
from checks.model import Frozen
from checks.urls import origin_of

HEADER = "set-cookie"
COOKIE_LENGTH = 4096  # characters of one Set-Cookie; browsers drop longer ones
COOKIE_COUNT = 300  # Set-Cookie headers read

_SAME_SITE: dict[str, Literal["strict", "lax", "none"]] = {"strict": "strict", "lax": "lax", "none": "none"}


class Cookie(Frozen):
    """One cookie; ``same_site`` None: not said, "invalid": said, but not one of the three values."""

    name: str
    host: str
    path: str = ""
    secure: bool = False
    http_only: bool = False
    same_site: Literal["strict", "lax", "none", "invalid"] | None = None
    expired: bool = False

    @property
    def is_session(self) -> bool:
        """Whether its name says that it identifies a session or login."""
        return any(part in self.name.lower() for part in ("sess", "login"))

    @property
    def is_anti_csrf(self) -> bool:
        """Whether its name says that it guards against cross-site request forgery."""
        return any(part in self.name.lower() for part in ("csrf", "xsrf"))


def parse(header: str, host: str, now: datetime) -> Cookie | None:
    """One Set-Cookie value that ``host`` sent, or None when browsers would ignore it."""
    pair, *rest = header.split(";")
    name, equals, _ = pair.partition("=")
    if len(header) > COOKIE_LENGTH or not equals or not name.strip():
        return None
    attributes = _attributes(rest)
    return Cookie(
        name=name.strip(),
        host=attributes.get("domain", "").lstrip(".").lower() or host,
        path=attributes.get("path", ""),
        secure="secure" in attributes,
        http_only="httponly" in attributes,
        same_site=_same_site(attributes),
        expired=_is_expired(attributes, now),
    )


def jar(exchanges: Iterable[Exchange], now: datetime) -> tuple[Cookie, ...]:
    """The cookies left in the end: a later one of the same name, host and path replaces the earlier."""
    held: dict[tuple[str, str, str], Cookie] = {}
    headers = [(exchange.url, value) for exchange in exchanges for value in exchange.values(HEADER)]
    for url, value in headers[:COOKIE_COUNT]:
        origin = origin_of(url)
        cookie = parse(value, origin.host if origin else "", now)
        if cookie is not None:
            held[cookie.name, cookie.host, cookie.path] = cookie
    return tuple(cookie for cookie in held.values() if not cookie.expired)


def _attributes(parts: list[str]) -> dict[str, str]:
    pairs = (part.partition("=") for part in parts)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _same_site(attributes: dict[str, str]) -> Literal["strict", "lax", "none", "invalid"] | None:
    value = attributes.get("samesite")
    return None if value is None else _SAME_SITE.get(value.lower(), "invalid")


def _is_expired(attributes: dict[str, str], now: datetime) -> bool:
    age = attributes.get("max-age", "")
    if age.lstrip("-").isdecimal():
        return age.startswith("-") or not age.strip("0")
    try:
        expires = parsedate_to_datetime(attributes["expires"])
    except (KeyError, ValueError, OverflowError):
        return False
    return (expires if expires.tzinfo else expires.replace(tzinfo=UTC)) <= now
