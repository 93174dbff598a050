"""The job "ports.nmap": one address, scanned by nmap through python-nmap. Imported in worker processes only.

Three runs, so that a slow one never costs what a quick one has found: the likely ports, the others, and then
the services on those that are open.
"""

import shutil
import time
from ipaddress import IPv6Address

import nmap
from pydantic import JsonValue

from checks.facts import NotTested, OpenPort
from checks.model import Reason
from scanner.probes.ports import nmap_xml
from scanner.probes.ports.nmap_xml import NmapRun
from scanner.probes.ports.probing import AddressScan, NmapRequest
from scanner.probes.workers.main import Report

LIKELY = 100  # ports of the first run besides the target's own
COMMON = 1_000
FOR_SERVICES = 0.3  # of the time is kept for the third run, 20 s at most
FOR_SERVICES_SECONDS = 20.0
# --unprivileged: connections only, no raw packets, whoever runs it
CONNECT = "-sT -Pn -n --unprivileged --max-retries 1"
SERVICES = "-sV --version-light"


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """Scan one address; the answer is ``AddressScan`` or ``NotTested`` as JSON.

    Progress tells how many connections the run that now begins will open at least.
    """
    program = shutil.which("nmap")
    if program is None:
        outcome: AddressScan | NotTested = NotTested(
            reason=Reason.TOOL_MISSING, detail="nmap is not installed, or not on the PATH"
        )
    else:
        outcome = _Scan(NmapRequest.model_validate(arguments), program, report).run()
    answer: JsonValue = outcome.model_dump(mode="json")
    return answer


class _Scan:
    """The runs over one address."""

    def __init__(self, request: NmapRequest, program: str, report: Report) -> None:
        self._request = request
        self._report = report
        self._nmap = nmap.PortScanner(nmap_search_path=(program,))
        self._end = time.monotonic() + request.seconds

    def run(self) -> AddressScan | NotTested:
        """One after the other, within the time given."""
        likely, others = self._ports()
        reserve = min(FOR_SERVICES_SECONDS, FOR_SERVICES * self._request.seconds)
        first = self._connect(likely, reserve)
        if first.timed_out:
            return NotTested(reason=Reason.TIMEOUT, detail=f"nmap did not try {len(likely)} ports in time")
        if others:
            second = self._connect(others, reserve, f"--initial-rtt-timeout {first.patience}ms")
        else:
            second = NmapRun()
        if not (first.answered or second.answered):
            return NotTested(reason=Reason.UNREACHABLE, detail="no port answered, neither open nor closed")
        tried = len(likely) + (0 if second.timed_out else len(others))
        open_ports = self._identify((*first.open_ports, *second.open_ports))
        return AddressScan(open_ports=open_ports, ports_tried=tried, scanner=f"nmap {first.version}")

    def _ports(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ports of the first and of the second run, each once."""
        request = self._request
        wanted = request.ports or (*self._most_common(LIKELY), *self._most_common(COMMON))
        first = tuple(dict.fromkeys((*request.own_ports, *wanted[:LIKELY])))
        return first, tuple(port for port in dict.fromkeys(wanted) if port not in first)

    def _most_common(self, count: int) -> tuple[int, ...]:
        """As nmap's own table has them: a run without a target tells."""
        return nmap_xml.read(self._output("", None, f"-sT --unprivileged --top-ports {count}")).ports

    def _connect(self, ports: tuple[int, ...], reserve: float, options: str = "") -> NmapRun:
        self._report(len(ports))
        return self._run(ports, f"{CONNECT} {options}", self._end - time.monotonic() - reserve)

    def _identify(self, open_ports: tuple[OpenPort, ...]) -> tuple[OpenPort, ...]:
        """The services, web ports aside; one that does not answer in time keeps its number's name."""
        ports = tuple(port.port for port in open_ports if port.port not in self._request.web_ports)
        if not ports:
            return open_ports
        self._report(2 * len(ports))
        named = self._run(ports, f"{CONNECT} {SERVICES}", self._end - time.monotonic())
        services = {port.port: port for port in named.open_ports}
        return tuple(sorted((services.get(p.port, p) for p in open_ports), key=lambda port: port.port))

    def _run(self, ports: tuple[int, ...], options: str, seconds: float) -> NmapRun:
        address = self._request.address
        family = " -6" if isinstance(address, IPv6Address) else ""
        limits = f"--max-parallelism {self._request.slots} --host-timeout {max(1, int(seconds))}s"
        listed = ",".join(str(port) for port in ports)
        return nmap_xml.read(self._output(str(address), listed, f"{options} {limits}{family}"))

    def _output(self, host: str, ports: str | None, options: str) -> str | bytes:
        """The XML as it is: python-nmap's own reading drops time-outs, TLS and how a service was named."""
        self._nmap.scan(hosts=host, ports=ports, arguments=options)
        output: str | bytes = self._nmap.get_nmap_last_output()
        return output
