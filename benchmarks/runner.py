"""Runs one command and writes down what its whole process tree cost.

``python -m benchmarks.runner RESULT SECONDS COMMAND…``: a process of its own, so that the kernel's sums over
ended children are those of this one command. Children that their parent leaves behind become this process's.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from benchmarks.processes import proportional_set_size, tree

PR_SET_CHILD_SUBREAPER = 36
SAMPLE_SECONDS = 0.1
KIBIBYTE = 1024


class MemoryPeak(Thread):
    """Looks every 0.1 s at how much memory the tree holds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.enough = Event()

    def run(self) -> None:
        """Look until it is enough."""
        while not self.enough.wait(SAMPLE_SECONDS):
            self.peak = max(self.peak, sum(map(proportional_set_size, below())))


def measure(command: list[str], seconds: float) -> dict[str, float | int | bool]:
    """Run a command for ``seconds`` at most.

    Gives when it was begun (seconds since 1970), wall and CPU seconds (user and system, of all processes of
    the tree), the octets of memory at the peak (the sum of the tree as sampled, or the largest process as the
    kernel knows it), the exit status, whether it was stopped, and how many processes it left behind.
    """
    peak = MemoryPeak()
    peak.start()
    begun, started = time.time(), time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    stopped = False
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        stopped = True
    wall = time.monotonic() - started
    peak.enough.set()
    left = end_all()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "begun": begun,
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": max(peak.peak, used.ru_maxrss * KIBIBYTE),
        "status": process.returncode or 0,
        "stopped": stopped,
        "left_behind": 0 if stopped else left,
    }


def end_all() -> int:
    """Kill what still runs below this process and wait for it, so that its CPU time is in the sums."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass  # those that have ended already are not left behind
    left = below()
    for process in left:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    return len(left)


def below() -> list[int]:
    """Every process below this one."""
    return [process for process in tree(os.getpid()) if process != os.getpid()]


if __name__ == "__main__":
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    Path(sys.argv[1]).write_text(json.dumps(measure(sys.argv[3:], float(sys.argv[2]))))
