"""Turns sslyze's results into facts. Imported in worker processes only."""

from importlib.metadata import version
from traceback import TracebackException

from sslyze import (
    ScanCommand,
    ServerScanResult,
)
from sslyze.errors import (
    ConnectionToServerFailed,
    ConnectionToServerTimedOut,
    ServerRejectedConnection,
    TlsHandshakeTimedOut,
)
from sslyze.scanner.models import AllScanCommandsAttempts, CipherSuitesScanAttempt

from checks.facts import (
    CertificateChain,
    CipherSuite,
    NotTested,
    ProtocolScan,
    ProtocolVersion,
    TlsFacts,
)
from checks.model import Reason
from scanner.probes.tls.server_name import server_name
from scanner.probes.tls.sslyze_scan import DETAIL_LENGTH, SslyzeRequest

COMMANDS = {
    ProtocolVersion.SSL_2: ScanCommand.SSL_2_0_CIPHER_SUITES,
    ProtocolVersion.SSL_3: ScanCommand.SSL_3_0_CIPHER_SUITES,
    ProtocolVersion.TLS_1_0: ScanCommand.TLS_1_0_CIPHER_SUITES,
    ProtocolVersion.TLS_1_1: ScanCommand.TLS_1_1_CIPHER_SUITES,
    ProtocolVersion.TLS_1_2: ScanCommand.TLS_1_2_CIPHER_SUITES,
    ProtocolVersion.TLS_1_3: ScanCommand.TLS_1_3_CIPHER_SUITES,
}
HANDSHAKE_TIMEOUT = "Connection to server timed out during the TLS handshake"  # of a "rejected" suite
REASONS = {
    ConnectionToServerTimedOut: Reason.TIMEOUT,
    TlsHandshakeTimedOut: Reason.TIMEOUT,
    ServerRejectedConnection: Reason.BLOCKED,  # it took our first connection
    ConnectionToServerFailed: Reason.UNREACHABLE,
}
CURVES = {"prime192v1": "secp192r1", "prime256v1": "secp256r1"}  # ANSI X9.62 to the IANA registry


def facts(
    result: ServerScanResult, request: SslyzeRequest, chains: tuple[CertificateChain, ...]
) -> TlsFacts | NotTested:
    """Facts of a finished scan; why there are none when sslyze found no handshake that it can do.

    A version is "refused" only when every suite was turned down by an answer. ``server_order`` stays unknown.
    """
    found, handshake = result.scan_result, result.connectivity_result
    if found is None or handshake is None:
        trace = result.connectivity_error_trace
        return NotTested(reason=_reason(trace), detail=f"sslyze: {trace}"[:DETAIL_LENGTH])
    first = list(ProtocolVersion)[handshake.highest_tls_version_supported.value - 1]
    protocols = tuple(_protocol(one, getattr(found, COMMANDS[one])) for one in ProtocolVersion)
    return TlsFacts(
        address=request.address,
        port=request.port,
        server_name=server_name(request.host),
        protocols=tuple(_doubted(scan) if scan.version is first else scan for scan in protocols),
        groups=_groups(found, protocols),
        chains=chains,
        scanner=f"sslyze {version('sslyze')}",
    )


def _protocol(tested: ProtocolVersion, attempt: CipherSuitesScanAttempt) -> ProtocolScan:
    result = attempt.result
    if result is None:
        return ProtocolScan(version=tested, status="not_tested", reason=_reason(attempt.error_trace))
    suites = (one.cipher_suite for one in result.accepted_cipher_suites)
    accepted = tuple(CipherSuite(name=suite.name, key_size=suite.key_size) for suite in suites)
    if accepted:
        return ProtocolScan(version=tested, status="accepted", suites=accepted)
    if any(suite.error_message == HANDSHAKE_TIMEOUT for suite in result.rejected_cipher_suites):
        return ProtocolScan(version=tested, status="not_tested", reason=Reason.TIMEOUT)
    return ProtocolScan(version=tested, status="refused")


def _doubted(scan: ProtocolScan) -> ProtocolScan:
    """The version of sslyze's first handshake. If it is refused later, the server has begun to block us."""
    if scan.status != "refused":
        return scan
    return ProtocolScan(version=scan.version, status="not_tested", reason=Reason.BLOCKED)


def _groups(found: AllScanCommandsAttempts, protocols: tuple[ProtocolScan, ...]) -> tuple[str, ...] | None:
    """The curves of the newest version; none where no suite agrees on a key over a curve."""
    result = found.elliptic_curves.result
    if result and result.supported_curves:
        names = (curve.name for curve in result.supported_curves)
        return tuple(CURVES.get(name, name.lower()) for name in names)
    suites = [suite.name for scan in protocols for suite in scan.suites]
    over_curves = any(name.startswith("TLS_ECDH") or "_WITH_" not in name for name in suites)
    return None if result is None or over_curves else ()


def _reason(trace: TracebackException | None) -> Reason:
    """By the type of the exception that the trace remembers, under the name it has from Python 3.13 on."""
    if trace is None:
        return Reason.INTERNAL_ERROR
    name: str = getattr(trace, "exc_type_str", "") or getattr(trace.exc_type, "__name__", "")
    known = {kind.__name__: reason for kind, reason in REASONS.items()}
    return known.get(name.rpartition(".")[2], Reason.INTERNAL_ERROR)
