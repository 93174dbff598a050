"""What a host of the lab can be told to do: its TLS, its web pages, its IPv6, its label, its open ports."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checks.model import Text

DOMAIN = "brvt.test"
V = ssl.TLSVersion
Headers = tuple[tuple[str, str], ...]

# Mozilla's intermediate list, guidelines 6.0: forward secrecy and authenticated encryption only.
INTERMEDIATE = (
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
)
# Triple DES is offered where the OpenSSL at hand still has it; OpenSSL leaves out names it does not know.
CBC = ("ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA", "AES128-SHA", "AES256-SHA", "DES-CBC3-SHA")

HSTS = "Strict-Transport-Security"
CSP = "Content-Security-Policy"
GOOD_CSP = (
    "default-src 'none'; img-src 'self' https://tinnhiemmang.vn; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
GOOD_HEADERS: Headers = (
    ("Server", "nginx"),
    (HSTS, "max-age=63072000"),
    (CSP, GOOD_CSP),
    ("X-Frame-Options", "DENY"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


def headers(changes: Mapping[str, str | None]) -> Headers:
    """The good headers with changes: None takes one away, a new name is put at the end."""
    merged: dict[str, str | None] = {**dict(GOOD_HEADERS), **changes}
    return tuple((name, value) for name, value in merged.items() if value is not None)


class CertificateKind(StrEnum):
    """The certificate a host presents."""

    EC = "ec"  # P-256, from the lab's CA, in its middle age
    RSA = "rsa"  # the same with RSA 2048
    EXPIRED = "expired"
    EXPIRING = "expiring"  # in ten days
    SELF_SIGNED = "self-signed"
    WRONG_NAME = "wrong-name"
    UNKNOWN_CA = "unknown-ca"
    WEAK_KEY = "weak-key"  # RSA 1024
    SHA1 = "sha1"  # signed with SHA-1


class Ipv6Mode(StrEnum):
    """What a host does over IPv6."""

    SAME = "same"
    NONE = "none"  # no AAAA record
    BROKEN = "broken"  # an AAAA record, and nothing listens there
    DIFFERENT = "different"  # another page than over IPv4


class LabelMode(StrEnum):
    """How the cyber-trust label stands on the page."""

    LINKED = "linked"
    LAZY = "lazy"  # its image is loaded late, from data-src
    NONE = "none"
    OTHER_HOST = "other-host"


class ServiceKind(StrEnum):
    """Services besides the web that a host leaves open."""

    REDIS = "redis"
    MYSQL = "mysql"
    VNC = "vnc"
    SSH = "ssh"
    FTP = "ftp"


@dataclass(frozen=True, kw_only=True)
class TlsBehaviour:
    """Versions accepted, oldest and newest, and the suites of TLS 1.2 and before in OpenSSL's names."""

    oldest: ssl.TLSVersion = V.TLSv1_2
    newest: ssl.TLSVersion = V.TLSv1_3
    suites: tuple[str, ...] = INTERMEDIATE


@dataclass(frozen=True, kw_only=True)
class WebBehaviour:
    """Headers and cookie of every answer, and what plain HTTP does."""

    headers: Headers = GOOD_HEADERS
    cookie: str = "Secure; HttpOnly; SameSite=Lax"  # attributes of the session cookie besides Path
    https: bool = True  # False: the port is closed, and plain HTTP serves the page
    redirects: bool = True  # plain HTTP sends to https
    silent: bool = False  # both ports accept and never answer
    tampered: bool = False  # somebody has put hidden links into the page, and sends phones from Google away


@dataclass(frozen=True, kw_only=True)
class LabHost:
    """One host. Apart from what its fields say otherwise it does everything right."""

    name: str
    about: Text
    tls: TlsBehaviour = TlsBehaviour()
    certificate: CertificateKind = CertificateKind.EC
    web: WebBehaviour = WebBehaviour()
    ipv6: Ipv6Mode = Ipv6Mode.SAME
    label: LabelMode = LabelMode.LINKED
    services: tuple[ServiceKind, ...] = ()
    signed: bool = True  # False: it has a zone of its own, which is not

    @property
    def host(self) -> str:
        """Its full name."""
        return f"{self.name}.{DOMAIN}"
