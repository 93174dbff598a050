"""Every tool at every server, directly and through a path of 50 ms."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import ParseError

from benchmarks.choice import Choice
from benchmarks.findings import Findings
from benchmarks.measuring import run
from benchmarks.proxy.gateway import Gateway, Listener, gateway
from benchmarks.results import DIRECT, FAR, Results, ServerRun
from benchmarks.servers import available, serving
from benchmarks.step import Step
from benchmarks.tools import TOOLS, Tool

RTTS = (DIRECT, FAR)
TOOL_SECONDS = 240.0


def server_steps(choice: Choice, folder: Path, results: Results) -> Iterator[Step]:
    """One step for each server, tool and path; the servers run meanwhile."""
    chosen = [server for server in choice.servers if server in available()]
    for server in choice.servers:
        if server not in chosen:
            results.left_out.append(f"{server}: scripts/node.sh has not fetched its OpenSSL 3.5")
    with serving(chosen, folder) as ports:
        for server, port in ports.items():
            with gateway([Listener(to=port, rtt=rtt) for rtt in RTTS]) as proxy:
                yield from _at_server(server, proxy, choice, results)


def _at_server(server: str, proxy: Gateway, choice: Choice, results: Results) -> Iterator[Step]:
    for tool in choice.tools:
        for rtt in RTTS:
            name = f"{server}, {rtt * 1000:.0f} ms, {tool}"
            yield Step(name, partial(_measure, server, tool, rtt, proxy, results))


def _measure(
    server: str, tool: str, rtt: float, proxy: Gateway, results: Results, folder: Path, seconds: float
) -> None:
    which = RTTS.index(rtt)
    command = TOOLS[tool].command(proxy.ports[which], "out")
    cost = run(command, folder, min(seconds, TOOL_SECONDS))
    tally = proxy.take()[which]
    findings = read(TOOLS[tool], folder / "out")
    results.servers.append(
        ServerRun(server=server, tool=tool, rtt=rtt, cost=cost, tally=tally, findings=findings)
    )


def read(tool: Tool, file: Path) -> Findings | None:
    """What a tool found; None when it wrote nothing that can be read."""
    try:
        return tool.parse(file.read_text())
    except (OSError, ValueError, LookupError, TypeError, ParseError):
        return None
