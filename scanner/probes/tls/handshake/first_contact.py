"""The first connections: whether TLS is spoken at all, in which newest version, and with what care to ask on.

The first hello offers everything, so that its answer already counts. Some servers and middleboxes dislike
a long hello or one without key shares; others hang up on any version that they don't know.
"""

from dataclasses import dataclass

from checks.facts import Absent, NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.connection.connection import Door, SilentError, UnreachableError
from scanner.probes.tls.handshake.alpn import OFFERED
from scanner.probes.tls.handshake.client import key_shares
from scanner.probes.tls.handshake.first_flight import Answer, Refusal, knock
from scanner.probes.tls.handshake.suite_order import LONGEST_CAREFUL, suites_of, turned
from scanner.probes.tls.starttls import NotOfferedError
from scanner.probes.tls.wire.codes import CURVES, TLS_1_3_GROUPS, Version
from scanner.probes.tls.wire.hello import ClientHello
from scanner.probes.tls.wire.records import MalformedError, NotTlsError

ALL_GROUPS = tuple(dict.fromkeys((*TLS_1_3_GROUPS, *CURVES)))
USUAL_GROUPS = (0x11EC, 0x001D, 0x0017, 0x0018, 0x0019)
VERSIONS = (Version.TLS_1_3, Version.TLS_1_2, Version.TLS_1_1, Version.TLS_1_0)
SSL2_ERROR = b"\x80\x03"  # how a server of SSL 2.0 alone begins to answer a hello that it does not know


@dataclass(frozen=True)
class Greeting:
    """``answer``: to ``hello``; None when TLS was spoken, but only to refuse. ``careful``: see ``Asker``."""

    hello: ClientHello
    answer: Answer | None = None
    careful: bool = False


async def greet(door: Door) -> Greeting | Absent | NotTested:
    """Knock at most three times; a server that stays silent is asked twice at most.

    ``Absent``: the port is closed, or answers in another protocol.
    """
    port = door.port
    try:
        return await _greet(door)
    except MalformedError as error:
        return _malformed(error, port)
    except SilentError as error:
        return _not_tested(Reason.TIMEOUT, f"port {port}: {error}")
    except UnreachableError as error:
        if isinstance(error.error, ConnectionRefusedError):
            return Absent(detail=f"port {port} is closed")  # a fact, not a failure to test
        return _not_tested(Reason.UNREACHABLE, f"port {port}: {error}")


async def _greet(door: Door) -> Greeting | NotTested:
    hellos = [make(door.server_name) for make in (full_hello, careful_hello, old_hello)]
    refusals: list[Refusal | None] = []
    for number, hello in enumerate(hellos):
        answer = await _try(door, hello, is_first=number == 0)
        if isinstance(answer, Answer):
            return Greeting(hello, answer, careful=number > 0)
        refusals.append(answer)
    if all(refusal in (None, Refusal()) for refusal in refusals):
        return _not_tested(Reason.BLOCKED, f"port {door.port} hung up on TLS hellos without an answer")
    return Greeting(hellos[0], careful=True)


async def _try(door: Door, hello: ClientHello, *, is_first: bool) -> Answer | Refusal | None:
    """None: silence, which is borne the first time only."""
    try:
        return await knock(door, hello, nudge=is_first)
    except NotTlsError as error:
        if error.beginning == SSL2_ERROR:
            return Refusal(alert=0)
        raise
    except SilentError:
        if not is_first:
            raise
        return None


def full_hello(server_name: str | None) -> ClientHello:
    """Everything, and no key share, so that a server of TLS 1.3 need not sign."""
    return ClientHello(
        version=Version.TLS_1_3,
        versions=VERSIONS,
        suites=(*suites_of(Version.TLS_1_3), *suites_of(Version.TLS_1_2)),
        groups=ALL_GROUPS,
        server_name=server_name,
        alpn=OFFERED,
    )


def careful_hello(server_name: str | None) -> ClientHello:
    """What a browser may send: the usual suites and groups, with key shares."""
    usual = turned(suites_of(Version.TLS_1_2), 1)[: LONGEST_CAREFUL - len(suites_of(Version.TLS_1_3))]
    return ClientHello(
        version=Version.TLS_1_3,
        versions=VERSIONS,
        suites=(*suites_of(Version.TLS_1_3), *usual),
        groups=USUAL_GROUPS,
        server_name=server_name,
        key_shares=key_shares(USUAL_GROUPS),
    )


def old_hello(server_name: str | None) -> ClientHello:
    """TLS 1.0 as it was spoken then."""
    suites = turned(suites_of(Version.TLS_1_0), 1)[:LONGEST_CAREFUL]
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
