"""The proxy process, seen from the benchmark."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Literal

from benchmarks.proxy.tally import Tally

SETTLE_SECONDS = 0.3  # what is on its way when a tool has ended still arrives


@dataclass(frozen=True, kw_only=True)
class Listener:
    """One address to listen at, and the server behind it. ``rtt`` in seconds.

    ``together``: listeners of one name are counted as one, in the first one's tally; empty: by itself.
    """

    kind: Literal["relay", "silent", "dripping"] = "relay"
    address: str = "127.0.0.1"
    port: int = 0  # any
    server: str = "127.0.0.1"
    to: int = 0  # the server's port
    rtt: float = 0.0
    together: str = ""


class Gateway:
    """A running proxy. ``ports`` are in the order of the listeners."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.ports: list[int] = json.loads(self._line())

    def take(self) -> list[Tally]:
        """What each listener has counted since the last time, in their order."""
        time.sleep(SETTLE_SECONDS)
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        self._process.stdin.write("take\n")
        self._process.stdin.flush()
        return [Tally.read(given) for given in json.loads(self._line())]

    def _line(self) -> str:
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the proxy ended; what it said is on standard error")
        return line


@contextmanager
def gateway(listeners: Sequence[Listener]) -> Iterator[Gateway]:
    """A proxy process with these listeners; it ends with the block."""
    described = json.dumps([asdict(listener) for listener in listeners])
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(described)
        file.flush()
        with _process(file.name) as proxy:
            yield proxy


@contextmanager
def _process(listeners: str) -> Iterator[Gateway]:
    command = [sys.executable, "-m", "benchmarks.proxy", listeners]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Gateway(process)
        finally:
            process.kill()
