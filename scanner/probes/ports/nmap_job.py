"""The job "ports.nmap": one run of nmap through python-nmap. Imported in worker processes only."""

import shutil
from ipaddress import IPv6Address

import nmap
from pydantic import JsonValue

from checks.facts import NotTested
from checks.model import Reason
from scanner.probes.ports import nmap_xml
from scanner.probes.ports.nmap_request import TRIES, NmapRequest
from scanner.probes.workers.main import Report

# --unprivileged: connections only, no raw packets, whoever runs it
CONNECT = f"-sT -Pn -n --unprivileged --max-retries {TRIES - 1}"
SERVICES = "-sV --version-light"


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:  # noqa: ARG001 - a job's signature
    """Scan one address; the answer is ``nmap_xml.NmapRun`` or ``NotTested`` as JSON."""
    program = shutil.which("nmap")
    if program is None:
        outcome: nmap_xml.NmapRun | NotTested = NotTested(
            reason=Reason.TOOL_MISSING, detail="nmap is not installed, or not on the PATH"
        )
    else:
        outcome = _run(NmapRequest.model_validate(arguments), nmap.PortScanner(nmap_search_path=(program,)))
    answer: JsonValue = outcome.model_dump(mode="json")
    return answer


def _run(request: NmapRequest, scanner: nmap.PortScanner) -> nmap_xml.NmapRun:
    """The XML is read as it is: python-nmap's own reading drops time-outs, TLS, how a service was named."""
    if request.address is None:
        scanner.scan(hosts="", arguments=f"-sT --unprivileged --top-ports {request.common}")
    else:
        ports = ",".join(map(str, request.ports))
        scanner.scan(hosts=str(request.address), ports=ports, arguments=_options(request))
    return nmap_xml.read(scanner.get_nmap_last_output())


def _options(request: NmapRequest) -> str:
    options = [
        CONNECT,
        f"--max-parallelism {request.slots}",
        f"--host-timeout {max(1, int(request.seconds))}s",
        f"--initial-rtt-timeout {request.patience}ms",
    ]
    if request.services:
        options.append(SERVICES)
    if isinstance(request.address, IPv6Address):
        options.append("-6")
    return " ".join(options)
