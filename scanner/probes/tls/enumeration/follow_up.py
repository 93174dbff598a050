"""The last connections of an enumeration: what the lists of suites have left open."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from scanner.probes.tls.certificates.presented import ECDSA_KEYS, RSA_KEYS
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.enumeration.farm import look_again
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.enumeration.tls12 import enumerate_curves
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.detection import DetectedTls
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
    offer_ssl2,
)
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight, encrypted_flight
from scanner.probes.tls.wire.codes import ECDSA_SIGNATURES, RSA_SIGNATURES, AlertDescription, Version
from scanner.probes.tls.wire.key_schedule import READABLE_GROUPS, READABLE_SUITES
from scanner.probes.tls.wire.records import MalformedError


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Certificates that only TLS 1.3 shows, curves that only older versions take, ALPN, SSL 2.0."""

    detected: DetectedTls
    client: TlsClient
    lean: bool
    results: EnumerationResults

    async def run_beside(self, lists: Mapping[Version, asyncio.Task[None]]) -> None:
        """What need not wait for every list: the older ones have shown their certificates.

        Raises:
            UnreachableError, ServerTimeoutError: in a group; the server stopped answering.

        """
        older = [task for version, task in lists.items() if version <= Version.TLS_1_2]
        await _ended(older if self._can_read_tls13() else lists.values())
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._tls13_certificates())
            tasks.create_task(self._ssl2())
            await _ended(lists.values())
            tasks.create_task(self._curves())

    async def run_last(self) -> None:
        """Add the rest to the results.

        Raises:
            UnreachableError, ServerTimeoutError: the server stopped answering.

        """
        await self._alpn()
        await self._check_blocking()
        await look_again(self.client, self.results)

    def _can_read_tls13(self) -> bool:
        """Whether a handshake of TLS 1.3 can be read with what is known of it so far."""
        support = self.results.versions[Version.TLS_1_3]
        suites, groups = set(support.suites), set(self.results.groups)
        can_read = not suites.isdisjoint(READABLE_SUITES) and not groups.isdisjoint(READABLE_GROUPS)
        return not support.is_accepted or can_read

    async def _curves(self) -> None:
        """A server of TLS 1.3 has shown its curves there: others are looked for in the full mode only."""
        results, version = self.results, self.results.newest_before_tls_1_3
        if version is None or (self.lean and results.groups):
            return
        suites = results.versions[version].suites
        accepted = [*results.groups, *results.properties.groups]
        results.curves_version = version
        with suppress(MalformedError):
            await enumerate_curves(self.client, results.properties, version, suites, accepted)
            results.curves_complete = True

    async def _tls13_certificates(self) -> None:
        if not self.results.versions[Version.TLS_1_3].suites:
            return
        key_types = self.results.properties.key_types
        missing = [
            signatures
            for types, signatures in ((ECDSA_KEYS, ECDSA_SIGNATURES), (RSA_KEYS, RSA_SIGNATURES))
            if not types & key_types
        ]
        async with asyncio.TaskGroup() as tasks:
            for signatures in missing:
                tasks.create_task(self._tls13_certificate(signatures))

    async def _tls13_certificate(self, signatures: Sequence[int]) -> None:
        """Ask again where the server was put off by ALPN."""
        if not await self._try_tls13_certificate(signatures):
            await self._try_tls13_certificate(signatures)

    async def _try_tls13_certificate(self, signatures: Sequence[int]) -> bool:
        """Add the chain sent to a client that takes these signatures only; False: ALPN stood in the way."""
        results, alpn = self.results, self.client.alpn
        suites, offered = results.versions[Version.TLS_1_3].suites, alpn.next_offer()
        try:
            flight = await encrypted_flight(self.client.server, suites, results.groups, signatures, offered)
        except MalformedError:
            return True
        if isinstance(flight, EncryptedFlight):
            alpn.accepted(offered, flight.alpn)
            self.client.chains.add(flight.chain)
            return True
        no_protocol = flight.alert == AlertDescription.NO_APPLICATION_PROTOCOL
        return not no_protocol or not alpn.refused(offered, flight.alert)

    async def _alpn(self) -> None:
        """A server that has named one protocol is asked for the other, unless some hello has done so."""
        if not self.client.alpn.agreed or not self.client.alpn.next_offer():
            return
        if suites := self.results.versions[Version.TLS_1_2].suites:
            await self.client.offer(Offer(version=Version.TLS_1_2, suites=suites))
        else:
            await self._try_tls13_certificate(ECDSA_SIGNATURES + RSA_SIGNATURES)

    async def _ssl2(self) -> None:
        with suppress(ServerTimeoutError):  # a filter may swallow it
            self.results.ssl2 = await offer_ssl2(self.client.server)

    async def _check_blocking(self) -> None:
        """Where the last refusal was no alert, see whether the server still takes what it once took."""
        if not self.client.may_be_blocked or not self.results.accepted:
            return
        try:
            response: HelloResponse = await exchange_hello(self.client.server, self.detected.hello)
        except (MalformedError, ServerTimeoutError, UnreachableError):
            response = HandshakeRefusal()
        if isinstance(response, FirstFlight):
            self.client.chains.add(response.chain)
        self.results.is_blocked = not isinstance(response, FirstFlight)


async def _ended(lists: Iterable[asyncio.Task[None]]) -> None:
    """Whatever came of them: their failures are told elsewhere."""
    if running := list(lists):
        await asyncio.wait(running)
