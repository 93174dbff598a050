"""TLS on the server's side, over memory: asyncio's own drops the alert when a handshake fails (Python 3.11).

A refused client must learn that it was refused, and not take the silence for a firewall.
"""

import asyncio
import ssl
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from scanner.lab.connections.client import ClientConnection
from scanner.lab.estate.host import TlsBehaviour

READ_BYTES = 65_536
HANDSHAKE, SSL_2 = 0x16, 0x80  # first octet of a TLS record (RFC 8446, 5.1), and a bit of an SSL 2 hello's
TITLE = b"400 The plain HTTP request was sent to HTTPS port"
SPOKE_PLAIN = (
    b"HTTP/1.1 400 Bad Request\r\n"
    b"Content-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
)


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


class TlsConnection(ClientConnection):
    """One client: the records are dealt with here, what is inside by another connection."""

    def __init__(
        self,
        context: ssl.SSLContext,
        inner: Callable[[set[ClientConnection]], ClientConnection],
        open_connections: set[ClientConnection],
    ) -> None:
        super().__init__(open_connections)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_side=True)
        self._make_inner = partial(inner, open_connections)
        self._inner: ClientConnection | None = None
        self._is_first = True  # nothing has been heard yet

    def connection_lost(self, exc: Exception | None) -> None:
        """It is lost inside, too."""
        super().connection_lost(exc)
        if self._inner is not None:
            self._inner.connection_lost(exc)

    def received(self, buffer: bytearray) -> None:
        """Go on with the handshake, then hand on what is inside; an error sends its alert and hangs up."""
        first, self._is_first = self._is_first, False
        if first and buffer[0] != HANDSHAKE and not buffer[0] & SSL_2:
            self._answer_plain()
            return
        self._incoming.write(buffer)
        buffer.clear()
        try:
            self._read()
        except ssl.SSLWantReadError:
            self._flush()
        except ssl.SSLError:
            self._flush()
            super().close()

    def encrypt(self, data: bytes | bytearray | memoryview) -> None:
        """Send from inside."""
        self._tls.write(data)
        self._flush()

    def close(self) -> None:
        """Say goodbye (close_notify) without waiting for the other side's."""
        with suppress(ssl.SSLError):
            self._tls.unwrap()
        self._flush()
        super().close()

    @property
    def transport(self) -> asyncio.Transport:
        """What the records travel on."""
        return self._transport

    def _read(self) -> None:
        if self._inner is None:
            self._tls.do_handshake()
            self._inner = self._make_inner()
            self._inner.connection_made(_Inside(self))
            self._flush()
        while not self._transport.is_closing():
            data = self._tls.read(READ_BYTES)
            if not data:
                self.close()
                return
            self._inner.data_received(data)

    def _answer_plain(self) -> None:
        # As nginx does: whoever speaks HTTP here is told so instead of waiting for a record to be complete.
        body = b"<html><head><title>%b</title></head></html>\n" % TITLE
        self.send(SPOKE_PLAIN % (len(body), body))
        super().close()

    def _flush(self) -> None:
        if self._outgoing.pending:
            self.send(self._outgoing.read())


class _Inside(asyncio.Transport):
    """The transport of the inner connection: as much of one as ``ClientConnection`` uses."""

    def __init__(self, outer: TlsConnection) -> None:
        super().__init__()
        self._outer = outer

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._outer.encrypt(data)

    def is_closing(self) -> bool:
        return self._outer.transport.is_closing()

    def close(self) -> None:
        self._outer.close()

    def abort(self) -> None:
        self._outer.transport.abort()

    def pause_reading(self) -> None:
        self._outer.transport.pause_reading()

    def resume_reading(self) -> None:
        self._outer.transport.resume_reading()
