"""URLs that servers send, taken apart without trusting them (RFC 3986)."""

import ipaddress
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}


class Origin(NamedTuple):
    """Scheme, host (A-label or address, lower case, no trailing dot) and port of an http or https URL."""

    scheme: str
    host: str
    port: int


def origin_of(url: str) -> Origin | None:
    """The origin of an absolute http or https URL; None for anything else, malformed URLs included."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        return None
    return Origin(parts.scheme, canonical_host(parts.hostname), port or DEFAULT_PORTS[parts.scheme])


def resolve(base: str, reference: str) -> str:
    """An absolute URL for a reference such as a Location value; "" when it is malformed."""
    try:
        return urljoin(base, reference.strip())
    except ValueError:
        return ""


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
