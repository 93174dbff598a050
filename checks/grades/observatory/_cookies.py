"""The Observatory's jar of cookies, and its verdict on them.

Its jar takes a cookie that a site deletes (Max-Age=0) out only at the next request that would carry it: one
that the page itself deletes is judged as any other. It keeps those of every answer on the way to the page,
and reads SameSite once more in the page's own headers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from checks.grades.observatory._responses import Responses
from checks.urls import is_address, origin_of, registries, resolve

HEADER = "set-cookie"
COOKIE_COUNT = 300  # headers read
IGNORED = "heroku-session-affinity"
SPECIAL_USE = frozenset({"local", "example", "invalid", "localhost", "test"})  # RFC 6761
SAME_SITE = ("strict", "lax", "none")
FIRST_CONTROL_FREE = " "  # characters below it spoil a cookie
_AGE = re.compile(r"-?[0-9]++")
Identity = tuple[str, str, str]  # domain, path, name
MILDEST_FIRST = (
    "cookies-without-secure-flag-but-protected-by-hsts",
    "cookies-without-secure-flag",
    "cookies-session-without-secure-flag-but-protected-by-hsts",
    "cookies-samesite-flag-invalid",
    "cookies-anticsrf-without-samesite-flag",
    "cookies-session-without-httponly-flag",
    "cookies-session-without-secure-flag",
)


@dataclass(frozen=True)
class JarCookie:
    """One cookie; ``same_site`` is "" where none of the three values was said last."""

    name: str
    domain: str
    path: str
    secure: bool
    http_only: bool
    same_site: str
    host_only: bool
    is_expired: bool

    @property
    def is_session(self) -> bool:
        """By its name."""
        return any(part in self.name.lower() for part in ("login", "sess"))


def cookies_result(seen: Responses, *, has_hsts: bool) -> str:
    """The worst of what is wrong with any cookie."""
    jar = list(_jar(seen).values())
    if not jar:
        return "cookies-not-found"
    problems = {problem for cookie in jar for problem in _problems(cookie, has_hsts=has_hsts)}
    if any(_is_odd(header) for header in seen.page.values(HEADER)[:COOKIE_COUNT]):
        problems.add("cookies-samesite-flag-invalid")
    if problems:
        return max(problems, key=MILDEST_FIRST.index)
    has_same_site = all(cookie.same_site for cookie in jar)
    return "cookies-secure-with-httponly-sessions" + ("-and-samesite" if has_same_site else "")


def _problems(cookie: JarCookie, *, has_hsts: bool) -> Iterator[str]:
    protected = "-but-protected-by-hsts" if has_hsts else ""
    if not cookie.secure:
        yield f"cookies-without-secure-flag{protected}"
        if cookie.is_session:
            yield f"cookies-session-without-secure-flag{protected}"
        if cookie.same_site == "none":
            yield "cookies-samesite-flag-invalid"
    if "csrf" in cookie.name.lower() and not cookie.same_site:
        yield "cookies-anticsrf-without-samesite-flag"
    if cookie.is_session and not cookie.http_only:
        yield "cookies-session-without-httponly-flag"


def _is_odd(header: str) -> bool:
    """Whether a part of it that begins with SameSite= names none of the three values."""
    pairs = [part.strip().split("=") for part in header.strip().split(";")]
    values = [
        (pair[1:2] or [""])[0].strip().lower() for pair in pairs if pair[0].strip().lower() == "samesite"
    ]
    return any(value not in SAME_SITE for value in values)


def _jar(seen: Responses) -> dict[Identity, JarCookie]:
    held: dict[Identity, JarCookie] = {}
    for exchange in seen.visit.exchanges:
        _drop_expired(held, exchange.url)
        for header in exchange.values(HEADER)[:COOKIE_COUNT]:
            cookie = _read(header, exchange.url, seen.at)
            if cookie is not None and cookie.name != IGNORED:
                held[cookie.domain, cookie.path, cookie.name] = cookie
    if seen.is_https and not seen.https_trusted:  # then the same jar serves a further request
        _drop_expired(held, resolve(seen.visit.origin, "/robots.txt"))
    return held


def _drop_expired(held: dict[Identity, JarCookie], url: str) -> None:
    """Those that a request to this address would carry."""
    origin, path = origin_of(url), "/" + url.partition("?")[0].split("/", 3)[-1]
    assert origin is not None  # noqa: S101 - it was asked for
    sent = [
        identity
        for identity, cookie in held.items()
        if cookie.is_expired
        and (
            cookie.domain == origin.host
            or (not cookie.host_only and origin.host.endswith(f".{cookie.domain}"))
        )
        and f"{path}/".startswith(f"{cookie.path.rstrip('/')}/")
        and (origin.scheme == "https" or not cookie.secure)
    ]
    for identity in sent:
        del held[identity]


def _read(header: str, url: str, at: datetime) -> JarCookie | None:
    """One header as the jar takes it, or None."""
    pair, *rest = header.strip().split(";")
    name, equals, value = (part.strip() for part in pair.partition("="))
    origin = origin_of(url)
    if not name or not equals or origin is None or min(name + value) < FIRST_CONTROL_FREE:
        return None
    attributes = _attributes(rest)
    domain = attributes.get("domain", "")
    if domain and not _is_own(domain.removeprefix("."), origin.host):
        return None
    cookie = JarCookie(
        name=name,
        domain=domain or origin.host,
        path=attributes.get("path") or _default_path(url),
        secure="secure" in attributes,
        http_only="httponly" in attributes,
        same_site=attributes.get("samesite", ""),
        host_only=not domain,
        is_expired=_is_expired(attributes, at),
    )
    return cookie if _keeps_its_word(cookie) else None


def _attributes(parts: list[str]) -> dict[str, str]:
    """The last of equal ones counts; of Domain the last that names one."""
    found: dict[str, str] = {}
    for part in parts:
        key, _, value = (piece.strip() for piece in part.partition("="))
        match key.lower():
            case "domain" if value.removeprefix("."):
                found["domain"] = value.removeprefix(".").lower()
            case "path":
                found["path"] = value if value.startswith("/") else ""
            case "samesite":
                found["samesite"] = value.lower() if value.lower() in SAME_SITE else ""
            case "max-age" if _AGE.fullmatch(value):
                found["max-age"] = value
            case "secure" | "httponly" | "expires":
                found[key.lower()] = value
    return found


def _is_expired(attributes: dict[str, str], at: datetime) -> bool:
    if age := attributes.get("max-age"):
        return age.startswith("-") or not age.strip("0")
    try:
        expires = parsedate_to_datetime(attributes["expires"])
    except (KeyError, ValueError, OverflowError):
        return False
    return (expires if expires.tzinfo else expires.replace(tzinfo=UTC)) <= at


def _is_own(domain: str, host: str) -> bool:
    """Whether a host may set a cookie for a domain, which must be more than a public suffix."""
    top = domain.rpartition(".")[2]
    is_special = top in SPECIAL_USE and ("." in domain or top in ("localhost", "invalid"))
    if is_address(domain) or not (is_special or registries().privatesuffix(domain)):
        return False
    return domain == host or (host.endswith(f".{domain}") and not is_address(host))


def _keeps_its_word(cookie: JarCookie) -> bool:
    """The prefixes of a name, in these letters; no Path is as good as Path=/ at the root."""
    if cookie.name.startswith("__Secure-"):
        return cookie.secure
    if cookie.name.startswith("__Host-"):
        return cookie.secure and cookie.host_only and cookie.path == "/"
    return True


def _default_path(url: str) -> str:
    """The folder of the address (RFC 6265 section 5.1.4)."""
    folder = resolve(url, ".")
    path = "/" + folder.split("/", 3)[-1]
    return path.rstrip("/") or "/"
