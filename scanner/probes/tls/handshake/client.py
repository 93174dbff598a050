"""How one server is spoken to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scanner.probes.tls.certificates.presented import PresentedChains
from scanner.probes.tls.connection.prefetch import ConnectionPrefetch
from scanner.probes.tls.connection.server import Connection, TlsServer
from scanner.probes.tls.handshake.alpn import AlpnNegotiation
from scanner.probes.tls.handshake.asking_again import AskingAgain
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
)
from scanner.probes.tls.handshake.hello_retry import RetryAnswer
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight, encrypted_flight
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS, key_of

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
    asking: AskingAgain
    conservative: bool = False
    alpn: AlpnNegotiation = field(default_factory=AlpnNegotiation)
    chains: PresentedChains = field(default_factory=PresentedChains)
    answer_retry: RetryAnswer | None = None

    async def offer(
        self, offer: Offer, prefetch: ConnectionPrefetch | None = None, *, with_alpn: bool = True
    ) -> HelloResponse:
        """Offer one version, and in TLS 1.2 what is still to be known of ALPN.

        Raises:
            UnreachableError, ServerTimeoutError, MalformedError: what prevented an answer.

        """
        alpn = self.alpn.next_offer() if with_alpn and offer.version == Version.TLS_1_2 else ()
        response = await self._ask(self._hello(offer, alpn), prefetch)
        if isinstance(response, FirstFlight):
            self.alpn.accepted(alpn, response.server_hello.alpn)
        elif self.alpn.may_be_refused(alpn, response.alert):
            without = await self.offer(offer, with_alpn=False)
            if isinstance(without, FirstFlight):
                self.alpn.refused(alpn)
            return without
        return response

    async def exchange(self, hello: ClientHello, prefetched: Connection | None = None) -> HelloResponse:
        """``exchange_hello`` once; what it shows is put down, also where the flight is then cut off."""
        response = await exchange_hello(self.server, hello, prefetched, answer_retry=self.answer_retry)
        if isinstance(response, FirstFlight):
            self.chains.add(response.chain)
        return response

    async def ask_encrypted(
        self,
        suites: Sequence[int],
        groups: Sequence[int],
        signatures: Sequence[int],
        alpn: Sequence[str] = (),
    ) -> EncryptedFlight | HandshakeRefusal:
        """``encrypted_flight``, asked again as every question is; what each time shows is put down."""

        async def question() -> EncryptedFlight | HandshakeRefusal:
            flight = await encrypted_flight(self.server, suites, groups, signatures, alpn)
            if isinstance(flight, EncryptedFlight):
                self.chains.add(flight.chain)
            return flight

        return await self.asking.ask(question)

    async def _ask(self, hello: ClientHello, prefetch: ConnectionPrefetch | None) -> HelloResponse:
        """A connection that was opened ahead serves the first time only, and no other is kept open then."""
        opened = [prefetch] if prefetch else []

        async def question() -> HelloResponse:
            prefetched = await opened.pop().connection() if opened else None
            return await self.exchange(hello, prefetched)

        return await self.asking.ask(question, prefetch.drop if prefetch else None)

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
    return tuple((group, key_of(group).public) for group in usual) or (GREASE_SHARE,)
