"""The results as text."""

from collections.abc import Iterator, Sequence

from benchmarks.bars.bar import Bar
from benchmarks.findings import Difference, differences
from benchmarks.fleet import FleetRun
from benchmarks.results import DIRECT, FAR, Results, ServerRun
from benchmarks.silence import SilenceRun
from benchmarks.table import table

MEBIBYTE = 2**20
SHOWN = 8  # of a tool's differences; all are in the JSON document
SERVER_HEADS = (
    "tool",
    "connections",
    "kB",
    "open",
    "CPU s",
    "wall s",
    "wall s, 50 ms",
    "MiB",
    "found",
    "missed",
)
FLEET_HEADS = (
    "tool",
    "endpoints",
    "judged",
    "connections",
    "open",
    "wall s",
    "judged/s",
    "CPU ms each",
    "MiB",
)
SILENCE_HEADS = (
    "tool",
    "odd host",
    "others judged",
    "all s without",
    "worst delay s",
    "held s",
    "connections",
)


def text_report(results: Results, judged: Sequence[Bar]) -> str:
    """Tables, then the bars, a line each."""
    parts = [_server(results, server) for server in dict.fromkeys(run.server for run in results.servers)]
    if results.fleet:
        parts.append("fleet\n" + table(FLEET_HEADS, [_fleet_row(run) for run in results.fleet]))
    if results.silence:
        rows = [_silence_row(run) for run in results.silence]
        parts.append("one odd host among fifty\n" + table(SILENCE_HEADS, rows))
    parts.append(
        "\n".join([*(f"left out: {why}" for why in results.left_out), *(bar.line for bar in judged)])
    )
    return "\n\n".join(parts) + "\n"


def _server(results: Results, server: str) -> str:
    found = differences(results.findings(server))
    tools = dict.fromkeys(run.tool for run in results.servers if run.server == server)
    rows = [_server_row(results, server, tool, found.get(tool)) for tool in tools]
    lines = [line for tool in found for line in _difference_lines(tool, found[tool])]
    return "\n".join([server, table(SERVER_HEADS, rows), *lines])


def _server_row(results: Results, server: str, tool: str, found: Difference | None) -> list[str]:
    near, far = (results.server_run(server, tool, rtt) for rtt in (DIRECT, FAR))
    difference = [str(found.found), str(len(found.missed))] if found else ["-", "-"]
    return [
        tool,
        *_near_cells(near),
        f"{far.cost.wall:.2f}{_flag(far)}" if far else "-",
        *_size(near),
        *difference,
    ]


def _near_cells(run: ServerRun | None) -> list[str]:
    if run is None:
        return ["-"] * 5
    octets = run.tally.octets_in + run.tally.octets_out
    return [
        str(run.tally.connections),
        f"{octets / 1000:.0f}",
        str(run.tally.most_open),
        f"{run.cost.cpu:.2f}",
        f"{run.cost.wall:.2f}{_flag(run)}",
    ]


def _size(run: ServerRun | None) -> list[str]:
    return [f"{run.cost.memory / MEBIBYTE:.0f}" if run else "-"]


def _flag(run: ServerRun) -> str:
    return " (stopped)" if run.cost.stopped else ""


def _difference_lines(tool: str, found: Difference) -> Iterator[str]:
    if found.alone:
        yield f"  only {tool} found: {_some(found.alone)}"
    if found.missed:
        yield f"  {tool} missed: {_some(found.missed)}"


def _some(items: Sequence[str]) -> str:
    more = f" and {len(items) - SHOWN} more" if len(items) > SHOWN else ""
    return ", ".join(items[:SHOWN]) + more


def _fleet_row(run: FleetRun) -> list[str]:
    return [
        run.tool,
        str(run.endpoints),
        str(run.done),
        str(run.connections),
        "-" if run.most_open is None else str(run.most_open),
        f"{run.cost.wall:.1f}{' (stopped)' if run.cost.stopped else ''}",
        f"{run.throughput:.2f}",
        f"{run.cost.cpu / run.endpoints * 1000:.1f}",
        f"{run.cost.memory / MEBIBYTE:.0f}",
    ]


def _silence_row(run: SilenceRun) -> list[str]:
    held = " + ".join("never let go" if look.held is None else f"{look.held:.1f}" for look in run.looks)
    connections = " + ".join(str(look.connections) for look in run.looks)
    judged, times = f"{run.done} of {run.others}", (f"{run.base:.1f}", f"{run.worst_delay:.1f}")
    return [run.tool, run.kind, judged, *times, held, connections]
