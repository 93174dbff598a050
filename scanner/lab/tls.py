"""Server-side TLS settings of a host, good or bad, whatever this machine's OpenSSL policy says."""

import ssl
import warnings
from pathlib import Path

from scanner.lab.host import TlsBehaviour


def server_context(behaviour: TlsBehaviour, chain: Path) -> ssl.SSLContext:
    """A context that accepts the versions and suites told, and presents the key and chain in ``chain``.

    One group, P-256: OpenSSL's own list holds X448 and P-521, which Mozilla's profiles don't allow, Python
    before 3.15 can only name one, and the oldest clients know no X25519.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # Security level 0 first: above it OpenSSL 3 refuses TLS 1.0, SHA-1 signatures and RSA 1024.
    context.set_ciphers(":".join((*behaviour.suites, "@SECLEVEL=0")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # naming TLS 1.0 warns; here it is the defect
        context.minimum_version = behaviour.oldest
        context.maximum_version = behaviour.newest
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION | ssl.OP_CIPHER_SERVER_PREFERENCE
    context.set_ecdh_curve("prime256v1")
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(chain)
    return context
