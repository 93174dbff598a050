"""Answering HelloRetryRequests, so that a connection made to list suites and groups shows a certificate too.

Behind one address several nodes may stand. Each handshake that shows its certificate is a look at one more of
them, and it costs no connection: a round trip, and a signature of the server's as for any visitor.
"""

import asyncio
from dataclasses import dataclass, replace

from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.handshake.hello_retry import HelloRetry
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight, FlightReader
from scanner.probes.tls.wire.client_hello import ClientHello, handshake_message, in_records
from scanner.probes.tls.wire.codes import Extension, HandshakeType
from scanner.probes.tls.wire.finite_fields import READABLE_FIELDS
from scanner.probes.tls.wire.key_schedule import (
    READABLE_GROUPS,
    READABLE_SUITES,
    KeyPair,
    key_of,
    transcript_hash,
)
from scanner.probes.tls.wire.records import MalformedError

ENOUGH = 24  # handshakes that showed a certificate
# In the finite fields OpenSSL 3.0 computes 4 ms for a handshake in the smallest; 12, 30, 100 and 200 in the
# others (CVE-2022-40735). Those cost a server more than the connection that would show the same.
DEAR_FIELDS = frozenset(READABLE_FIELDS[1:])
PATIENCE = 2.0  # seconds for one answer
SPARE = 0.5  # seconds to be left to the connection: what it was made for is not to be lost


@dataclass
class RetryAnswers:
    """Those to one server. One that does not go on as it should is not asked to any more.

    ``seen``: handshakes that showed a certificate.
    """

    seen: int = 0
    has_failed: bool = False

    async def __call__(self, retry: HelloRetry) -> PresentedChain | None:
        """The chain that the server shows to the second hello."""
        group = retry.request.group
        is_readable = group in READABLE_GROUPS and retry.request.suite in READABLE_SUITES
        if group is None or not is_readable or group in DEAR_FIELDS:
            return None
        if self.has_failed or self.seen >= ENOUGH:
            return None
        chain = await _shown(retry, key_of(group))
        self.has_failed = chain is None
        self.seen += chain is not None
        return chain


async def _shown(retry: HelloRetry, key: KeyPair) -> PresentedChain | None:
    second = _second_hello(retry, key).message(retry.randoms)
    request = handshake_message(HandshakeType.SERVER_HELLO, retry.body)
    # RFC 8446, 4.4.1: the hash of the first hello stands for it.
    digest = transcript_hash(retry.message, retry.request.suite)
    transcript = handshake_message(HandshakeType.MESSAGE_HASH, digest) + request + second
    reader = FlightReader(key, transcript, retry.records)
    retry.stream.write(in_records(second, retry.hello.version))
    retry.stream.wait_until(min(asyncio.get_running_loop().time() + PATIENCE, retry.stream.until - SPARE))
    try:
        while data := await retry.stream.read():
            if reader.feed(data):
                break
    except (TimeoutError, ConnectionError, MalformedError):
        return None
    flight = reader.outcome
    return flight.chain if isinstance(flight, EncryptedFlight) and flight.chain.certificates else None


def _second_hello(retry: HelloRetry, key: KeyPair) -> ClientHello:
    """RFC 8446, 4.1.2: the same but for the key share, and the cookie if there was one."""
    cookie = retry.request.extensions.get(Extension.COOKIE, b"")
    return replace(retry.hello, key_shares=[(key.group, key.public)], cookie=cookie)
