"""What one hello more tells: whether compression is agreed to, and whether a fallback is turned down."""

from collections.abc import Sequence

from checks.facts import NotTested, ProtocolScan
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.handshake.first_flight import (
    FirstFlight,
    HandshakeRefusal,
    HelloResponse,
    exchange_hello,
)
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.client_hello import NO_COMPRESSION, ClientHello
from scanner.probes.tls.wire.codes import VERSION_NAMES, Version
from scanner.probes.tls.wire.records import MalformedError

FALLBACK_SCSV = 0x5600  # RFC 7507
COMPRESSIONS = (1, 64, 0)  # DEFLATE (RFC 3749), LZS (RFC 3943), none


async def compression(server: TlsServer, scan: ProtocolScan) -> bool | NotTested:
    """Whether the server takes a compression method (CRIME) in an accepted version up to TLS 1.2."""
    response = await _offer(server, scan, compressions=COMPRESSIONS)
    match response:
        case FirstFlight():
            return response.server_hello.compression != 0
        case HandshakeRefusal() as refusal:
            return NotTested(reason=Reason.BLOCKED, detail=f"compression offered: {refusal}")
    return response


async def fallback_scsv(server: TlsServer, scan: ProtocolScan) -> bool | NotTested:
    """Whether the server turns down an accepted version when the client says that it is a fallback.

    Any alert counts (RFC 7507 wants inappropriate_fallback, some load balancers send another): the same offer
    without the SCSV was accepted. Hanging up does not: that may be for another cause.
    """
    response = await _offer(server, scan, scsv=(FALLBACK_SCSV,))
    match response:
        case FirstFlight():
            return False
        case HandshakeRefusal(alert=None):
            return NotTested(reason=Reason.BLOCKED, detail="fallback offered: hung up without an alert")
        case HandshakeRefusal():
            return True
    return response


async def _offer(
    server: TlsServer,
    scan: ProtocolScan,
    *,
    scsv: Sequence[int] = (),
    compressions: Sequence[int] = NO_COMPRESSION,
) -> HelloResponse | NotTested:
    hello = ClientHello(
        version=_CODES[scan.version],
        suites=(*_suite_codes(scan), *scsv),
        groups=codes.CURVES,
        server_name=server.server_name,
        compressions=compressions,
    )
    try:
        return await exchange_hello(server, hello)
    except ServerTimeoutError as error:
        return NotTested(reason=Reason.TIMEOUT, detail=str(error)[:DETAIL_LENGTH])
    except UnreachableError as error:
        return NotTested(reason=Reason.UNREACHABLE, detail=str(error)[:DETAIL_LENGTH])
    except MalformedError as error:
        return NotTested(reason=Reason.BLOCKED, detail=str(error)[:DETAIL_LENGTH])


def _suite_codes(scan: ProtocolScan) -> list[int]:
    names = {suite.name for suite in scan.suites}
    return [code for code, suite in codes.suites().items() if suite.name in names]


_CODES: dict[str, Version] = {name: version for version, name in VERSION_NAMES.items()}
