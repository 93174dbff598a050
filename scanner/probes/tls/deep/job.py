"""The job "tls.deep": what sslyze does best, and nothing else. Imported in worker processes only.

sslyze's Scanner is left aside: it would probe the connectivity first, and run every part of a command. Here
each test gets a description of the server made from what the prober found. Its newest version is at most
TLS 1.2, since sslyze answers without testing when it sees TLS 1.3.
"""

from concurrent.futures import ThreadPoolExecutor

from nassl.ssl_client import ClientCertificateRequested
from pydantic import JsonValue
from sslyze import (
    ServerNetworkConfiguration,
    ServerNetworkLocation,
    TlsVersionEnum,
)
from sslyze.errors import (
    ConnectionToServerFailed,
    ConnectionToServerTimedOut,
    ServerRejectedTlsHandshake,
    TlsHandshakeTimedOut,
)
from sslyze.plugins.openssl_cipher_suites.cipher_suites import CipherSuitesRepository
from sslyze.plugins.robot._robot_tester import ServerDoesNotSupportRsa
from sslyze.server_connectivity import ClientAuthRequirementEnum, ServerTlsProbingResult

from checks.facts import NotTested, ProtocolScan, ProtocolVersion
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls.deep.connection_meter import metered
from scanner.probes.tls.deep.messages import DeepReport, DeepRequest, DeepResult
from scanner.probes.tls.deep.recorded_sslyze import RecordedServer
from scanner.probes.tls.deep.selection import DeepTest, has_rsa_key_exchange
from scanner.probes.tls.deep.sslyze_tests import TESTS, InconclusiveError
from scanner.probes.workers.main import Report

ATTEMPTS = 1  # to connect
VERSIONS = {
    version: TlsVersionEnum(number)
    for number, version in enumerate(ProtocolVersion, TlsVersionEnum.SSL_2_0.value)
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


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """Make the tests, ``slots`` at once; each outcome is progress, and so is every connection."""
    request = DeepRequest.model_validate(arguments)

    def make(test: DeepTest) -> None:
        outcome = DeepReport(test=test, result=_made(test, request))
        report(outcome.model_dump(mode="json"))

    with metered(report), ThreadPoolExecutor(request.slots) as threads:
        # In the order of ``DeepTest``: what looks like an attack comes last, so that a block costs the least.
        list(threads.map(make, sorted(request.tests, key=list(DeepTest).index)))
    return None


def _made(test: DeepTest, request: DeepRequest) -> DeepResult | NotTested:
    """The boundary at which whatever a test raises becomes a reason; the others go on."""
    try:
        return TESTS[test](_server(request, request.tests[test], test))
    except InconclusiveError as error:
        return NotTested(reason=error.reason, detail=str(error)[:DETAIL_LENGTH])
    except Exception as error:  # noqa: BLE001 - reported, see above
        reason = next((why for kind, why in REASONS if isinstance(error, kind)), Reason.INTERNAL_ERROR)
        return NotTested(reason=reason, detail=f"sslyze: {type(error).__name__}: {error}"[:DETAIL_LENGTH])


def _server(request: DeepRequest, scan: ProtocolScan, test: DeepTest) -> RecordedServer:
    version = VERSIONS[scan.version]
    # sslyze cannot be given a connection without a name, so the recorded server leaves it out.
    network = ServerNetworkConfiguration(
        request.server_name or request.host, network_timeout=request.patience, network_max_retries=ATTEMPTS
    )
    names = {suite.name for suite in scan.suites if test != DeepTest.ROBOT or has_rsa_key_exchange(suite)}
    sslyze_suites = CipherSuitesRepository.get_all_cipher_suites(version)
    ciphers = sorted(suite.openssl_name for suite in sslyze_suites if suite.name in names)
    if not ciphers:
        raise InconclusiveError(
            Reason.TOOL_MISSING, f"sslyze knows none of the suites accepted in {scan.version}"
        )
    return RecordedServer(
        ServerNetworkLocation(request.host, request.port, ip_address=request.address),
        network,
        ServerTlsProbingResult(
            version, ":".join(ciphers), ClientAuthRequirementEnum.DISABLED, supports_ecdh_key_exchange=False
        ),
        ciphers=":".join(ciphers),
        server_name=request.server_name is not None,
    )
