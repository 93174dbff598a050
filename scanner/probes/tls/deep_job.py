"""The job "tls.deep": what sslyze does best, and nothing else. Imported in worker processes only.

sslyze's Scanner is left aside: it would probe the connectivity first, and run every part of a command. Here
each test gets a description of the server made from what the prober found. Its newest version is at most
TLS 1.2, since sslyze answers without testing when it sees TLS 1.3.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

from nassl.ssl_client import ClientCertificateRequested
from pydantic import JsonValue
from sslyze import (
    RobotScanResultEnum,
    ScanCommand,
    ServerNetworkConfiguration,
    ServerNetworkLocation,
    SessionRenegotiationExtraArgument,
    TlsVersionEnum,
)
from sslyze.errors import (
    ConnectionToServerFailed,
    ConnectionToServerTimedOut,
    ServerRejectedTlsHandshake,
    TlsHandshakeTimedOut,
)
from sslyze.plugins.openssl_cipher_suites.cipher_suites import CipherSuitesRepository
from sslyze.plugins.plugin_base import ScanCommandExtraArgument, ScanJob, ScanJobResult
from sslyze.plugins.robot._robot_tester import ServerDoesNotSupportRsa
from sslyze.plugins.scan_commands import ScanCommandsRepository
from sslyze.server_connectivity import ClientAuthRequirementEnum, ServerTlsProbingResult

from checks.facts import NotTested, ProtocolScan, ProtocolVersion
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.connection_meter import metered
from scanner.probes.tls.deep import DeepFinding, DeepRequest, Found
from scanner.probes.tls.deep_plan import DeepTest, has_rsa_key_exchange
from scanner.probes.tls.tapped import TappedServer
from scanner.probes.worker import Report

ATTEMPTS = 1  # to connect
PAYLOADS = 5  # of one ROBOT attempt; each needs a connection, and one more tells the key
VERSIONS = {
    version: TlsVersionEnum(number)
    for number, version in enumerate(ProtocolVersion, TlsVersionEnum.SSL_2_0.value)
}
ROBOT: dict[RobotScanResultEnum, Found] = {
    RobotScanResultEnum.NOT_VULNERABLE_NO_ORACLE: "none",
    RobotScanResultEnum.VULNERABLE_WEAK_ORACLE: "weak",
    RobotScanResultEnum.VULNERABLE_STRONG_ORACLE: "strong",
}
REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (ConnectionToServerTimedOut, Reason.TIMEOUT),
    (TlsHandshakeTimedOut, Reason.TIMEOUT),
    (TimeoutError, Reason.TIMEOUT),
    (ServerRejectedTlsHandshake, Reason.BLOCKED),
    (ServerDoesNotSupportRsa, Reason.BLOCKED),  # the prober saw that it does
    (ClientCertificateRequested, Reason.BLOCKED),
    (ConnectionToServerFailed, Reason.UNREACHABLE),
)


class UnearnedError(Exception):
    """The test did not take place, whatever sslyze concludes."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """Make the tests, ``slots`` at once; each finding is progress, and so is every connection."""
    request = DeepRequest.model_validate(arguments)

    def make(test: DeepTest) -> None:
        finding = DeepFinding(test=test, found=_made(test, request))
        report(finding.model_dump(mode="json"))

    with metered(report), ThreadPoolExecutor(request.slots) as threads:
        # In the plan's order: those that look like an attack come last, so that a block costs the least.
        list(threads.map(make, sorted(request.tests, key=list(DeepTest).index)))
    return None


def _made(test: DeepTest, request: DeepRequest) -> Found | NotTested:
    """The boundary at which whatever a test raises becomes a reason; the others go on."""
    try:
        return TESTS[test](_server(request, request.tests[test], test))
    except UnearnedError as error:
        return NotTested(reason=error.reason, detail=str(error)[:DETAIL_LENGTH])
    except Exception as error:  # noqa: BLE001 - reported, see above
        reason = next((why for kind, why in REASONS if isinstance(error, kind)), Reason.INTERNAL_ERROR)
        return NotTested(reason=reason, detail=f"sslyze: {type(error).__name__}: {error}"[:DETAIL_LENGTH])


def _server(request: DeepRequest, scan: ProtocolScan, test: DeepTest) -> TappedServer:
    version = VERSIONS[scan.version]
    # sslyze cannot be given a connection without a name, so the tapped server leaves it out.
    network = ServerNetworkConfiguration(
        request.server_name or request.host, network_timeout=request.patience, network_max_retries=ATTEMPTS
    )
    names = {suite.name for suite in scan.suites if test != DeepTest.ROBOT or has_rsa_key_exchange(suite)}
    known = CipherSuitesRepository.get_all_cipher_suites(version)
    ciphers = sorted(suite.openssl_name for suite in known if suite.name in names)
    if not ciphers:
        raise UnearnedError(
            Reason.TOOL_MISSING, f"sslyze knows none of the suites accepted in {scan.version}"
        )
    return TappedServer(
        ServerNetworkLocation(request.host, request.port, ip_address=request.address),
        network,
        ServerTlsProbingResult(
            version, ":".join(ciphers), ClientAuthRequirementEnum.DISABLED, supports_ecdh_key_exchange=False
        ),
        ciphers=":".join(ciphers),
        server_name=request.server_name is not None,
    )


def _jobs(
    command: ScanCommand, server: TappedServer, extra: ScanCommandExtraArgument | None = None
) -> list[ScanJob]:
    implementation = ScanCommandsRepository.get_implementation_cls(command)
    return implementation.scan_jobs_for_scan_command(server, extra)


def _done(job: ScanJob) -> object:
    return job.function_to_call(*job.function_arguments)


def _client_renegotiation(server: TappedServer) -> bool:
    """The second of sslyze's two jobs; one renegotiation is proof enough."""
    once = SessionRenegotiationExtraArgument(client_renegotiation_attempts=1)
    _, job = _jobs(ScanCommand.SESSION_RENEGOTIATION, server, once)
    _, (accepted, _count) = job.function_to_call(*job.function_arguments)
    return bool(accepted)


