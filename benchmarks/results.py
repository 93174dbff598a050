"""Everything that one run of the benchmark measured."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.findings import Findings, differences
from benchmarks.fleet import FleetRun
from benchmarks.measuring import Cost
from benchmarks.proxy.tally import Tally
from benchmarks.silence import SilenceRun

DIRECT = 0.0
FAR = 0.05  # seconds of a round trip


@dataclass(frozen=True, kw_only=True)
class ServerRun:
    """One tool at one server; ``rtt`` in seconds. ``findings`` None: its output could not be read."""

    server: str
    tool: str
    rtt: float
    cost: Cost
    tally: Tally
    findings: Findings | None


@dataclass(kw_only=True)
class Results:
    """What was measured so far, in order, and what was left out with the reason."""

    servers: list[ServerRun] = field(default_factory=list)
    fleet: list[FleetRun] = field(default_factory=list)
    silence: list[SilenceRun] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def server_run(self, server: str, tool: str, rtt: float) -> ServerRun | None:
        """The one run of a tool at a server, if there was one."""
        wanted = (server, tool, rtt)
        return next((run for run in self.servers if (run.server, run.tool, run.rtt) == wanted), None)

    def fleet_run(self, tool: str, endpoints: int) -> FleetRun | None:
        """A tool's timed run over so many endpoints, if there was one."""
        timed = (run for run in self.fleet if run.most_open is None)
        return next((run for run in timed if (run.tool, run.endpoints) == (tool, endpoints)), None)

    def findings(self, server: str) -> Mapping[str, Findings]:
        """What each tool found at a server, directly; a tool whose output could not be read found nothing."""
        runs = [run for run in self.servers if run.server == server and run.rtt == DIRECT]
        return {run.tool: run.findings or Findings() for run in runs}

    def document(self) -> dict[str, object]:
        """As JSON takes it."""
        return {
            "servers": [_server_document(run) for run in self.servers],
            "differences": {
                server: differences(self.findings(server))
                for server in dict.fromkeys(run.server for run in self.servers)
            },
            "fleet": self.fleet,
            "silence": self.silence,
            "left_out": self.left_out,
        }


def _server_document(run: ServerRun) -> dict[str, object]:
    items = None if run.findings is None else sorted(run.findings.items)
    return {
        "server": run.server,
        "tool": run.tool,
        "rtt": run.rtt,
        "cost": run.cost,
        "tally": run.tally,
        "found": items,
    }
