"""The last connections of an enumeration: what the lists of suites have left open."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from scanner.probes.tls.certificates.presented import ECDSA_KEYS, RSA_KEYS
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.enumeration.farm import look_on
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.enumeration.tls12 import enumerate_curves
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.first_flight import HandshakeRefusal, offer_ssl2
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight, is_readable
from scanner.probes.tls.starttls import StartTlsError
from scanner.probes.tls.wire.codes import ECDSA_SIGNATURES, RSA_SIGNATURES, AlertDescription, Version
from scanner.probes.tls.wire.records import MalformedError

SSL2_PAUSES = (1, 4)


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Certificates that only TLS 1.3 shows, curves that only older versions take, ALPN, SSL 2.0."""

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
        if not self.results.is_blocked:
            await look_on(self.client, self.results, lean=self.lean)

    def _can_read_tls13(self) -> bool:
        """Whether a handshake of TLS 1.3 can be read with what is known of it so far."""
        support = self.results.versions[Version.TLS_1_3]
        return not support.is_accepted or is_readable(support.suites, self.results.groups)

    async def _curves(self) -> None:
        """A server of TLS 1.3 has shown its curves there: others are looked for in the full mode only."""
        results, version = self.results, self.results.newest_before_tls_1_3
        if version is None or (self.lean and results.groups):
            return
        suites = results.versions[version].suites
        accepted = [*results.groups, *results.properties.groups]
        results.group_lists_begun += 1
        with suppress(MalformedError):
            results.end_groups(
                await enumerate_curves(self.client, results.properties, version, suites, accepted)
            )

    async def _tls13_certificates(self) -> None:
        if is_readable(self.results.versions[Version.TLS_1_3].suites, self.results.groups):
            await self._missing_kinds()
        self.results.certificates_asked = True

    async def _missing_kinds(self) -> None:
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
        """Ask for the chain sent to a client that takes these signatures only; ALPN may stand in the way."""
        alpn = self.client.alpn
        offered = alpn.next_offer()
        try:
            flight = await self._encrypted_flight(signatures, offered)
            if (
                isinstance(flight, HandshakeRefusal)
                and flight.alert == AlertDescription.NO_APPLICATION_PROTOCOL
            ):
                alpn.refused(offered)
                await self._encrypted_flight(signatures, ())
        except MalformedError as error:
            self.results.certificate_gaps.append(str(error))

    async def _encrypted_flight(
        self, signatures: Sequence[int], alpn: Sequence[str]
    ) -> EncryptedFlight | HandshakeRefusal:
        results = self.results
        suites, groups = results.versions[Version.TLS_1_3].suites, results.groups
        flight = await self.client.ask_encrypted(suites, groups, signatures, alpn)
        if isinstance(flight, EncryptedFlight):
            self.client.alpn.accepted(alpn, flight.alpn)
            results.properties.add_encrypted(flight)
        if not isinstance(flight, EncryptedFlight) or not flight.chain.certificates:
            self._remember_gap(flight)
        return flight

    def _remember_gap(self, flight: EncryptedFlight | HandshakeRefusal) -> None:
        if isinstance(flight, EncryptedFlight):
            self.results.certificate_gaps.append("the handshake was cut before its certificate")
        elif flight.hung_up and not self.client.asking.believes(flight.times):
            self.results.certificate_gaps.append(f"the handshake with a certificate: {flight}")

    async def _alpn(self) -> None:
        """A server that has named one protocol is asked for the other, unless some hello has done so.

        With TLS 1.3 alone that would cost a whole handshake; it has named the one that it prefers.
        """
        if not self.client.alpn.agreed or not self.client.alpn.next_offer():
            return
        if suites := self.results.versions[Version.TLS_1_2].suites:
            await self.client.offer(Offer(version=Version.TLS_1_2, suites=suites))

    async def _ssl2(self) -> None:
        """Hanging up is how most refuse it; only a connection that did not come about is tried again."""
        for pause in (*SSL2_PAUSES, 0):
            with suppress(StartTlsError, UnreachableError):
                with suppress(ServerTimeoutError):  # a filter may swallow it
                    self.results.ssl2 = await offer_ssl2(self.client.server)
                return
            await asyncio.sleep(pause * self.client.asking.pause)

    async def _check_blocking(self) -> None:
        """Where the last refusal was no alert, see whether the server still takes what it once took."""
        if self.client.asking.may_be_blocked and self.results.accepted:
            self.results.is_blocked = not await self.client.asking.still_answers()


async def _ended(lists: Iterable[asyncio.Task[None]]) -> None:
    """Whatever came of them: their failures are told elsewhere."""
    if running := list(lists):
        await asyncio.wait(running)
