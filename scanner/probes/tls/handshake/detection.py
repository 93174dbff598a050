"""Whether TLS is spoken at a port at all, in which newest version, and how conservative hellos must be.

The first hello offers everything, so that its answer already counts. Some servers and middleboxes dislike
a long hello or one without key shares; others hang up on any version that they don't know.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from checks.facts import Absent, NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.handshake.alpn import PROTOCOLS
from scanner.probes.tls.handshake.asking_again import AskingAgain
from scanner.probes.tls.handshake.client import key_shares
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
)
from scanner.probes.tls.handshake.suite_order import LONGEST_CONSERVATIVE, offerable_suites, ordered
from scanner.probes.tls.starttls import NotOfferedError, spoken_protocol
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, AlertDescription, Version
from scanner.probes.tls.wire.records import MalformedError, NotTlsError

ALL_GROUPS = tuple(dict.fromkeys((*TLS_1_3_GROUPS, *CURVES)))
USUAL_GROUPS = (0x11EC, 0x001D, 0x0017, 0x0018, 0x0019)
VERSIONS = (Version.TLS_1_3, Version.TLS_1_2, Version.TLS_1_1, Version.TLS_1_0)
ASK_WITH = "ask with --starttls"
SSL2_ERROR = b"\x80\x03"  # how a server of SSL 2.0 alone begins to answer a hello that it does not know


@dataclass(frozen=True, kw_only=True)
class DetectedTls:
    """How TLS was met.

    Attributes:
        hello: the one that was answered by ``flight``; None: TLS was spoken, but only to refuse.
        conservative: see ``TlsClient``.
        refused: versions that were refused with an alert already.
        is_deaf_to_tls13: hellos of TLS 1.3 stayed without any answer, and an older one did not.

    """

    hello: ClientHello
    flight: FirstFlight | None = None
    conservative: bool = False
    refused: Mapping[Version, HandshakeRefusal] = field(default_factory=dict)
    is_deaf_to_tls13: bool = False


async def detect_tls(server: TlsServer, asking: AskingAgain) -> DetectedTls | Absent | NotTested:
    """Send at most four hellos, the first twice if it is hung up on; a server that stays silent gets three.

    ``Absent``: the port is closed, or answers in another protocol.
    """
    port = server.port
    try:
        return await _Detection(server, asking).run()
    except MalformedError as error:
        return _malformed(error, port)
    except ServerTimeoutError as error:
        return _not_tested(Reason.TIMEOUT, f"port {port}: {error}")
    except UnreachableError as error:
        if isinstance(error.error, ConnectionRefusedError):
            return Absent(detail=f"port {port} is closed")  # a fact, not a failure to test
        return _not_tested(Reason.UNREACHABLE, f"port {port}: {error}")


@dataclass
class _Detection:
    server: TlsServer
    asking: AskingAgain
    refused: dict[Version, HandshakeRefusal] = field(default_factory=dict)

    async def run(self) -> DetectedTls | NotTested:
        full, *others = (make(self.server.server_name) for make in HELLOS)
        try:
            response = await self._ask_first(full)
        except ServerTimeoutError as error:
            if not error.accepted:
                raise
            return await self._after_silence(others)
        if isinstance(response, FirstFlight):
            return DetectedTls(hello=full, flight=response)
        refusals = [response]
        for hello in others:
            if AlertDescription.UNRECOGNIZED_NAME in (refusal.alert for refusal in refusals):
                return self._name_refused()
            response = await self._try(hello)
            if isinstance(response, FirstFlight):
                return self._detected(hello, response)
            refusals.append(response)
        if all(refusal.hung_up for refusal in refusals):
            return self._hung_up()
        return DetectedTls(hello=full, conservative=True, refused=self.refused)

    async def _ask_first(self, hello: ClientHello) -> HelloResponse:
        """A connection that was cut must not make the server look delicate."""
        return await self.asking.ask(lambda: self._try(hello, nudge=True), bears_silence=False)

    async def _after_silence(self, others: Sequence[ClientHello]) -> DetectedTls | NotTested:
        """At the same time, so that a server that stays silent is left after twice the patience."""
        *newer, _oldest = others
        tried = await asyncio.gather(*map(self._try, newer), return_exceptions=True)
        for hello, response in zip(newer, tried, strict=True):
            if isinstance(response, FirstFlight):
                return self._detected(hello, response, deaf=isinstance(tried[0], ServerTimeoutError))
        for response in tried:
            if isinstance(response, BaseException):
                raise response
        return self._hung_up()

    def _detected(self, hello: ClientHello, flight: FirstFlight, *, deaf: bool = False) -> DetectedTls:
        refused = {version: why for version, why in self.refused.items() if version > hello.version}
        return DetectedTls(
            hello=hello, flight=flight, conservative=True, refused=refused, is_deaf_to_tls13=deaf
        )

    async def _try(self, hello: ClientHello, *, nudge: bool = False) -> HelloResponse:
        try:
            return self._noted(hello, await exchange_hello(self.server, hello, nudge=nudge))
        except NotTlsError as error:
            if error.beginning[:2] == SSL2_ERROR:
                return HandshakeRefusal(alert=AlertDescription.PROTOCOL_VERSION)
            raise

    def _noted(self, hello: ClientHello, response: HelloResponse) -> HelloResponse:
        """With a name that is not known, nothing is said of versions."""
        if isinstance(response, HandshakeRefusal) and not response.hung_up:
            self.refused[hello.version] = response
        return response

    def _name_refused(self) -> NotTested:
        name = self.server.server_name
        asked = f"the name {name}" if name else "a client that names no host"
        refusal = HandshakeRefusal(alert=AlertDescription.UNRECOGNIZED_NAME)
        return _not_tested(Reason.NAME_REFUSED, f"port {self.server.port} turns away {asked}: {refusal}")

    def _hung_up(self) -> NotTested:
        detail = f"port {self.server.port} hung up on TLS hellos without an answer"
        if self.server.upgrade is None and (spoken := spoken_protocol(b"", self.server.port)):
            return _not_tested(Reason.STARTTLS, f"{detail}; it is {spoken.name}'s: {ASK_WITH} {spoken}")
        return _not_tested(Reason.BLOCKED, detail)


def full_hello(server_name: str | None) -> ClientHello:
    """Everything, and no key share, so that a server of TLS 1.3 need not sign."""
    return ClientHello(
        version=Version.TLS_1_3,
        versions=VERSIONS,
        suites=(*offerable_suites(Version.TLS_1_3), *offerable_suites(Version.TLS_1_2)),
        groups=ALL_GROUPS,
        server_name=server_name,
        alpn=PROTOCOLS,
    )


def conservative_hello(server_name: str | None) -> ClientHello:
    """What a browser may send: the usual suites and groups, with key shares."""
    usual = ordered(offerable_suites(Version.TLS_1_2), 1)[
        : LONGEST_CONSERVATIVE - len(offerable_suites(Version.TLS_1_3))
    ]
    return ClientHello(
        version=Version.TLS_1_3,
        versions=VERSIONS,
        suites=(*offerable_suites(Version.TLS_1_3), *usual),
        groups=USUAL_GROUPS,
        server_name=server_name,
        key_shares=key_shares(USUAL_GROUPS),
    )


def tls12_hello(server_name: str | None) -> ClientHello:
    """TLS 1.2 as it was spoken before TLS 1.3, for what minds the extensions of the latter."""
    suites = ordered(offerable_suites(Version.TLS_1_2), 1)[:LONGEST_CONSERVATIVE]
    return ClientHello(version=Version.TLS_1_2, suites=suites, groups=CURVES[:5], server_name=server_name)


def tls10_hello(server_name: str | None) -> ClientHello:
    """TLS 1.0 as it was spoken then."""
    suites = ordered(offerable_suites(Version.TLS_1_0), 1)[:LONGEST_CONSERVATIVE]
    return ClientHello(version=Version.TLS_1_0, suites=suites, groups=CURVES[:5], server_name=server_name)


HELLOS = (full_hello, conservative_hello, tls12_hello, tls10_hello)  # in this order


def _malformed(error: MalformedError, port: int) -> Absent | NotTested:
    if isinstance(error, NotTlsError):
        if spoken := spoken_protocol(error.beginning, port):
            return _not_tested(Reason.STARTTLS, f"port {port} speaks {spoken.name}: {ASK_WITH} {spoken}")
        began = f"0x{error.beginning[:2].hex()}"
        return Absent(detail=f"port {port} answers, but not in TLS: its answer begins with {began}")
    if isinstance(error, NotOfferedError):
        return Absent(detail=f"port {port} has no TLS: {error}")
    return _not_tested(Reason.BLOCKED, f"port {port}: {error}")


def _not_tested(reason: Reason, detail: str) -> NotTested:
    return NotTested(reason=reason, detail=detail[:DETAIL_LENGTH])
