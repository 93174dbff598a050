"""Cookies as a browser would hold them after the visits (RFC 6265bis section 5), bounded."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from checks.facts import Exchange
from checks.model import Frozen
from checks.urls import Origin, is_address, origin_of

HEADER = "set-cookie"
COOKIE_LENGTH = 4096  # characters of one Set-Cookie; browsers drop longer ones
COOKIE_COUNT = 300  # Set-Cookie headers read
# Of frameworks whose names don't say it (ASP.NET, Express, WebSphere, SiteMinder, SharePoint); and of a load
# balancer that has no session but says so.
SESSION_NAMES = frozenset(
    {
        ".aspxauth",
        ".aspnet.applicationcookie",
        ".aspnetcore.cookies",
        "connect.sid",
        "ltpatoken",
        "ltpatoken2",
    }
    | {"smsession", "fedauth", "rtfa"}
)
NO_SESSION_NAMES = frozenset({"heroku-session-affinity"})
HOST_PREFIX = "__host-"
PREFIXES = (HOST_PREFIX, "__secure-")

Refusal = Literal["", "malformed", "foreign_domain", "prefix"]

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
        name = self.name.lower()
        return name in SESSION_NAMES or (
            any(part in name for part in ("sess", "login")) and name not in NO_SESSION_NAMES
        )

    @property
    def is_anti_csrf(self) -> bool:
        """Whether its name says that it guards against cross-site request forgery."""
        return any(part in self.name.lower() for part in ("csrf", "xsrf"))


def parse(header: str, host: str, now: datetime) -> Cookie | None:
    """One Set-Cookie value that ``host`` sent over https, or None when browsers would ignore it."""
    return read(header, Origin("https", host, 443), now)[0]


def read(header: str, origin: Origin, now: datetime) -> tuple[Cookie | None, Refusal]:
    """One Set-Cookie value as a browser takes it (RFC 6265bis section 5.7); else why it drops it."""
    pair, *rest = header.split(";")
    name, equals, _ = pair.partition("=")
    if len(header) > COOKIE_LENGTH or not equals or not name.strip():
        return None, "malformed"
    attributes = _attributes(rest)
    if refusal := _refusal(name.strip(), attributes, origin):
        return None, refusal
    return _cookie(name.strip(), attributes, origin.host, now), ""


def _refusal(name: str, attributes: dict[str, str], origin: Origin) -> Refusal:
    domain = attributes.get("domain", "").removeprefix(".").lower()
    if domain and domain != origin.host and not _is_within(origin.host, domain):
        return "foreign_domain"
    if name.lower().startswith(PREFIXES) and ("secure" not in attributes or origin.scheme != "https"):
        return "prefix"
    if name.lower().startswith(HOST_PREFIX) and (domain or attributes.get("path") != "/"):
        return "prefix"
    return ""


def _is_within(host: str, domain: str) -> bool:
    """RFC 6265 section 5.1.3: a name below the domain, which is more than one label."""
    return "." in domain and not is_address(host) and host.endswith(f".{domain}")


def _cookie(name: str, attributes: dict[str, str], host: str, now: datetime) -> Cookie:
    return Cookie(
        name=name,
        host=attributes.get("domain", "").removeprefix(".").lower() or host,
        path=attributes.get("path", ""),
        secure="secure" in attributes,
        http_only="httponly" in attributes,
        same_site=_same_site(attributes),
        expired=_is_expired(attributes, now),
    )


def jar(exchanges: Iterable[Exchange], now: datetime) -> tuple[Cookie, ...]:
    """The cookies left in the end: a later one of the same name, host and path replaces the earlier."""
    held: dict[tuple[str, str, str], Cookie] = {}
    for origin, value in _sent(exchanges):
        cookie, _ = read(value, origin, now)
        if cookie is not None:
            held[cookie.name, cookie.host, cookie.path] = cookie
    return tuple(cookie for cookie in held.values() if not cookie.expired)


def dropped(exchanges: Iterable[Exchange], now: datetime) -> dict[str, Refusal]:
    """The cookies that browsers never keep, by name, with the reason; malformed ones are left out."""
    tried = ((value, read(value, origin, now)[1]) for origin, value in _sent(exchanges))
    named = ((value.partition("=")[0].strip(), refusal) for value, refusal in tried)
    return {name: refusal for name, refusal in named if refusal not in ("", "malformed")}


def _sent(exchanges: Iterable[Exchange]) -> list[tuple[Origin, str]]:
    headers = [(exchange.url, value) for exchange in exchanges for value in exchange.values(HEADER)]
    origins = ((origin_of(url), value) for url, value in headers[:COOKIE_COUNT])
    return [(origin, value) for origin, value in origins if origin is not None]


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
