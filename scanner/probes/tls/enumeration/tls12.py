"""TLS 1.2 and older: the suites of one version, and the curves of one.

Offer all, see what the server takes, take it away, offer the rest, until it refuses: one connection a suite
and one more, and the choices come in the server's own order where it has one. Curves likewise: each ECDHE
answer names one.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from scanner.probes.tls.connection.prefetch import ConnectionPrefetch
from scanner.probes.tls.enumeration.results import VersionSupport
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal, HelloResponse
from scanner.probes.tls.handshake.properties import HandshakeProperties
from scanner.probes.tls.handshake.suite_order import chunks, follows_client_order, offerable_suites, ordered
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.codes import CURVES, Version

LONG_LIST = 4  # after so many suites, more are to be expected: connections are prefetched
NOTHING_TO_OFFER = HandshakeRefusal(alert=0)  # not asked: there is nothing to refuse
AN_ORDER = 2  # suites that it takes


@dataclass(kw_only=True)
class SuiteEnumeration:
    """Enumerates the suites of a version up to TLS 1.2."""

    client: TlsClient
    properties: HandshakeProperties
    version: Version
    support: VersionSupport

    async def run(self, first: FirstFlight) -> None:
        """Fill ``support``, beginning with an answer to an offer of all suites, weakest first.

        Raises:
            UnreachableError, ServerTimeoutError, MalformedError: what kept the list from being completed.

        """
        flight = first if not self.client.conservative and first.is_whole else None
        accepting_chunks = 0
        async with ConnectionPrefetch(self.client.server) as prefetch:
            for chunk in chunks(offerable_suites(self.version), conservative=self.client.conservative):
                before = len(self.support.suites)
                await self._exhaust(chunk, flight, prefetch)
                accepting_chunks += len(self.support.suites) > before
        if accepting_chunks == 1:
            self.support.server_order = await has_server_order(self.support.suites, self._offer)

    async def _exhaust(
        self, chunk: list[int], response: HelloResponse | None, prefetch: ConnectionPrefetch
    ) -> None:
        untested, turn = list(chunk), 0
        response = response or await self._offer_next(untested, turn, prefetch)
        while isinstance(response, FirstFlight) and response.server_hello.version == self.version:
            self.properties.add(response)
            self.support.add_suite(response, untested)
            turn += 1
            response = await self._offer_next(untested, turn, prefetch) if untested else NOTHING_TO_OFFER
        self.support.complete(response)

    async def _offer_next(
        self, untested: Sequence[int], turn: int, prefetch: ConnectionPrefetch
    ) -> HelloResponse:
        prefetch.ahead = turn >= LONG_LIST
        offer = Offer(version=self.version, suites=ordered(untested, turn))
        return await self.client.offer(offer, prefetch)

    async def _offer(self, suites: Sequence[int]) -> HelloResponse:
        return await self.client.offer(Offer(version=self.version, suites=suites))


async def has_server_order(
    chosen: Sequence[int], offer: Callable[[Sequence[int]], Awaitable[HelloResponse]]
) -> bool | None:
    """Whether the server chooses by an order of its own; None: there is nothing to choose, or no telling.

    Two suites, taken weakest first, tell nothing yet: they are offered once more the other way round.
    """
    if len(chosen) < AN_ORDER:
        return None
    if not follows_client_order(chosen):
        return True
    if len(chosen) > AN_ORDER:
        return False
    response = await offer(chosen[::-1])
    return response.server_hello.suite == chosen[0] if isinstance(response, FirstFlight) else None


async def enumerate_curves(
    client: TlsClient,
    properties: HandshakeProperties,
    version: Version,
    suites: Sequence[int],
    accepted: Sequence[int],
) -> HelloResponse:
    """Add to the properties the curves that the server takes besides those known; the answer that ended it.

    ``suites`` are those that the version accepts. An ECDSA certificate is for clients that know its curve
    (RFC 8422, 5.1), so where there is no RSA certificate the accepted curves stay in the offer, at its end. A
    server that prefers them even so uses no other with any client.

    Raises:
        UnreachableError, ServerTimeoutError, MalformedError: what kept the list from being completed.

    """
    ecdhe = [code for code in suites if "ECDHE_" in codes.suite(code).name]
    ecdhe_rsa = [code for code in ecdhe if "ECDHE_RSA" in codes.suite(code).name]
    at_end = [curve for curve in CURVES if curve in accepted]
    untested = [curve for curve in CURVES if curve not in accepted]
    while ecdhe and untested:
        groups = untested if ecdhe_rsa else untested + at_end
        response = await client.offer(Offer(version=version, suites=ecdhe_rsa or ecdhe, groups=groups))
        if not isinstance(response, FirstFlight) or response.key_exchange.group not in untested:
            return response
        properties.add(response)
        untested.remove(response.key_exchange.group)
        at_end.append(response.key_exchange.group)
    return NOTHING_TO_OFFER
