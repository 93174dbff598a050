"""Whether TLS is spoken at a port at all, in which newest version, and how conservative hellos must be.

The first hello offers everything, so that its answer already counts. Some servers and middleboxes dislike
a long hello or one without key shares; others hang up on any version that they don't know.
"""

from dataclasses import dataclass

from checks.facts import Absent, NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.handshake.alpn import PROTOCOLS
from scanner.probes.tls.handshake.client import key_shares
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
)
from scanner.probes.tls.handshake.hello_retry import RetryAnswer
from scanner.probes.tls.handshake.suite_order import LONGEST_CONSERVATIVE, offerable_suites, ordered
from scanner.probes.tls.starttls import NotOfferedError
from scanner.probes.tls.wire.client_hello import ClientHello
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.records import MalformedError, NotTlsError

ALL_GROUPS = tuple(dict.fromkeys((*TLS_1_3_GROUPS, *CURVES)))
USUAL_GROUPS = (0x11EC, 0x001D, 0x0017, 0x0018, 0x0019)
VERSIONS = (Version.TLS_1_3, Version.TLS_1_2, Version.TLS_1_1, Version.TLS_1_0)
SSL2_ERROR = b"\x80\x03"  # how a server of SSL 2.0 alone begins to answer a hello that it does not know


@dataclass(frozen=True)
class DetectedTls:
    """``flight``: the answer to ``hello``; None when TLS was spoken, but only to refuse.

    ``conservative``: see ``TlsClient``.
    """

    hello: ClientHello
    flight: FirstFlight | None = None
    conservative: bool = False


async def detect_tls(
    server: TlsServer, answer_retry: RetryAnswer | None = None
) -> DetectedTls | Absent | NotTested:
    """Send at most three hellos; a server that stays silent gets two at most.

    ``Absent``: the port is closed, or answers in another protocol.
    """
    port = server.port
    try:
        return await _detect(server, answer_retry)
    except MalformedError as error:
        return _malformed(error, port)
    except ServerTimeoutError as error:
        return _not_tested(Reason.TIMEOUT, f"port {port}: {error}")
    except UnreachableError as error:
        if isinstance(error.error, ConnectionRefusedError):
            return Absent(detail=f"port {port} is closed")  # a fact, not a failure to test
        return _not_tested(Reason.UNREACHABLE, f"port {port}: {error}")


async def _detect(server: TlsServer, answer_retry: RetryAnswer | None) -> DetectedTls | NotTested:
    hellos = [make(server.server_name) for make in (full_hello, conservative_hello, tls10_hello)]
    refusals: list[HandshakeRefusal | None] = []
    for number, hello in enumerate(hellos):
        response = await _try(server, hello, answer_retry, is_first=number == 0)
        if isinstance(response, FirstFlight):
            return DetectedTls(hello, response, conservative=number > 0)
        refusals.append(response)
    if all(refusal in (None, HandshakeRefusal()) for refusal in refusals):
        return _not_tested(Reason.BLOCKED, f"port {server.port} hung up on TLS hellos without an answer")
    return DetectedTls(hellos[0], conservative=True)


async def _try(
    server: TlsServer, hello: ClientHello, answer_retry: RetryAnswer | None, *, is_first: bool
) -> HelloResponse | None:
    """None: a timeout, which is borne the first time only."""
    try:
        return await exchange_hello(server, hello, nudge=is_first, answer_retry=answer_retry)
    except NotTlsError as error:
        if error.beginning == SSL2_ERROR:
            return HandshakeRefusal(alert=0)
        raise
    except ServerTimeoutError:
        if not is_first:
            raise
        return None


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


def tls10_hello(server_name: str | None) -> ClientHello:
    """TLS 1.0 as it was spoken then."""
    suites = ordered(offerable_suites(Version.TLS_1_0), 1)[:LONGEST_CONSERVATIVE]
    return ClientHello(version=Version.TLS_1_0, suites=suites, groups=CURVES[:5], server_name=server_name)


def _malformed(error: MalformedError, port: int) -> Absent | NotTested:
    if isinstance(error, NotTlsError):
        began = f"0x{error.beginning.hex()}"
        return Absent(detail=f"port {port} answers, but not in TLS: its answer begins with {began}")
    if isinstance(error, NotOfferedError):
        return Absent(detail=f"port {port} has no TLS: {error}")
    return _not_tested(Reason.BLOCKED, f"port {port}: {error}")


def _not_tested(reason: Reason, detail: str) -> NotTested:
    return NotTested(reason=reason, detail=detail[:DETAIL_LENGTH])
