"""The job "tls.deep": what sslyze does best, and nothing else. Imported in worker processes only.

sslyze's Scanner is left aside: it would probe the connectivity first, and run every part of a command. Here
each test gets a description of the server made from what the prober found. Its newest version is at most
TLS 1.2, since sslyze answers without testing when it sees TLS 1.3.
"""

import re
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nassl._nassl import OpenSSLError
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
KNOWN_GROUPS = {
    DeepTest.CLIENT_RENEGOTIATION: re.compile(r"secp|sect|brainpoolP\d+r1$"),  # OpenSSL 1.0.2
    DeepTest.EARLY_DATA: re.compile(r"x25519$|x448$|secp(256|384|521)r1$"),  # OpenSSL 1.1.1
}
KNOWN_TLS13_SUITES = ("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256")
NO_CIPHER = "no cipher match"  # OpenSSL's words where it knows none of the suites
PARSER = str(Path("site-packages") / "tls_parser")  # of the files whose frames tell that sslyze was reading
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
    (ClientCertificateRequested, Reason.CLIENT_CERTIFICATE),
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
        reason, detail = error.reason, str(error)
    except Exception as error:  # noqa: BLE001 - reported, see above
        reason, detail = _reason(error), f"sslyze: {type(error).__name__}: {error}"
    if reason is Reason.BLOCKED and not _speaks_the_same(request, test):
        reason, detail = Reason.TOOL_MISSING, f"sslyze knows none of the server's groups or suites: {detail}"
    return NotTested(reason=reason, detail=detail[:DETAIL_LENGTH])


def _reason(error: Exception) -> Reason:
    """What a server says and the parsers of sslyze or OpenSSL cannot read is the server's doing."""
    for kind, reason in REASONS:
        if isinstance(error, kind):
            return reason
    if isinstance(error, OpenSSLError):
        return Reason.TOOL_MISSING if NO_CIPHER in str(error) else Reason.UNREADABLE
    frames = traceback.extract_tb(error.__traceback__)
    return Reason.UNREADABLE if any(PARSER in frame.filename for frame in frames) else Reason.INTERNAL_ERROR


def _speaks_the_same(request: DeepRequest, test: DeepTest) -> bool:
    """Whether the OpenSSL that sslyze makes a test with could agree with the server, as far as is known."""
    suites, known = {suite.name for suite in request.tests[test].suites}, KNOWN_GROUPS.get(test)
    if test is DeepTest.EARLY_DATA and suites.isdisjoint(KNOWN_TLS13_SUITES):
        return False
    by_group = test is DeepTest.EARLY_DATA or all("ECDHE_" in name for name in suites)
    if known is None or not by_group or not request.groups:
        return True
    return any(known.match(group) for group in request.groups)


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
