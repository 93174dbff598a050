"""The proxy as a process of its own: ``python -m benchmarks.proxy LISTENERS``.

LISTENERS is a file, a JSON list of ``gateway.Listener``. It prints their ports as one line of JSON, then, for
each line on standard input, the tallies since the line before, in the same order; it ends with that input.
"""

import asyncio
import json
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.proxy.gateway import Listener
from benchmarks.proxy.odd import Dripping, Silent
from benchmarks.proxy.relay import Inbound, Route
from benchmarks.proxy.tally import Counter

BACKLOG = 512


def client(listener: Listener, counter: Counter) -> Callable[[], asyncio.Protocol]:
    """What speaks with each scanner that connects."""
    if listener.kind == "relay":
        return partial(Inbound, Route(to=(listener.server, listener.to), rtt=listener.rtt, counter=counter))
    return partial(Silent if listener.kind == "silent" else Dripping, counter)


async def serve(listeners: list[Listener]) -> None:
    """Listen until standard input ends."""
    loop = asyncio.get_running_loop()
    shared: defaultdict[str, Counter] = defaultdict(Counter)
    counters = [shared[each.together] if each.together else Counter() for each in listeners]
    servers = [
        await loop.create_server(client(listener, counter), listener.address, listener.port, backlog=BACKLOG)
        for listener, counter in zip(listeners, counters, strict=True)
    ]
    _say([server.sockets[0].getsockname()[1] for server in servers])
    while await loop.run_in_executor(None, sys.stdin.readline):
        _say([counter.take() for counter in counters])


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve([Listener(**given) for given in json.loads(Path(sys.argv[1]).read_text())]))
