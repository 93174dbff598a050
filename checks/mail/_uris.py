"""Addresses that reports are to be sent to, as DMARC (RFC 9989) and TLS reporting (RFC 8460) give them."""

import re

# RFC 3986, section 3: a scheme, and then nothing but what a URI is made of.
_URI = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+;=-]|%[0-9A-Fa-f]{2})*+"
)


def is_uri(text: str) -> bool:
    """Whether it is one URI; a comma in it would have to be encoded."""
    return _URI.fullmatch(text) is not None


def scheme_of(text: str) -> str:
    """The scheme in lower case; "" of what is no URI."""
    found = _URI.fullmatch(text)
    return found["scheme"].lower() if found else ""
