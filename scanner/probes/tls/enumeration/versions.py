"""Version enumeration, from a server's first answer on; the suites of each are listed beside it."""

import asyncio
from dataclasses import dataclass, field

from checks.model import Reason
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.enumeration.follow_up import FollowUp
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.enumeration.tls12 import SuiteEnumeration
from scanner.probes.tls.enumeration.tls13 import Tls13Enumeration
from scanner.probes.tls.handshake.alpn import PROTOCOLS
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.detection import DetectedTls
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal, HelloResponse
from scanner.probes.tls.handshake.suite_order import chunks, offerable_suites, ordered
from scanner.probes.tls.wire.codes import AlertDescription, Version
from scanner.probes.tls.wire.records import MalformedError

# In the lean mode it is enough to know that these are accepted: that alone fails the server.
WITHOUT_SUITES_WHEN_LEAN = (Version.TLS_1_1, Version.TLS_1_0)


@dataclass(kw_only=True)
class ServerEnumeration:
    """Enumerates versions, suites, groups and certificates; ``results`` hold when it is interrupted, too."""

    client: TlsClient
    lean: bool
    lists_suites: bool = True  # False: the versions alone, and the certificates that they show
    results: EnumerationResults = field(default_factory=EnumerationResults)
    _lists: dict[Version, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, detected: DetectedTls, seconds: float) -> None:
        """Enumerate everything within so many seconds. A server that falls silent is left alone."""
        follow_up = FollowUp(client=self.client, lean=self.lean, results=self.results)
        try:
            async with asyncio.timeout(seconds):
                async with asyncio.TaskGroup() as lists:
                    await self._enumerate_versions(detected, lists)
                    if self.lists_suites:
                        lists.create_task(follow_up.run_beside(self._lists))
                if self.lists_suites:
                    await follow_up.run_last()
        except* (ServerTimeoutError, TimeoutError):
            self.results.stop_reason = self._stopped(Reason.TIMEOUT)
        except* UnreachableError:  # it took our first connection
            self.results.stop_reason = self._stopped(Reason.BLOCKED)

    def _stopped(self, reason: Reason) -> Reason:
        return Reason.RATE_LIMITED if self.client.server.pace.is_limited else reason

    async def _enumerate_versions(self, detected: DetectedTls, lists: asyncio.TaskGroup) -> None:
        """What the detection has offered in vain is offered again, unless it was refused with an alert."""
        for version, refusal in detected.refused.items():
            self.results.versions[version].refuse(refusal)
        if detected.flight is not None:
            self._accept(detected.hello.version, detected.flight, lists)
            if detected.hello.alpn and detected.flight.server_hello.version <= Version.TLS_1_2:
                self.client.alpn.accepted(PROTOCOLS, detected.flight.server_hello.alpn)
        for version in sorted(Version, reverse=True):
            support = self.results.versions[version]
            if not support.is_accepted and not support.is_refused and not support.reason:
                await self._test_version(version, lists)

    async def _test_version(self, version: Version, lists: asyncio.TaskGroup) -> None:
        try:
            response = await self._offer(version)
        except MalformedError as error:
            self.results.versions[version].stop(Reason.BLOCKED, error)
        except ServerTimeoutError:
            self._skip_from(version)
        else:
            self._take(version, response, lists)

    async def _offer(self, version: Version) -> HelloResponse:
        refusals: list[HandshakeRefusal] = []
        for suites in chunks(offerable_suites(version), conservative=self.client.conservative):
            response = await self.client.offer(Offer(version=version, suites=ordered(suites, 0)))
            if isinstance(response, FirstFlight) or response.alert == AlertDescription.PROTOCOL_VERSION:
                return response
            refusals.append(response)
        return max(refusals, key=lambda refusal: refusal.hung_up)

    def _skip_from(self, version: Version) -> None:
        """A filter may swallow old versions: they are not asked for any more, and the others go on.

        Raises:
            ServerTimeoutError: TLS 1.2 is no old version.

        """
        if version >= Version.TLS_1_2:
            raise ServerTimeoutError
        for older in Version:
            if older <= version:
                self.results.versions[older].stop(Reason.TIMEOUT, f"no answer to {version.name}, twice")

    def _take(self, offered: Version, response: HelloResponse, lists: asyncio.TaskGroup) -> None:
        if isinstance(response, FirstFlight):
            self._accept(offered, response, lists)
        else:
            speaks_for_older = self.lean and response.alert == AlertDescription.PROTOCOL_VERSION
            self._refuse(offered, Version.SSL_3 if speaks_for_older else offered, response)

    def _refuse(self, newest: Version, oldest: Version, refusal: HandshakeRefusal) -> None:
        for version in Version:
            if oldest <= version <= newest:
                self.results.versions[version].refuse(refusal)

    def _accept(self, offered: Version, flight: FirstFlight, lists: asyncio.TaskGroup) -> None:
        """Versions between the one offered and the one answered are refused: a server takes the newest."""
        version = Version(flight.server_hello.version)
        if version < offered:
            refusal = HandshakeRefusal(alert=AlertDescription.PROTOCOL_VERSION)
            self._refuse(offered, Version(version + 1), refusal)
        self.results.versions[version].is_accepted = True
        if not self.lists_suites or (self.lean and version in WITHOUT_SUITES_WHEN_LEAN):
            self.results.properties.add(flight)
            self.results.versions[version].stop(Reason.NOT_REQUESTED)
        else:
            self._lists[version] = lists.create_task(self._list_suites(version, flight))

    async def _list_suites(self, version: Version, first: FirstFlight) -> None:
        try:
            await self._suite_enumeration(version).run(first)
        except* MalformedError as errors:
            self.results.versions[version].stop(Reason.BLOCKED, errors.exceptions[0])

    def _suite_enumeration(self, version: Version) -> SuiteEnumeration | Tls13Enumeration:
        client, results, support = self.client, self.results, self.results.versions[version]
        if version == Version.TLS_1_3:
            results.group_lists_begun += 1
            return Tls13Enumeration(client=client, results=results, lean=self.lean)
        return SuiteEnumeration(
            client=client, properties=results.properties, version=version, support=support
        )
