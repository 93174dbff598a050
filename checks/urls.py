"""URLs that servers send, read as browsers read them (url.spec.whatwg.org)."""

import ipaddress
from typing import TYPE_CHECKING, NamedTuple

import idna

if TYPE_CHECKING:
    from ada_url import URL

# Below a country's domain (.vn, .uk, .jp …), where everybody can register a name (https://publicsuffix.org).
REGISTRIES = frozenset(
    {
        *(
            "ac",
            "biz",
            "co",
            "com",
            "edu",
            "gob",
            "go",
            "gouv",
            "gov",
            "health",
            "info",
            "int",
            "mil",
            "name",
        ),
        *("ne", "net", "nom", "or", "org", "pro"),
    }
)
COUNTRY, TWO_LABELS = 2, 2
DEFAULT_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host (A-label or address, lower case, no trailing dot) and port of an http or https URL."""

    scheme: str
    host: str
    port: int


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
    """The domain that was registered, ``xa.gov.vn`` of ``www.xa.gov.vn``; an address as it is.

    By the registries that countries keep below their own domain, as the public suffix list has them.
    """
    labels = host.split(".")
    has_registry = len(labels) > TWO_LABELS and len(labels[-1]) == COUNTRY and labels[-2] in REGISTRIES
    return host if is_address(host) else ".".join(labels[-(TWO_LABELS + has_registry) :])


def resolve(base: str, reference: str) -> str:
    """An absolute URL for a reference such as a Location value; "" when it is malformed."""
    try:
        return _read(reference, base).href
    except ValueError:
        return ""


def _read(url: str, base: str | None = None) -> "URL":
    from ada_url import URL  # noqa: PLC0415 - an audit of TLS alone does not wait for it

    return URL(url, base)


def canonical_host(host: str) -> str:
    """A host as facts name it; one that IDNA refuses is only lowered."""
    bare = host.strip("[]").rstrip(".").lower()
    try:
        return ipaddress.ip_address(bare).compressed
    except ValueError:
        pass
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
