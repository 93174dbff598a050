"""The terms of TLS on which any server is read."""

import ssl
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache

HANDSHAKE, CERTIFICATE_REQUEST = 22, 13  # content type and message of TLS (RFC 8446, appendix B)
LEGACY_RENEGOTIATION = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT; the ssl module names it from Python 3.12 on
# What is called in the task whose connection it is, since all share one context.
certificate_wanted: ContextVar[Callable[[], None]] = ContextVar("certificate_wanted", default=lambda: None)


@cache
def lenient_tls() -> ssl.SSLContext:
    """TLS that reads even an old server's page. Measuring trust and strength is the TLS probe's work."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:ALL:@SECLEVEL=0")
    context.options |= LEGACY_RENEGOTIATION
    # OpenSSL's hook has no other name. Python's ssl would make enumerations of each message's numbers first.
    super(ssl.SSLContext, ssl.SSLContext)._msg_callback.__set__(context, _heard)  # type: ignore[misc]
    return context


def _heard(*message: object) -> None:
    """A server asks for a certificate of the client (RFC 8446, 4.3.2)."""
    _connection, direction, _version, content, kind, _data = message
    if (direction, content, kind) == ("read", HANDSHAKE, CERTIFICATE_REQUEST):
        certificate_wanted.get()()
