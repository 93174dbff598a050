"""A worker with jobs that misbehave, run by the pool as a real process: ``python -m``."""

import os
import resource
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from pydantic import JsonValue

from scanner.probes.workers import jobs, main
from scanner.probes.workers.main import Report

PREPARED = " ".join(sys.argv[1:])


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """One job of many; ``what`` names it."""
    what = arguments["what"]
    if what == "misuse":
        return misuse(str(arguments["file"]))
    act(what, report)
    return {"pid": os.getpid(), "prepared": PREPARED, "arguments": arguments, "stdin": sys.stdin.read()}


def act(what: JsonValue, report: Report) -> None:
    """Misbehave in the way that is asked for."""
    if what == "sleep":
        report(1)
        time.sleep(60)
    elif what == "crash":
        crash()
    elif what == "garbage":
        os.write(_answers(), b"<html>not json\n")
    elif what == "noisy":
        sys.stdout.write("a library prints\n")
        sys.stdout.flush()
        subprocess.run(["echo", "so does a program"], check=True)
    elif what == "child":
        report(subprocess.Popen(["sleep", "60"]).pid)
        time.sleep(60)
    elif what == "flood":
        os.write(2, b"x" * 1_000_000 + b"the end")
        crash()
    elif what == "fail":
        raise LookupError("no such thing")


def misuse(secret: str) -> dict[str, JsonValue]:
    """What somebody would try who had taken the process over; True: it worked."""
    attempts: dict[str, Callable[[], object]] = {
        "write": lambda: Path(secret).write_text("changed"),
        "create": lambda: Path(secret).with_name("new").touch(),
        "create elsewhere": lambda: tempfile.TemporaryFile().close(),
        "delete": lambda: Path(secret).unlink(),
        "read": lambda: Path(secret).read_text(),
        "run": lambda: subprocess.run(["/bin/true"], check=True),
        "become root": lambda: os.setuid(0),
        "take memory": lambda: bytearray(4 << 30),
        "open files": lambda: [os.dup(0) for _ in range(1000)],
        "listen": lambda: socket.create_server(("127.0.0.1", 0)).close(),
        "signal": lambda: os.kill(os.getppid(), 0),
        "dump": lambda: resource.setrlimit(resource.RLIMIT_CORE, (1000, 1000)),
    }
    return {name: _works(attempt) for name, attempt in attempts.items()}


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError, ValueError):
        return False
    return True


def crash() -> NoReturn:
    """End as a segmentation fault would: at once."""
    os._exit(11)


def _answers() -> int:
    """The descriptor of the answers: the last pipe this process holds."""
    return max(int(link.name) for link in Path("/proc/self/fd").iterdir() if _is_pipe(link))


def _is_pipe(link: Path) -> bool:
    return link.exists() and stat.S_ISFIFO(link.stat().st_mode)


if __name__ == "__main__":
    jobs.JOBS |= dict.fromkeys(("odd", "locked"), "tests.scanner.probes.workers.odd_worker")
    jobs.CAGED.add("locked")
    main.main()
