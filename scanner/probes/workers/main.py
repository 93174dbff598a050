"""The process that runs jobs which may have to be killed.

``python -m scanner.probes.workers.main [--caged] [JOB…]``: it imports what the named jobs need before anybody
asks, and locks itself in if told so; jobs that want a cage are refused without one.

It speaks JSON, one object a line. In: ``{"job": name, "arguments": {…}}``. Out, for each of them: any number
of ``{"progress": value}``, then one ``{"result": value}`` or ``{"error": "Type: message"}``.
"""

import importlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from io import FileIO
from typing import Protocol, TextIO

from pydantic import JsonValue

from scanner.probes.workers.cage import enter
from scanner.probes.workers.jobs import CAGED, CAGED_FLAG, JOBS

Report = Callable[[JsonValue], None]
ERROR_LENGTH = 500


class Job(Protocol):
    """The function ``run`` of a job's module. ``report`` sends progress and may be called from any thread."""

    def __call__(self, arguments: dict[str, JsonValue], report: Report) -> JsonValue:
        """Do the job; whatever it raises becomes the ``error`` of the answer."""


class Channel:
    """Standard input and output of the process, kept away from the jobs.

    A library that prints would garble the answers, and a program started by a job could read the requests: so
    both move to private descriptors, what is printed goes to standard error, and standard input is empty.
    """

    def __init__(self) -> None:
        self.requests: TextIO = os.fdopen(os.dup(0), encoding="utf-8")
        self._answers = FileIO(os.dup(1), "w")
        self._lock = threading.Lock()
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - os.devnull is no path to handle
            os.dup2(nothing.fileno(), 0)
        os.dup2(2, 1)

    def send(self, kind: str, value: JsonValue) -> None:
        """Write one line, whole, from any thread."""
        line = memoryview(json.dumps({kind: value}).encode() + b"\n")
        with self._lock:
            while line:
                line = line[self._answers.write(line) :]


def main() -> None:
    """Answer requests until standard input closes."""
    channel = Channel()
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()
    jobs = [job for job in sys.argv[1:] if job != CAGED_FLAG]
    if is_caged():
        _import(jobs)
        enter()  # before there is a second thread: not every lock is on the whole process
    threading.Thread(target=_read, args=(channel.requests, lines), daemon=True).start()
    _import(jobs)
    while True:
        channel.send(*_answer(lines.get(), channel))


def is_caged() -> bool:
    """Whether this worker was started with a cage."""
    return CAGED_FLAG in sys.argv


def _import(jobs: Iterable[str]) -> None:
    for job in jobs:
        importlib.import_module(JOBS[job])


def _read(requests: TextIO, lines: "queue.SimpleQueue[str]") -> None:
    """Queue the requests. At their end nobody waits for an answer any more, so a running job ends as well."""
    for line in requests:
        lines.put(line)
    if os.getpgrp() == os.getpid():  # started by the pool: what jobs started goes too
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _answer(line: str, channel: Channel) -> tuple[str, JsonValue]:
    """Run one job. This is the boundary at which every exception becomes a message for the parent."""
    try:
        request = json.loads(line)
        job = _job(request["job"])
        return "result", job(request["arguments"], lambda value: channel.send("progress", value))
    except Exception as error:  # noqa: BLE001 - reported to the parent, see above
        sys.stderr.write(f"{line[:ERROR_LENGTH]!r}: {error!r}\n")
        return "error", f"{type(error).__name__}: {error}"[:ERROR_LENGTH]


def _job(name: str) -> Job:
    if name in CAGED and not is_caged():
        raise PermissionError("the job is for a caged worker")
    job: Job = importlib.import_module(JOBS[name]).run
    return job


if __name__ == "__main__":
    main()
