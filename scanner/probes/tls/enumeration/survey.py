"""Everything about one server, from its first answer on: its versions, suites, groups and certificates."""

import asyncio
from dataclasses import dataclass, field

from checks.model import Reason
from scanner.probes.tls.connection.connection import SilentError, UnreachableError
from scanner.probes.tls.enumeration.findings import Findings
from scanner.probes.tls.enumeration.last_questions import Closing
from scanner.probes.tls.enumeration.suites import Listing
from scanner.probes.tls.enumeration.suites_tls13 import Listing13
from scanner.probes.tls.handshake.alpn import OFFERED, PROTOCOL_VERSION
from scanner.probes.tls.handshake.client import Asker, Offer
from scanner.probes.tls.handshake.first_contact import Greeting
from scanner.probes.tls.handshake.first_flight import Answer, Refusal
from scanner.probes.tls.handshake.suite_order import chunks, suites_of, turned
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.records import MalformedError

# In the lean mode it is enough to know that these are accepted: that alone fails the server.
NAMED_ONLY = (Version.TLS_1_1, Version.TLS_1_0)


@dataclass(kw_only=True)
class Survey:
    """Looks, and keeps what it has found when it is interrupted."""

    asker: Asker
    lean: bool
    findings: Findings = field(default_factory=Findings)
    _lists: dict[Version, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, greeting: Greeting, seconds: float) -> None:
        """Look at everything within so many seconds. A server that falls silent is left alone."""
        try:
            async with asyncio.timeout(seconds):
                closing = self._closing(greeting)
                async with asyncio.TaskGroup() as lists:
                    await self._look(greeting.answer, lists)
                    lists.create_task(closing.beside(self._lists))
                await closing.run()
        except* (SilentError, TimeoutError):
            self.findings.stopped = Reason.TIMEOUT
        except* UnreachableError:  # it took our first connection
            self.findings.stopped = Reason.BLOCKED

    def _closing(self, greeting: Greeting) -> Closing:
        return Closing(greeting=greeting, asker=self.asker, lean=self.lean, findings=self.findings)

    async def _look(self, first: Answer | None, lists: asyncio.TaskGroup) -> None:
        newest = Version.TLS_1_3
        if first is None:
            self._refuse(newest, Version.TLS_1_0, Refusal(alert=0))
        else:
            self._accept(newest, first, lists)
            if first.hello.version <= Version.TLS_1_2 and not self.asker.careful:
                self.asker.alpn.heard(OFFERED, first.hello.alpn)
        for version in sorted(Version, reverse=True):
            listed = self.findings.of(version)
            if not listed.is_accepted and not listed.is_refused and not listed.reason:
                await self._offer(version, lists)

    async def _offer(self, version: Version, lists: asyncio.TaskGroup) -> None:
        try:
            answer = await self._ask(version)
        except MalformedError:
            self.findings.of(version).reason = Reason.BLOCKED
        except SilentError:
            self._pass_over(version)
        else:
            self._take(version, answer, lists)

    async def _ask(self, version: Version) -> Answer | Refusal:
        answer: Answer | Refusal = Refusal()
        for suites in chunks(suites_of(version), careful=self.asker.careful):
            answer = await self.asker.ask(Offer(version=version, suites=turned(suites, 0)))
            if isinstance(answer, Answer) or answer.alert == PROTOCOL_VERSION:
                break
        return answer

    def _pass_over(self, version: Version) -> None:
        """A filter may swallow old versions: they are not asked for any more, and the others go on.

        Raises:
            SilentError: TLS 1.2 is no old version.

        """
        if version == Version.TLS_1_2:
            raise SilentError
        for older in Version:
            if older <= version:
                self.findings.of(older).reason = Reason.TIMEOUT

    def _take(self, offered: Version, answer: Answer | Refusal, lists: asyncio.TaskGroup) -> None:
        if isinstance(answer, Answer):
            self._accept(offered, answer, lists)
        else:
            speaks_for_older = self.lean and answer.alert == PROTOCOL_VERSION
            self._refuse(offered, Version.SSL_3 if speaks_for_older else offered, answer)

    def _refuse(self, newest: Version, oldest: Version, refusal: Refusal) -> None:
        for version in Version:
            if oldest <= version <= newest:
                self.findings.of(version).refuse(refusal)

    def _accept(self, offered: Version, answer: Answer, lists: asyncio.TaskGroup) -> None:
        """Versions between the one offered and the one answered are refused: a server takes the newest."""
        version = Version(answer.hello.version)
        if version < offered:
            self._refuse(offered, Version(version + 1), Refusal(alert=PROTOCOL_VERSION))
        self.findings.of(version).is_accepted = True
        if self.lean and version in NAMED_ONLY:
            self.findings.notes.take(answer)
            self.findings.of(version).reason = Reason.NOT_REQUESTED
        else:
            self._lists[version] = lists.create_task(self._list(version, answer))

    async def _list(self, version: Version, first: Answer) -> None:
        try:
            await self._listing(version).run(first)
        except* MalformedError:
            self.findings.of(version).reason = Reason.BLOCKED

    def _listing(self, version: Version) -> Listing | Listing13:
        found, listed = self.findings, self.findings.of(version)
        if version == Version.TLS_1_3:
            return Listing13(asker=self.asker, listed=listed, groups=found.groups)
        return Listing(asker=self.asker, notes=found.notes, version=version, listed=listed)
