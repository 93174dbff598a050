import inspect
from datetime import UTC, datetime
from traceback import TracebackException

import pytest
from sslyze import (
    CipherSuite,
    CipherSuiteAcceptedByServer,
    CipherSuiteRejectedByServer,
    CipherSuitesScanResult,
    ScanCommandAttemptStatusEnum,
    ScanCommandErrorReasonEnum,
    ServerConnectivityStatusEnum,
    ServerNetworkConfiguration,
    ServerNetworkLocation,
    ServerScanRequest,
    ServerScanResult,
    ServerScanStatusEnum,
    TlsVersionEnum,
)
from sslyze.connection_helpers import tls_connection
from sslyze.errors import (
    ConnectionToServerFailed,
    ConnectionToServerTimedOut,
    ServerRejectedConnection,
    ServerTlsConfigurationNotSupported,
)
from sslyze.scanner.models import CipherSuitesScanAttempt

from checks.facts import CipherSuite as Suite
from checks.facts import NotTested, ProtocolScan, ProtocolVersion
from checks.model import Reason
from scanner.probes.tls import sslyze_results
from scanner.probes.tls.sslyze_scan import SslyzeRequest

LOCATION = ServerNetworkLocation("www.example.test", 443, ip_address="127.0.0.1")
NETWORK = ServerNetworkConfiguration("www.example.test")
REQUEST = SslyzeRequest(
    host="www.example.test", address="127.0.0.1", port=443, slots=3, ca_file=None, moment=datetime.now(UTC)
)
SUITE = CipherSuite("TLS_RSA_WITH_AES_128_GCM_SHA256", is_anonymous=False, key_size=128, openssl_name="x")
TLS_1_2 = ProtocolVersion.TLS_1_2
NO, SLOW = "TLS alert: handshake failure", sslyze_results.HANDSHAKE_TIMEOUT


def _completed(accepted: int, *refusals: str) -> ProtocolScan:
    result = CipherSuitesScanResult(
        TlsVersionEnum.TLS_1_2,
        [CipherSuiteAcceptedByServer(SUITE, None)] * accepted,
        [CipherSuiteRejectedByServer(SUITE, refusal) for refusal in refusals],
    )
    done = ScanCommandAttemptStatusEnum.COMPLETED
    return sslyze_results._protocol(TLS_1_2, CipherSuitesScanAttempt(done, None, None, result))


def _failure(kind: type[ConnectionToServerFailed]) -> TracebackException:
    return TracebackException.from_exception(kind(LOCATION, NETWORK, "what happened"))


FAILURES = [
    (ConnectionToServerTimedOut, Reason.TIMEOUT),
    (ServerRejectedConnection, Reason.BLOCKED),
    (ConnectionToServerFailed, Reason.UNREACHABLE),
    (ServerTlsConfigurationNotSupported, Reason.INTERNAL_ERROR),
]


def test_the_text_of_a_timeout_is_still_theirs() -> None:
    """The only mark of a suite that timed out is sslyze's message: an update that rewords it fails here."""
    assert SLOW in inspect.getsource(tls_connection)


def test_versions() -> None:
    """Accepted by one suite; refused only by answers; not tested when a suite's handshake timed out."""
    accepted = _completed(1, NO, SLOW)
    assert accepted.status == "accepted"
    assert accepted.suites == (Suite(name=SUITE.name, key_size=128),)
    assert accepted.server_order is None
    assert _completed(0, NO, NO).status == "refused"
    slow = _completed(0, NO, SLOW)
    assert (slow.status, slow.reason) == ("not_tested", Reason.TIMEOUT)


@pytest.mark.parametrize(("kind", "reason"), FAILURES)
def test_an_error_is_not_a_refusal(kind: type[ConnectionToServerFailed], reason: Reason) -> None:
    """A version that sslyze failed to test is not tested, with the reason."""
    error, bug = ScanCommandAttemptStatusEnum.ERROR, ScanCommandErrorReasonEnum.BUG_IN_SSLYZE
    attempt = CipherSuitesScanAttempt(error, bug, _failure(kind), None)
    scan = sslyze_results._protocol(TLS_1_2, attempt)
    assert (scan.status, scan.reason, scan.suites) == ("not_tested", reason, ())


def test_a_version_lost_on_the_way_was_blocked() -> None:
    """The version of the first handshake cannot be refused afterwards, unless the server turned on us."""
    doubted = sslyze_results._doubted(_completed(0, NO))
    assert (doubted.status, doubted.reason) == ("not_tested", Reason.BLOCKED)
    assert sslyze_results._doubted(_completed(1)) == _completed(1)


@pytest.mark.parametrize(("kind", "reason"), FAILURES)
def test_no_handshake_at_all(kind: type[ConnectionToServerFailed], reason: Reason) -> None:
    """Without a single handshake there are no facts, but a reason."""
    result = ServerScanResult(
        uuid=ServerScanRequest(LOCATION).uuid,
        server_location=LOCATION,
        network_configuration=NETWORK,
        connectivity_status=ServerConnectivityStatusEnum.ERROR,
        connectivity_error_trace=_failure(kind),
        connectivity_result=None,
        scan_status=ServerScanStatusEnum.ERROR_NO_CONNECTIVITY,
        scan_result=None,
    )
    found = sslyze_results.facts(result, REQUEST, ())
    assert isinstance(found, NotTested)
    assert found.reason is reason
    assert "what happened" in found.detail
