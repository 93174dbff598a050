"""One server at a time: connections, time and what was found."""

from collections.abc import Iterator, Mapping

from benchmarks.bars.bar import Bar
from benchmarks.findings import Findings
from benchmarks.results import DIRECT, FAR, Results
from benchmarks.servers import POST_QUANTUM

LEAN, FULL, PEER = "capdo-lean", "capdo-full", "sslyze"
CONNECTIONS = {
    "modern": {LEAN: 20, FULL: 45},
    "intermediate": {LEAN: 24, FULL: 58},
    "old": {LEAN: 48, FULL: 100},
    "dual": {LEAN: 30, FULL: 65},
}
OPEN_AT_ONCE = 3
TIMES_FASTER = {LEAN: 6, FULL: 3}  # than sslyze, one server at a round trip time of 50 ms
OLD_SUITES = ("TLSv1.0 ", "TLSv1.1 ")


def server_bars(results: Results) -> Iterator[Bar]:
    """The bars for one server at a time."""
    yield from _connections(results)
    yield from _open_at_once(results)
    yield from _wall(results)
    yield from _accuracy(results)


def _connections(results: Results) -> Iterator[Bar]:
    for server, limits in CONNECTIONS.items():
        for tool, limit in limits.items():
            run = results.server_run(server, tool, DIRECT)
            measured = run.tally.connections if run else None
            yield Bar(name=f"connections at {server}, {tool}", limit=limit, measured=measured)


def _open_at_once(results: Results) -> Iterator[Bar]:
    for tool in (LEAN, FULL):
        seen = [run.tally.most_open for run in results.servers if run.tool == tool]
        seen += [run.most_open for run in results.fleet if run.tool == tool and run.most_open is not None]
        measured = max(seen, default=None)
        yield Bar(name=f"open at once to one address, {tool}", limit=OPEN_AT_ONCE, measured=measured)


def _wall(results: Results) -> Iterator[Bar]:
    for server in CONNECTIONS:
        peer = results.server_run(server, PEER, FAR)
        for tool, times in TIMES_FASTER.items():
            run = results.server_run(server, tool, FAR)
            measured = peer.cost.wall / run.cost.wall if run and peer else None
            name = f"wall at {server}, 50 ms, {PEER}'s over {tool}'s"
            yield Bar(name=name, limit=times, measured=measured, unit="times", at_least=True)


def _accuracy(results: Results) -> Iterator[Bar]:
    for server in (*CONNECTIONS, *POST_QUANTUM):
        found = results.findings(server)
        for tool in (LEAN, FULL):
            ready = tool in found and {PEER, "testssl"} & found.keys()
            measured = len(unexplained(tool, found)) if ready else None
            name = f"found at {server} by {PEER} or testssl, not by {tool}"
            yield Bar(name=name, limit=0, measured=measured)
        if server in POST_QUANTUM:
            measured = len(_post_quantum(found[FULL])) if FULL in found else None
            name = f"post-quantum groups found at {server}, {FULL}"
            yield Bar(name=name, limit=1, measured=measured, at_least=True)


def unexplained(tool: str, found: Mapping[str, Findings]) -> frozenset[str]:
    """What sslyze or testssl found and capdo did not, though it should have.

    Finite-field groups are asked for on demand only, and the lean depth does not enumerate the suites of
    TLS 1.0 and 1.1: it tells whether they are accepted.
    """
    peers = (found[peer].items for peer in (PEER, "testssl") if peer in found)
    missed = frozenset[str]().union(*peers) - found[tool].items
    meant = ("group ffdhe", *(OLD_SUITES if tool == LEAN else ()))
    return frozenset(item for item in missed if not item.startswith(meant))


def _post_quantum(found: Findings) -> list[str]:
    return [group for group in found.groups if "mlkem" in group]
