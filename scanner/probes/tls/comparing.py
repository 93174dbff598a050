"""Whether one more address of a host is the server that another was found to be, asked in four connections.

Asked: what TLS 1.3 or the newest version shows, what the oldest accepted version shows, what is older than
that, and the TLS 1.2 suites that the other address refuses. A certificate of each kind of key is met on the
way. Whoever answers one of them otherwise is another server, and enumerated for itself.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from checks.facts import Target, TlsFacts
from scanner.probes.addresses import literal
from scanner.probes.context import ProbeContext
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.connection.stopwatch import Stopwatch
from scanner.probes.tls.handshake.asking_again import AskingAgain
from scanner.probes.tls.handshake.first_flight import FirstFlight, HandshakeRefusal, exchange_hello
from scanner.probes.tls.handshake.first_hellos import full_hello
from scanner.probes.tls.handshake.suite_order import offerable_suites
from scanner.probes.tls.handshake.tls13_flight import EncryptedFlight, encrypted_flight, is_readable
from scanner.probes.tls.starttls import Protocol, upgrade
from scanner.probes.tls.wire.client_hello import ALL_SIGNATURES, ClientHello
from scanner.probes.tls.wire.codes import (
    CURVES,
    ECDSA_SIGNATURES,
    GROUPS,
    RSA_SIGNATURES,
    VERSION_NAMES,
    Version,
    is_tls_1_3,
    suites,
)
from scanner.probes.tls.wire.records import MalformedError

SIGNATURES = {"RSA": RSA_SIGNATURES, "ECDSA": ECDSA_SIGNATURES}


class _OtherServerError(Exception):
    """An answer that the first address does not give."""


async def same_server(
    target: Target,
    address: str,
    first: TlsFacts,
    context: ProbeContext,
    starttls: Protocol | None = None,
) -> bool:
    """Whether every question was answered as ``first`` says; False also where one could not be asked."""
    server = TlsServer(
        address=address,
        port=target.https_port,
        server_name=None if literal(target.host) else target.host,
        context=context,
        stopwatch=Stopwatch(context.settings.tls_deadline),
        upgrade=partial(upgrade, starttls) if starttls else None,
    )
    asking = AskingAgain(pace=server.pace, pause=context.settings.retry_pause)
    comparison = _Comparison(server, first, asking)
    try:
        return comparison.is_possible and await comparison.run()
    except (_OtherServerError, MalformedError, ServerTimeoutError, UnreachableError):
        return False


@dataclass
class _Comparison:
    server: TlsServer
    first: TlsFacts
    asking: AskingAgain
    met: set[tuple[str, ...]] = field(default_factory=set)  # chains, by the SHA-256 of each certificate

    @property
    def is_possible(self) -> bool:
        """Whether enough is known of the first address."""
        is_whole = all(scan.status != "not_tested" for scan in self.first.protocols)
        return is_whole and bool(self._accepted) and bool(self.first.chains)

    @property
    def _accepted(self) -> list[Version]:
        accepted = {scan.version for scan in self.first.accepted}
        return [version for version in sorted(Version) if VERSION_NAMES[version] in accepted]

    async def run(self) -> bool:
        oldest, newest = self._accepted[0], self._accepted[-1]
        kinds = self._key_kinds()
        await self._newest(newest, kinds[-1])
        if oldest == Version.TLS_1_3 and len(kinds) > 1:
            await self._newest(newest, kinds[0])
        if oldest < Version.TLS_1_3:
            await self._shown(oldest, self._suites(oldest) or offerable_suites(oldest), kinds[0])
        if oldest > Version.SSL_3:
            older = Version(oldest - 1)
            await self._refused(self._hello(older, offerable_suites(older)))
        if Version.TLS_1_2 in self._accepted and (suites_known := self._suites(Version.TLS_1_2)):
            refused = [code for code in offerable_suites(Version.TLS_1_2) if code not in suites_known]
            await self._refused(self._hello(Version.TLS_1_2, refused))
        return self._certificates_agree()

    def _key_kinds(self) -> list[str]:
        """Of the certificates that the first address presents, for hellos that ask for one kind each."""
        types = {chain.certificates[0].key_type for chain in self.first.chains if chain.certificates}
        both = "RSA" in types and len(types) > 1
        return ["RSA", "ECDSA"] if both else [""]

    def _certificates_agree(self) -> bool:
        """Nothing was met that the first address does not present, and no kind of key was missed."""
        key_types = {
            tuple(each.sha256 for each in chain.certificates): chain.certificates[0].key_type
            for chain in self.first.chains
            if chain.certificates
        }
        kinds = {key_types[chain] for chain in self.met if chain in key_types}
        return self.met <= key_types.keys() and kinds == set(key_types.values())

    async def _newest(self, newest: Version, kind: str) -> None:
        """In TLS 1.3 the certificate is shown to clients with keys only; then nothing else need be asked."""
        groups = [code for code, name in GROUPS.items() if name in (self.first.groups or ())]
        codes = self._suites(newest)
        if newest == Version.TLS_1_3 and is_readable(codes, groups):
            await self._shown_encrypted(codes, groups, SIGNATURES.get(kind, ALL_SIGNATURES))
            return
        hello = full_hello(self.server.server_name)
        if kind:
            named = _signed_by(hello.suites, kind)
            hello = replace(hello, suites=named, signatures=SIGNATURES[kind])
        self._must_be(newest, codes, await self._answer(hello))

    async def _shown_encrypted(self, codes: list[int], groups: list[int], signatures: Sequence[int]) -> None:
        flight = await self.asking.ask(lambda: encrypted_flight(self.server, codes, groups, signatures, ()))
        if not isinstance(flight, EncryptedFlight) or not flight.chain.certificates:
            raise _OtherServerError
        self._note(flight.chain.certificates)

    async def _shown(self, version: Version, codes: Sequence[int], kind: str) -> None:
        named = _signed_by(codes, kind) if kind else codes
        signatures = SIGNATURES.get(kind, ALL_SIGNATURES)
        hello = self._hello(version, named or codes, signatures)
        self._must_be(version, codes, await self._answer(hello))

    def _must_be(
        self, version: Version, codes: Sequence[int], flight: FirstFlight | HandshakeRefusal
    ) -> None:
        if not isinstance(flight, FirstFlight) or flight.server_hello.version != version:
            raise _OtherServerError
        if codes and flight.server_hello.suite not in codes:
            raise _OtherServerError
        self._note(flight.certificates)

    async def _refused(self, hello: ClientHello) -> None:
        answer = await self._answer(hello)
        if isinstance(answer, FirstFlight) or (answer.hung_up and not self.asking.believes(answer.times)):
            raise _OtherServerError

    async def _answer(self, hello: ClientHello) -> FirstFlight | HandshakeRefusal:
        """A connection that is cut is no refusal yet."""
        return await self.asking.ask(lambda: exchange_hello(self.server, hello))

    def _note(self, certificates: Sequence[bytes]) -> None:
        if certificates:
            self.met.add(tuple(hashlib.sha256(each).hexdigest() for each in certificates))

    def _suites(self, version: Version) -> list[int]:
        scan = self.first.protocol(VERSION_NAMES[version])
        names = {suite.name for suite in scan.suites} if scan else set()
        return [code for code, suite in suites().items() if suite.name in names]

    def _hello(
        self, version: Version, codes: Sequence[int], signatures: Sequence[int] = ALL_SIGNATURES
    ) -> ClientHello:
        return ClientHello(
            version=version,
            suites=codes,
            groups=CURVES,
            server_name=self.server.server_name,
            signatures=signatures,
        )


def _signed_by(codes: Sequence[int], kind: str) -> list[int]:
    """The suites of TLS 1.3, and the older ones whose certificate holds a key of this kind."""
    known = suites()
    return [
        code for code in codes if is_tls_1_3(code) or ("_ECDSA_" in known[code].name) == (kind == "ECDSA")
    ]