def _early_data(server: TappedServer) -> bool:
    """Without a session to resume sslyze says no; the second connection shows that it had one."""
    (job,) = _jobs(ScanCommand.TLS_1_3_EARLY_DATA, server)
    accepted = bool(_done(job))
    if len(server.taps) < 2:  # noqa: PLR2004 - see above
        raise UnearnedError(Reason.BLOCKED, "no session of TLS 1.3 came about that could be resumed")
    return accepted


def _heartbleed(server: TappedServer) -> bool:
    """Silence after the first flight is what RFC 6520 wants; before it, the test did not take place."""
    vulnerable, _ = _injected(ScanCommand.HEARTBLEED, server)
    return vulnerable


def _ccs_injection(server: TappedServer) -> bool:
    """A server that keeps silent has not refused the early message."""
    vulnerable, tapped = _injected(ScanCommand.OPENSSL_CCS_INJECTION, server)
    if not vulnerable and not tapped.taps[-1].reacted:
        raise UnearnedError(Reason.TIMEOUT, "no reaction to an early ChangeCipherSpec")
    return vulnerable


def _injected(command: ScanCommand, server: TappedServer) -> tuple[bool, TappedServer]:
    """Whether it is vulnerable. sslyze leaves the server name out; a server that wants one gets it."""
    for tapped in (server, replace(server, always_named=True, taps=[])) if server.server_name else (server,):
        (job,) = _jobs(command, tapped)
        try:
            vulnerable = bool(_done(job))
        except ServerRejectedTlsHandshake:
            vulnerable = False  # it hung up on the injected message; or before it, which the tap tells
        if vulnerable or (tapped.taps and tapped.taps[-1].greeted):
            return vulnerable, tapped
    raise UnearnedError(Reason.BLOCKED, "the server's first flight did not come to its end")


def _robot(server: TappedServer) -> Found:
    """One attempt when all answers are the same, sslyze's three when they differ."""
    jobs = _jobs(ScanCommand.ROBOT, server)
    first = jobs[0].function_to_call(*jobs[0].function_arguments)
    answers = set(first.values())
    if all("timed out" in answer for answer in answers):
        raise UnearnedError(Reason.TIMEOUT, "no answer to any of the payloads")
    results = [first] * len(jobs)
    if len(answers) > 1:
        results = [first, *(job.function_to_call(*job.function_arguments) for job in islice(jobs, 1, None))]
    attempts = len(results) if len(answers) > 1 else 1
    if sum(tap.greeted for tap in server.taps) < attempts * (PAYLOADS + 1):
        raise UnearnedError(Reason.BLOCKED, "not every payload could be sent")
    implementation = ScanCommandsRepository.get_implementation_cls(ScanCommand.ROBOT)
    done = [ScanJobResult(result, None) for result in results]
    verdict = implementation.result_for_completed_scan_jobs(server, done).robot_result
    if verdict not in ROBOT:
        raise UnearnedError(Reason.BLOCKED, "the answers to the same payload differ from time to time")
    return ROBOT[verdict]


TESTS: dict[DeepTest, Callable[[TappedServer], Found]] = {
    DeepTest.CLIENT_RENEGOTIATION: _client_renegotiation,
    DeepTest.EARLY_DATA: _early_data,
    DeepTest.HEARTBLEED: _heartbleed,
    DeepTest.CCS_INJECTION: _ccs_injection,
    DeepTest.ROBOT: _robot,
}
