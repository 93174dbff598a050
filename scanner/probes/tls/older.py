"""TLS 1.2 down to SSL 2.0: which versions a server negotiates, and the suites of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from scanner.probes.tls.enumeration import Enumerated, enumerate_suites, weakest_first
from scanner.probes.tls.knock import Answer, Door, Refusal
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.hello import ClientHello
from scanner.probes.tls.wire.records import MalformedError

OLDER = (Version.TLS_1_2, Version.TLS_1_1, Version.TLS_1_0, Version.SSL_3)
# In the lean mode it is enough to know that these are accepted: that alone fails the server.
NAMED_ONLY_WHEN_LEAN = (Version.TLS_1_1, Version.TLS_1_0)


@dataclass(frozen=True)
class OlderVersions:
    """How versions below TLS 1.3 are asked for. ``trusting``: a refusal speaks for every older version too."""

    door: Door
    lean: bool
    trusting: bool

    async def look(self) -> dict[Version, Enumerated]:
        """What each accepted version accepts; a version that is missing is refused.

        Raises:
            MalformedError, SilentError, UnreachableError: the server stopped answering as it should.

        """
        found: dict[Version, Enumerated] = {}
        for version in OLDER:
            if any(known < version for known in found):
                continue  # a hello of this version was answered with an older one: it is refused
            answer = await self.ask(version, suites_of(version))
            if isinstance(answer, Answer):
                await self._take(found, answer, version)
            elif self.trusting or found:
                break
        return found

    async def _take(self, found: dict[Version, Enumerated], answer: Answer, offered: Version) -> None:
        version = _known(answer.hello.version)
        if version > offered:
            raise MalformedError(f"the server answered {offered.name} with {version.name}")
        if self.lean and version in NAMED_ONLY_WHEN_LEAN:
            found[version] = Enumerated(suites=[answer.hello.suite], answers=[answer])
            return
        first = answer if version == offered else None

        async def ask(left: Sequence[int]) -> Answer | Refusal:
            return await self.ask(version, left)

        found[version] = await enumerate_suites(ask, suites_of(version), first)

    async def ask(
        self, version: Version, suites: Sequence[int], groups: Sequence[int] = codes.CURVES
    ) -> Answer | Refusal:
        """Offer one version; an answer of another than the one asked for counts only for the first offer."""
        hello = ClientHello(version=version, suites=suites, groups=groups, server_name=self.door.server_name)
        return await self.door.knock(hello)


def suites_of(version: Version) -> list[int]:
    """The suites that may be offered in a version, weakest first (RFC 5246, A.5: SHA-256 suites need TLS 1.2)."""
    return weakest_first([code for code in codes.suites() if _fits(code, version)])


def _fits(code: int, version: Version) -> bool:
    name = codes.suite(code).name
    new = name.endswith(("SHA256", "SHA384", "CCM", "CCM_8"))
    return not codes.is_tls_1_3(code) and (version == Version.TLS_1_2 or not new)


def _known(version: int) -> Version:
    try:
        return Version(version)
    except ValueError:
        raise MalformedError(f"the server answered with version 0x{version:04X}") from None
