"""The deep tests that are sslyze's, one at a time. Imported in worker processes only.

sslyze passes a server also when the test could not be made; each test here makes sure that it was.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from sslyze import RobotScanResultEnum, ScanCommand, SessionRenegotiationExtraArgument
from sslyze.errors import ServerRejectedTlsHandshake
from sslyze.plugins.plugin_base import ScanCommandExtraArgument, ScanJob, ScanJobResult
from sslyze.plugins.scan_commands import ScanCommandsRepository

from checks.model import Reason
from scanner.probes.tls.deep.messages import DeepResult
from scanner.probes.tls.deep.recorded_sslyze import RecordedServer
from scanner.probes.tls.deep.selection import DeepTest

PAYLOADS = 5  # of one ROBOT attempt; each needs a connection, and one more tells the key
ROBOT: dict[RobotScanResultEnum, DeepResult] = {
    RobotScanResultEnum.NOT_VULNERABLE_NO_ORACLE: "none",
    RobotScanResultEnum.VULNERABLE_WEAK_ORACLE: "weak",
    RobotScanResultEnum.VULNERABLE_STRONG_ORACLE: "strong",
}


class InconclusiveError(Exception):
    """The test did not take place, whatever sslyze concludes."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def _jobs(
    command: ScanCommand, server: RecordedServer, extra: ScanCommandExtraArgument | None = None
) -> list[ScanJob]:
    implementation = ScanCommandsRepository.get_implementation_cls(command)
    return implementation.scan_jobs_for_scan_command(server, extra)


def _done(job: ScanJob) -> object:
    return job.function_to_call(*job.function_arguments)


def _client_renegotiation(server: RecordedServer) -> bool:
    """The second of sslyze's two jobs; one renegotiation is proof enough."""
    once = SessionRenegotiationExtraArgument(client_renegotiation_attempts=1)
    _, job = _jobs(ScanCommand.SESSION_RENEGOTIATION, server, once)
    _, (accepted, _count) = job.function_to_call(*job.function_arguments)
    return bool(accepted)


def _early_data(server: RecordedServer) -> bool:
    """Without a session to resume sslyze says no; the second connection shows that it had one."""
    (job,) = _jobs(ScanCommand.TLS_1_3_EARLY_DATA, server)
    accepted = bool(_done(job))
    if len(server.sockets) < 2:  # noqa: PLR2004 - see above
        raise InconclusiveError(Reason.BLOCKED, "no session of TLS 1.3 came about that could be resumed")
    return accepted


def _heartbleed(server: RecordedServer) -> bool:
    """Silence after the first flight is what RFC 6520 wants; before it, the test did not take place."""
    vulnerable, _ = _injected(ScanCommand.HEARTBLEED, server)
    return vulnerable


def _ccs_injection(server: RecordedServer) -> bool:
    """A server that keeps silent has not refused the early message."""
    vulnerable, recorded = _injected(ScanCommand.OPENSSL_CCS_INJECTION, server)
    if not vulnerable and not recorded.sockets[-1].rejected:
        raise InconclusiveError(Reason.TIMEOUT, "no reaction to an early ChangeCipherSpec")
    return vulnerable


def _injected(command: ScanCommand, server: RecordedServer) -> tuple[bool, RecordedServer]:
    """Whether it is vulnerable. sslyze leaves the server name out; a server that wants one gets it."""
    for recorded in (
        (server, replace(server, always_named=True, sockets=[])) if server.server_name else (server,)
    ):
        (job,) = _jobs(command, recorded)
        try:
            vulnerable = bool(_done(job))
        except ServerRejectedTlsHandshake:
            vulnerable = False  # it hung up on the injected message; or before it, which the socket tells
        if vulnerable or (recorded.sockets and recorded.sockets[-1].has_first_flight):
            return vulnerable, recorded
    raise InconclusiveError(Reason.BLOCKED, "the server's first flight did not come to its end")


def _robot(server: RecordedServer) -> DeepResult:
    """One attempt when all answers are the same, sslyze's three when they differ."""
    jobs = _jobs(ScanCommand.ROBOT, server)
    first = jobs[0].function_to_call(*jobs[0].function_arguments)
    answers = set(first.values())
    if all("timed out" in answer for answer in answers):
        raise InconclusiveError(Reason.TIMEOUT, "no answer to any of the payloads")
    results = [first] * len(jobs)
    if len(answers) > 1:
        results = [first, *(job.function_to_call(*job.function_arguments) for job in islice(jobs, 1, None))]
    attempts = len(results) if len(answers) > 1 else 1
    if sum(socket.has_first_flight for socket in server.sockets) < attempts * (PAYLOADS + 1):
        raise InconclusiveError(Reason.BLOCKED, "not every payload could be sent")
    implementation = ScanCommandsRepository.get_implementation_cls(ScanCommand.ROBOT)
    done = [ScanJobResult(result, None) for result in results]
    verdict = implementation.result_for_completed_scan_jobs(server, done).robot_result
    if verdict not in ROBOT:
        raise InconclusiveError(Reason.BLOCKED, "the answers to the same payload differ from time to time")
    return ROBOT[verdict]


TESTS: dict[DeepTest, Callable[[RecordedServer], DeepResult]] = {
    DeepTest.CLIENT_RENEGOTIATION: _client_renegotiation,
    DeepTest.EARLY_DATA: _early_data,
    DeepTest.HEARTBLEED: _heartbleed,
    DeepTest.CCS_INJECTION: _ccs_injection,
    DeepTest.ROBOT: _robot,
}
