"""Which process this is, so that another can tell whether it still runs, and whether its machine did.

The number of a process is given again, in a container always the same; with the moment at which it began it
is one process's alone (proc(5)). Elsewhere than on Linux the number alone must do.
"""

import os
import platform
from pathlib import Path

from scanner.runs.lease import is_running

PROC = Path("/proc")
STARTED = 19  # field 22 of /proc/PID/stat, counted from the state, which follows the name in brackets


def this_process() -> str:
    """``HOST PID BEGUN``."""
    pid = os.getpid()
    return f"{platform.node()} {pid} {_begun(pid)}"


def this_boot() -> str:
    """The start of this machine: what the kernel was given to send before, it no longer sends."""
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def is_gone(process: str) -> bool:
    """Whether it was a process of this machine and no longer runs."""
    host, _, rest = process.rpartition(" ")[0].rpartition(" ")
    pid, begun = rest, process.rpartition(" ")[2]
    if host != platform.node() or not pid.isdecimal():
        return False
    if not PROC.is_dir():
        return not is_running(int(pid))
    return not (PROC / pid).exists() or _begun(int(pid)) != begun


def _begun(pid: int) -> str:
    try:
        stat = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "-"
    return stat.rpartition(")")[2].split()[STARTED]
