"""How one server is spoken to, and whether it still answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.certificates.presented import PresentedChains
from scanner.probes.tls.connection.server import Connection, TlsServer
from scanner.probes.tls.handshake.alpn import AlpnNegotiation
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
)
from scanner.probes.tls.handshake.hello_retry import RetryAnswer
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS, new_key

GREASE_SHARE = (0x4A4A, b"\0")  # RFC 8701: no server knows this group, and none may mind it


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What one ClientHello offers. Suites for TLS 1.3 alone never go with an older version."""

    version: Version
    suites: Sequence[int]
    groups: Sequence[int] | None = None  # None: all that the version knows


@dataclass(kw_only=True)
class TlsClient:
    """Makes offers to a server that has answered once.

    ``conservative``: short hellos, with key shares in TLS 1.3, as the server did not answer any others.
    ``chains``: what each of its handshakes showed, whatever it was made for. ``answer_retry``: how more show.
    """

    server: TlsServer
    conservative: bool = False
    alpn: AlpnNegotiation = field(default_factory=AlpnNegotiation)
    chains: PresentedChains = field(default_factory=PresentedChains)
    answer_retry: RetryAnswer | None = None
    _hung_up_at: float | None = field(default=None, init=False)

    async def offer(self, offer: Offer, prefetched: Connection | None = None) -> HelloResponse:
        """Offer one version, and in TLS 1.2 what is still to be known of ALPN.

        Raises:
            UnreachableError, ServerTimeoutError, MalformedError: what prevented an answer.

        """
        alpn = self.alpn.next_offer() if offer.version == Version.TLS_1_2 else ()
        started = asyncio.get_running_loop().time()
        hello = self._hello(offer, alpn)
        response = await exchange_hello(self.server, hello, prefetched, answer_retry=self.answer_retry)
        self._remember(response, started)
        if isinstance(response, FirstFlight):
            self.chains.add(response.chain)
            self.alpn.accepted(alpn, response.server_hello.alpn)
        elif self.alpn.refused(alpn, response.alert):
            return await self.offer(offer)
        return response

    @property
    def may_be_blocked(self) -> bool:
        """Whether the server hung up and has not answered since: it refuses so, or it has begun to block."""
        return self._hung_up_at is not None

    def _remember(self, response: HelloResponse, started: float) -> None:
        if response == HandshakeRefusal():
            self._hung_up_at = asyncio.get_running_loop().time()
        elif self._hung_up_at is not None and started > self._hung_up_at:
            self._hung_up_at = None

    def _hello(self, offer: Offer, alpn: Sequence[str]) -> ClientHello:
        is_tls_1_3 = offer.version == Version.TLS_1_3
        groups = list((TLS_1_3_GROUPS if is_tls_1_3 else CURVES) if offer.groups is None else offer.groups)
        shares = key_shares(groups) if is_tls_1_3 and self.conservative else ()
        return ClientHello(
            version=offer.version,
            suites=offer.suites,
            groups=(*groups, GREASE_SHARE[0]) if GREASE_SHARE in shares else groups,
            server_name=self.server.server_name,
            key_shares=shares,
            alpn=alpn,
        )


def key_shares(groups: Sequence[int]) -> tuple[tuple[int, bytes], ...]:
    """Real key shares for the most usual of the groups, or at least one that is not empty."""
    usual = [group for group in READABLE_GROUPS if group in groups][:2]
    return tuple((group, new_key(group).public) for group in usual) or (GREASE_SHARE,)
