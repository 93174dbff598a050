"""A worker with jobs that misbehave, run by the pool as a real process: ``python -m``."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from pydantic import JsonValue

from scanner.probes.workers import main
from scanner.probes.workers.main import Report

PREPARED = " ".join(sys.argv[1:])


def run(arguments: dict[str, JsonValue], report: Report) -> JsonValue:
    """One job of many; ``what`` names it."""
    what = arguments["what"]
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
    return {"pid": os.getpid(), "prepared": PREPARED, "arguments": arguments, "stdin": sys.stdin.read()}


def crash() -> NoReturn:
    """End as a segmentation fault would: at once."""
    os._exit(11)


def _answers() -> int:
    """The descriptor of the answers: the last pipe this process holds."""
    return max(int(link.name) for link in Path("/proc/self/fd").iterdir() if _is_pipe(link))


def _is_pipe(link: Path) -> bool:
    return link.exists() and stat.S_ISFIFO(link.stat().st_mode)


if __name__ == "__main__":
    main.JOBS["odd"] = "tests.scanner.probes.workers.odd_worker"
    main.main()
