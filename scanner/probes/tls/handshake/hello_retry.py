"""A HelloRetryRequest (RFC 8446, 4.1.4), and who may answer it."""

from dataclasses import dataclass
from typing import Protocol

from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.connection.stream import ServerStream
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.records import RecordReader
from scanner.probes.tls.wire.server_flight import ServerHello


@dataclass(frozen=True)
class HelloRetry:
    """A hello that was answered by a HelloRetryRequest, on a connection that is still open.

    ``message``: the hello as it was sent, with these ``randoms``. ``body``: of the request. ``records``: what
    was read so far.
    """

    hello: ClientHello
    message: bytes
    randoms: bytes
    request: ServerHello
    body: bytes
    stream: ServerStream
    records: RecordReader


class RetryAnswer(Protocol):
    """Answers a HelloRetryRequest to see the certificate, on a connection that was made for other reasons."""

    async def __call__(self, retry: HelloRetry) -> PresentedChain | None:
        """What the server shows then; None: nothing, for whatever reason."""
