"""The tests of the deep pass that are sslyze's, one at a time. Imported in worker processes only.

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
from scanner.probes.tls.deep.passing import Found
from scanner.probes.tls.deep.plan import DeepTest
from scanner.probes.tls.deep.tapped_sslyze import TappedServer

PAYLOADS = 5  # of one ROBOT attempt; each needs a connection, and one more tells the key
ROBOT: dict[RobotScanResultEnum, Found] = {
    RobotScanResultEnum.NOT_VULNERABLE_NO_ORACLE: "none",
    RobotScanResultEnum.VULNERABLE_WEAK_ORACLE: "weak",
    RobotScanResultEnum.VULNERABLE_STRONG_ORACLE: "strong",
}


class UnearnedError(Exception):
    """The test did not take place, whatever sslyze concludes."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


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
