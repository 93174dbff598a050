"""The last connections of a survey: what the lists of suites have left open."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from scanner.probes.tls.connection.connection import SilentError, UnreachableError
from scanner.probes.tls.enumeration.curves import list_curves
from scanner.probes.tls.enumeration.findings import Findings
from scanner.probes.tls.handshake.alpn import NO_APPLICATION_PROTOCOL
from scanner.probes.tls.handshake.client import Asker, Offer
from scanner.probes.tls.handshake.first_contact import Greeting
from scanner.probes.tls.handshake.first_flight import Answer, Refusal, knock, knock_ssl2
from scanner.probes.tls.handshake.handshake_notes import ECDSA_KINDS, RSA_KINDS
from scanner.probes.tls.handshake.tls13_certificate import Shown, certificate_of
from scanner.probes.tls.wire.codes import ECDSA_SIGNATURES, RSA_SIGNATURES, Version
from scanner.probes.tls.wire.records import MalformedError
from scanner.probes.tls.wire.secrets import READABLE_GROUPS, READABLE_SUITES


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Certificates that only TLS 1.3 shows, curves that only older versions take, ALPN, SSL 2.0."""

    greeting: Greeting
    asker: Asker
    lean: bool
    findings: Findings

    async def beside(self, lists: Mapping[Version, asyncio.Task[None]]) -> None:
        """What need not wait for every list: the older ones have shown their certificates.

        Raises:
            UnreachableError, SilentError: in a group; the server stopped answering.

        """
        older = [one for version, one in lists.items() if version <= Version.TLS_1_2]
        await _ended(older if self._is_ready() else lists.values())
        async with asyncio.TaskGroup() as group:
            group.create_task(self._certificates())
            group.create_task(self._ssl2())
            await _ended(lists.values())
            group.create_task(self._curves())

    async def run(self) -> None:
        """Add the rest to the findings.

        Raises:
            UnreachableError, SilentError: the server stopped answering.

        """
        await self._alpn()
        await self._doubt()

    def _is_ready(self) -> bool:
        """Whether a handshake of TLS 1.3 can be read with what is known of it so far."""
        newest = self.findings.of(Version.TLS_1_3)
        known = set(READABLE_SUITES) & set(newest.suites)
        return not newest.is_accepted or bool(known and set(READABLE_GROUPS) & set(self.findings.groups))

    async def _curves(self) -> None:
        """A server of TLS 1.3 has shown its curves there: others are looked for in the full mode only."""
        version, found = self.findings.listed_old, self.findings
        if version is None or (self.lean and found.groups):
            return
        known = [*found.groups, *found.notes.groups]
        found.curves_of = version
        with suppress(MalformedError):
            await list_curves(self.asker, found.notes, version, found.of(version).suites, known)
            found.curves_complete = True

    async def _certificates(self) -> None:
        if not self.findings.of(Version.TLS_1_3).suites:
            return
        known = set(self.findings.notes.presented())
        wanted = [
            signatures
            for kinds, signatures in ((ECDSA_KINDS, ECDSA_SIGNATURES), (RSA_KINDS, RSA_SIGNATURES))
            if not kinds & known
        ]
        async with asyncio.TaskGroup() as group:
            for signatures in wanted:
                group.create_task(self._one_certificate(signatures))

    async def _one_certificate(self, signatures: Sequence[int]) -> None:
        """Ask again where the server was put off by ALPN."""
        if not await self._certificate(signatures):
            await self._certificate(signatures)

    async def _certificate(self, signatures: Sequence[int]) -> bool:
        """Note the chain shown to a client that takes these signatures only; False: ALPN stood in the way."""
        accepted = self.findings.of(Version.TLS_1_3).suites
        alpn = self.asker.alpn.offer()
        try:
            shown = await certificate_of(self.asker.door, accepted, self.findings.groups, signatures, alpn)
        except MalformedError:
            return True
        if isinstance(shown, Shown):
            self.asker.alpn.heard(alpn, shown.alpn)
            if shown.chain.certificates:
                self.findings.notes.present(shown.chain)
            return True
        return shown.alert != NO_APPLICATION_PROTOCOL or not self.asker.alpn.refused(alpn, shown.alert)

    async def _alpn(self) -> None:
        """A server that has named one protocol is asked for the other, unless some hello has done so."""
        if not self.asker.alpn.agreed or not self.asker.alpn.offer():
            return
        if suites := self.findings.of(Version.TLS_1_2).suites:
            await self.asker.ask(Offer(version=Version.TLS_1_2, suites=suites))
        else:
            await self._certificate(ECDSA_SIGNATURES + RSA_SIGNATURES)

    async def _ssl2(self) -> None:
        with suppress(SilentError):  # a filter may swallow it
            self.findings.ssl2 = await knock_ssl2(self.asker.door)

    async def _doubt(self) -> None:
        """Where the last refusal was none of words, see whether the server still takes what it once took."""
        if not self.asker.in_doubt or not self.findings.accepted:
            return
        try:
            answer = await knock(self.asker.door, self.greeting.hello)
        except (MalformedError, SilentError, UnreachableError):
            answer = Refusal()
        self.findings.is_blocked = not isinstance(answer, Answer)


async def _ended(lists: Iterable[asyncio.Task[None]]) -> None:
    """Whatever came of them: their failures are told elsewhere."""
    if running := list(lists):
        await asyncio.wait(running)
