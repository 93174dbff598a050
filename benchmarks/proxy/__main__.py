"""The proxy as a process of its own: ``python -m benchmarks.proxy LISTENERS``.

LISTENERS is a file, a JSON list of ``gateway.Listener``. It prints their ports as one line of JSON, then, for
each line on standard input, the tallies since the line before, in the same order; it ends with that input.
"""

import asyncio
import json
import socket
import sys
from collections import defaultdict
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks.proxy.gateway import Listener
from benchmarks.proxy.odd import Dripping, Silent
from benchmarks.proxy.relay import Relayed, Route
from benchmarks.proxy.tally import Counter

BACKLOG = 512


async def serve(listeners: list[Listener]) -> None:
    """Listen until standard input ends."""
    shared: defaultdict[str, Counter] = defaultdict(Counter)
    counters = [shared[each.together] if each.together else Counter() for each in listeners]
    ports = [await _listen(listener, counter) for listener, counter in zip(listeners, counters, strict=True)]
    _say(ports)
    while await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        _say([counter.take() for counter in counters])


async def _listen(listener: Listener, counter: Counter) -> int:
    """Speak with each scanner that connects; the port."""
    loop, own = asyncio.get_running_loop(), socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.bind((listener.address, listener.port))
    if listener.kind == "relay":
        own.listen(BACKLOG)
        own.settimeout(0)
        route = Route(to=(listener.server, listener.to), rtt=listener.rtt, counter=counter)
        loop.add_reader(own, _accept, own, route)
    else:
        kind = Silent if listener.kind == "silent" else Dripping
        await loop.create_server(partial(kind, counter), sock=own, backlog=BACKLOG)
    port: int = own.getsockname()[1]
    return port


def _accept(own: socket.socket, route: Route) -> None:
    with suppress(BlockingIOError, ConnectionAbortedError):
        client, _ = own.accept()
        Relayed(route, client)


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve([Listener(**given) for given in json.loads(Path(sys.argv[1]).read_text())]))
