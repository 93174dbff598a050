"""How a bar is told."""

import pytest

from benchmarks.bars import bars
from benchmarks.bars.bar import Bar
from benchmarks.bars.servers import CONNECTIONS
from benchmarks.findings import Findings
from benchmarks.measuring import Cost
from benchmarks.proxy.tally import Tally
from benchmarks.report import text_report
from benchmarks.results import DIRECT, FAR, Results, ServerRun


@pytest.mark.parametrize(
    ("bar", "line"),
    [
        (Bar(name="a", limit=20, measured=20), "bar: a: at most 20, measured 20 (met)"),
        (Bar(name="a", limit=20, measured=21), "bar: a: at most 20, measured 21 (missed by 1)"),
        (Bar(name="a", limit=20, measured=None), "bar: a: at most 20 (not measured)"),
        (
            Bar(name="a", limit=6, measured=4.5, unit="times", at_least=True),
            "bar: a: at least 6 times, measured 4.5 times (missed by 1.5 times)",
        ),
        (Bar(name="a", limit=0, measured=0), "bar: a: at most 0, measured 0 (met)"),
    ],
)
def test_line(bar: Bar, line: str) -> None:
    """Met or missed, by how much, or not measured: never met for want of a measurement."""
    assert bar.line == line


def run(tool: str, rtt: float, wall: float, connections: int) -> ServerRun:
    """A run at the server "modern"."""
    cost = Cost(begun=0, wall=wall, cpu=1, memory=2**20, status=0, stopped=False, left_behind=0)
    tally = Tally(connections=connections, most_open=4)
    return ServerRun(server="modern", tool=tool, rtt=rtt, cost=cost, tally=tally, findings=Findings())


def test_bars_of_servers() -> None:
    """Connections are those of the direct run; time is compared with sslyze's at 50 ms."""
    runs = [run("capdo-lean", DIRECT, 9, 15), run("capdo-lean", FAR, 2, 99), run("sslyze", FAR, 10, 600)]
    results = Results(servers=runs)
    judged = {bar.name: bar for bar in bars(results, 200)}
    assert judged["connections at modern, capdo-lean"].measured == 15
    assert judged["connections at modern, capdo-full"].met is None
    assert judged["wall at modern, 50 ms, sslyze's over capdo-lean's"].missed_by == 1
    assert judged["open at once to one address, capdo-lean"].met is False
    assert text_report(results, list(judged.values())).count("bar: ") == len(judged) > 2 * len(CONNECTIONS)
