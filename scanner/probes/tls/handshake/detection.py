"""Whether TLS is spoken at a port at all, in which newest version, and how conservative hellos must be.

The first hello offers everything, so that its answer already counts. Some servers and middleboxes dislike
a long hello or one without key shares; others hang up on any version that they don't know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.facts import Absent, NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.certificates.presented import PresentedChains
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.handshake.asking_again import AskingAgain
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
)
from scanner.probes.tls.handshake.first_hellos import HELLOS
from scanner.probes.tls.handshake.hello_retry import RetryAnswer
from scanner.probes.tls.starttls import NotOfferedError, spoken_protocol
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.codes import AlertDescription, Version
from scanner.probes.tls.wire.records import MalformedError, NotTlsError

ASK_WITH = "ask with --starttls"
SSL2_ERROR = b"\x80\x03"  # how a server of SSL 2.0 alone begins to answer a hello that it does not know


@dataclass(frozen=True, kw_only=True)
class DetectedTls:
    """How TLS was met.

    Attributes:
        hello: the one that was answered by ``flight``; None: TLS was spoken, but only to refuse.
        conservative: see ``TlsClient``.
        refused: versions that were refused with an alert already.
        chains: what the handshakes showed by which it was met.

    """

    hello: ClientHello
    flight: FirstFlight | None = None
    conservative: bool = False
    refused: Mapping[Version, HandshakeRefusal] = field(default_factory=dict)
    chains: PresentedChains = field(default_factory=PresentedChains)


async def detect_tls(
    server: TlsServer, asking: AskingAgain, answer_retry: RetryAnswer | None = None
) -> DetectedTls | Absent | NotTested:
    """Send at most four hellos, the first twice if it is hung up on; a server that stays silent gets two.

    ``Absent``: the port is closed, or answers in another protocol.
    """
    port = server.port
    try:
        return await _Detection(server, asking, answer_retry).run()
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
    answer_retry: RetryAnswer | None
    chains: PresentedChains = field(default_factory=PresentedChains)
    refused: dict[Version, HandshakeRefusal] = field(default_factory=dict)

    async def run(self) -> DetectedTls | NotTested:
        full = HELLOS[0](self.server.server_name)
        try:
            response = await self._ask_first(full)
        except ServerTimeoutError:
            response = HandshakeRefusal()  # a second silence is borne no more
        if isinstance(response, FirstFlight):
            return DetectedTls(hello=full, flight=response, chains=self.chains)
        refusals = [response]
        for make in HELLOS[1:]:
            if AlertDescription.UNRECOGNIZED_NAME in (refusal.alert for refusal in refusals):
                return self._name_refused()
            hello = make(self.server.server_name)
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

    def _detected(self, hello: ClientHello, flight: FirstFlight) -> DetectedTls:
        refused = {version: why for version, why in self.refused.items() if version > hello.version}
        return DetectedTls(hello=hello, flight=flight, conservative=True, refused=refused, chains=self.chains)

    async def _try(self, hello: ClientHello, *, nudge: bool = False) -> HelloResponse:
        try:
            return self._noted(hello, await self._exchange(hello, nudge=nudge))
        except NotTlsError as error:
            if error.beginning[:2] == SSL2_ERROR:
                return HandshakeRefusal(alert=AlertDescription.PROTOCOL_VERSION)
            raise

    async def _exchange(self, hello: ClientHello, *, nudge: bool) -> HelloResponse:
        response = await exchange_hello(self.server, hello, nudge=nudge, answer_retry=self.answer_retry)
        if isinstance(response, FirstFlight):
            self.chains.add(response.chain)
        return response

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
