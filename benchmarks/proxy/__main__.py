"""The proxy as a process of its own: ``python -m benchmarks.proxy LISTENERS``.

LISTENERS is a file, a JSON list of ``gateway.Listener``. It prints their ports as one line of JSON, then, for
each line on standard input, the tallies since the line before, in the same order; it ends with that input.
"""

import json
import os
import select
import socket
import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.proxy.gateway import Listener
from benchmarks.proxy.loop import Loop
from benchmarks.proxy.odd import Dripping, Silent
from benchmarks.proxy.relay import Relayed, Route
from benchmarks.proxy.tally import Counter

BACKLOG = 512
INPUT_AT_ONCE = 4096  # octets
Meeting = Callable[[socket.socket], object]  # what begins with a scanner's connection


def serve(listeners: list[Listener]) -> None:
    """Listen until standard input ends."""
    loop, shared = Loop(), defaultdict[str, Counter](Counter)
    counters = [shared[each.together] if each.together else Counter() for each in listeners]
    met = zip(listeners, counters, strict=True)
    _say([_listen(loop, listener, _meeting(loop, listener, counter)) for listener, counter in met])
    loop.hear(sys.stdin.fileno(), partial(_read_input, loop, counters), select.EPOLLIN)
    loop.run()


def _meeting(loop: Loop, listener: Listener, counter: Counter) -> Meeting:
    """What a listener does with each scanner that connects."""
    if listener.kind == "relay":
        route = Route(to=(listener.server, listener.to), rtt=listener.rtt, counter=counter)
        return partial(Relayed, loop, route)
    return partial(Silent if listener.kind == "silent" else Dripping, loop, counter)


def _listen(loop: Loop, listener: Listener, meet: Meeting) -> int:
    """Begin to listen; the port."""
    own = socket.socket()
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # which those it accepts inherit
    own.bind((listener.address, listener.port))
    own.listen(BACKLOG)
    own.settimeout(0)
    loop.hear(own.fileno(), partial(_accept, own, meet), select.EPOLLIN)
    port: int = own.getsockname()[1]
    return port


def _accept(own: socket.socket, meet: Meeting, _events: int) -> None:
    """One; the loop tells of the next at its next turn."""
    try:
        client, _ = own.accept()
    except (BlockingIOError, ConnectionAbortedError):
        return
    client.settimeout(0)
    meet(client)


def _read_input(loop: Loop, counters: list[Counter], _events: int) -> None:
    given = os.read(sys.stdin.fileno(), INPUT_AT_ONCE)
    for _ in range(given.count(b"\n")):
        _say([counter.take() for counter in counters])
    if not given:
        loop.end()


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve([Listener(**given) for given in json.loads(Path(sys.argv[1]).read_text())])
