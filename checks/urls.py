"""URLs that servers send, read as browsers read them (url.spec.whatwg.org)."""

import ipaddress
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import idna

if TYPE_CHECKING:
    from ada_url import URL
    from publicsuffixlist import PublicSuffixList

DEFAULT_PORTS = {"http": 80, "https": 443}
A_LABEL = "xn--"
KEPT = 1_000  # the newest URLs and hosts: those of one endpoint are read dozens of times


class Origin(NamedTuple):
    """Scheme, host (A-label or address, lower case, no trailing dot) and port of an http or https URL."""

    scheme: str
    host: str
    port: int


@lru_cache(maxsize=KEPT)
def origin_of(url: str) -> Origin | None:
    """The origin of an absolute http or https URL; None for anything else, malformed URLs included."""
    try:
        parsed = _read(url)
    except ValueError:
        return None
    scheme = parsed.protocol.removesuffix(":")
    if scheme not in DEFAULT_PORTS:
        return None
    return Origin(scheme, canonical_host(parsed.hostname), int(parsed.port or DEFAULT_PORTS[scheme]))


def registrable(host: str) -> str:
    """The domain that was registered, ``xa.gov.vn`` of ``www.xa.gov.vn``; an address as it is."""
    return host if is_address(host) else registries().privatesuffix(host) or host


@cache
def registries() -> "PublicSuffixList":
    """Under what names everybody can register one (https://publicsuffix.org), companies' own ones aside."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - few need it

    return PublicSuffixList(only_icann=True)


def resolve(base: str, reference: str) -> str:
    """An absolute URL for a reference such as a Location value; "" when it is malformed."""
    try:
        return _read(reference, base).href
    except ValueError:
        return ""


def _read(url: str, base: str | None = None) -> "URL":
    from ada_url import URL  # noqa: PLC0415 - an audit of TLS alone does not wait for it

    return URL(url, base)


@lru_cache(maxsize=KEPT)
def canonical_host(host: str) -> str:
    """A host as facts name it; one that IDNA refuses is only lowered."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return ipaddress.ip_address(bare).compressed
    except ValueError:
        pass
    if bare.isascii() and A_LABEL not in bare:
        return bare  # IDNA changes nothing in it
    try:
        return idna.encode(bare, uts46=True).decode("ascii").lower()
    except idna.IDNAError:
        return bare


def is_address(host: str) -> bool:
    """Whether a host is an IP address rather than a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def without_www(host: str) -> str:
    """The host without a leading ``www.``."""
    return host.removeprefix("www.")
