"""What one hello more tells: whether compression is agreed to, and whether a fallback is turned down."""

from collections.abc import Sequence

from checks.facts import NotTested, ProtocolScan
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.connection.connection import Door, SilentError, UnreachableError
from scanner.probes.tls.handshake.first_flight import Answer, Refusal, knock
from scanner.probes.tls.wire import codes
from scanner.probes.tls.wire.codes import NAMES, Version
from scanner.probes.tls.wire.hello import NO_COMPRESSION, ClientHello
from scanner.probes.tls.wire.records import MalformedError

FALLBACK_SCSV = 0x5600  # RFC 7507
INAPPROPRIATE_FALLBACK = 86
COMPRESSIONS = (1, 64, 0)  # DEFLATE (RFC 3749), LZS (RFC 3943), none


async def compression(door: Door, scan: ProtocolScan) -> bool | NotTested:
    """Whether the server takes a compression method (CRIME) in an accepted version up to TLS 1.2."""
    answer = await _offer(door, scan, compressions=COMPRESSIONS)
    match answer:
        case Answer():
            return answer.hello.compression != 0
        case Refusal(alert=alert):
            return NotTested(reason=Reason.BLOCKED, detail=f"compression offered: refused (alert {alert})")
    return answer


async def fallback_scsv(door: Door, scan: ProtocolScan) -> bool | NotTested:
    """Whether the server turns down an accepted version when the client says that it is a fallback.

    Any alert counts (RFC 7507 wants inappropriate_fallback, some load balancers send another): the same offer
    without the signal was accepted. Hanging up does not: that may be for another cause.
    """
    answer = await _offer(door, scan, signal=(FALLBACK_SCSV,))
    match answer:
        case Answer():
            return False
        case Refusal(alert=None):
            return NotTested(reason=Reason.BLOCKED, detail="fallback offered: hung up without an alert")
        case Refusal():
            return True
    return answer


async def _offer(
    door: Door,
    scan: ProtocolScan,
    *,
    signal: Sequence[int] = (),
    compressions: Sequence[int] = NO_COMPRESSION,
) -> Answer | Refusal | NotTested:
    hello = ClientHello(
        version=_CODES[scan.version],
        suites=(*_suite_codes(scan), *signal),
        groups=codes.CURVES,
        server_name=door.server_name,
        compressions=compressions,
    )
    try:
        return await knock(door, hello)
    except SilentError as error:
        return NotTested(reason=Reason.TIMEOUT, detail=str(error)[:DETAIL_LENGTH])
    except UnreachableError as error:
        return NotTested(reason=Reason.UNREACHABLE, detail=str(error)[:DETAIL_LENGTH])
    except MalformedError as error:
        return NotTested(reason=Reason.BLOCKED, detail=str(error)[:DETAIL_LENGTH])


def _suite_codes(scan: ProtocolScan) -> list[int]:
    names = {suite.name for suite in scan.suites}
    return [code for code, suite in codes.suites().items() if suite.name in names]


_CODES: dict[str, Version] = {name: version for version, name in NAMES.items()}
