"""The job "tls.sslyze": one server, scanned by sslyze. Imported in worker processes only."""

from collections.abc import Sequence

from cryptography import x509
from pydantic import JsonValue
from sslyze import (
    ScanCommand,
    Scanner,
    ServerNetworkConfiguration,
    ServerNetworkLocation,
    ServerScanRequest,
    ServerScanResult,
)

from checks.facts import NotTested, TlsFacts
from scanner.probes.tls import roots, sslyze_chains, sslyze_results, trust
from scanner.probes.tls.connection_meter import metered
from scanner.probes.tls.sslyze_scan import SslyzeRequest
from scanner.probes.worker import Report

NETWORK_TIMEOUT = 5  # seconds, one operation on a socket
ATTEMPTS = 2  # to connect, before a suite counts as not tested
COMMANDS = {ScanCommand.CERTIFICATE_INFO, ScanCommand.ELLIPTIC_CURVES, *sslyze_results.COMMANDS.values()}


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """Scan a server; the answer is ``TlsFacts`` or ``NotTested`` as JSON. Every connection is progress."""
    request = SslyzeRequest.model_validate(arguments)
    with metered(report):
        found = _facts(_scan(request), request)
    answer: JsonValue = found.model_dump(mode="json")
    return answer


def _scan(request: SslyzeRequest) -> ServerScanResult:
    scanner = Scanner(per_server_concurrent_connections_limit=request.slots, concurrent_server_scans_limit=1)
    # sslyze cannot leave the server name out: an address target is sent literally, which servers ignore.
    network = ServerNetworkConfiguration(
        tls_server_name_indication=request.host,
        network_timeout=NETWORK_TIMEOUT,
        network_max_retries=ATTEMPTS,
    )
    location = ServerNetworkLocation(request.host, request.port, ip_address=request.address)
    scanner.queue_scans([ServerScanRequest(location, network, scan_commands=COMMANDS)])
    (result,) = scanner.get_results()
    return result


def _facts(result: ServerScanResult, request: SslyzeRequest) -> TlsFacts | NotTested:
    extra: Sequence[x509.Certificate] = roots.from_file(request.ca_file) if request.ca_file else ()
    presented = sslyze_chains.presented(result)
    chains = tuple(trust.chain(one, extra, request.moment) for one in presented)
    return sslyze_results.facts(result, request, chains)
