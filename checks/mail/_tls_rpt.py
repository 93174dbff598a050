"""SMTP TLS Reporting (RFC 8460): the record in DNS, and its faults."""

import re
from collections.abc import Iterable

from checks.mail._uris import scheme_of

LABEL = "_smtp._tls"
SCHEMES = ("mailto", "https")
_SAYS_SO = re.compile(r"v=TLSRPTv1[ \t]*;")


def select(texts: Iterable[str]) -> tuple[str, ...]:
    """The records that say to be of this version (section 3); more than one count as none."""
    return tuple(text for text in texts if _SAYS_SO.match(text))


def addresses(text: str) -> tuple[str, ...]:
    """Where a selected record has reports sent to, by mail or by HTTPS; none: it is not valid."""
    fields = (part.strip().partition("=") for part in text.split(";")[1:])
    values = [value for name, _, value in fields if name.strip() == "rua"]
    named = [uri.strip() for uri in values[0].split(",")] if len(values) == 1 else []
    return tuple(uri for uri in named if scheme_of(uri) in SCHEMES)
