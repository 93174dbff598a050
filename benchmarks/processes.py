"""What a process takes, read from /proc."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
KIBIBYTE = 1024


def tree_memory(root: int) -> int:
    """Bytes of memory that a process and its descendants hold: shared pages are counted once.

    Each process gives its proportional set size (PSS in proc_pid_smaps(5)). One that ends meanwhile counts 0.
    """
    return sum(proportional_set_size(process) for process in tree(root))


def tree(root: int) -> Iterator[int]:
    """A process and its descendants."""
    children = defaultdict[int, list[int]](list)
    for process, parent in parents():
        children[parent].append(process)
    waiting = [root]
    while waiting:
        process = waiting.pop()
        yield process
        waiting += children[process]


def parents() -> Iterator[tuple[int, int]]:
    """Each process with its parent; field 4 of proc_pid_stat(5), after a name that may hold anything."""
    for folder in PROC.glob("[0-9]*"):
        stat = read(folder / "stat")
        if stat:
            yield int(folder.name), int(stat.rpartition(")")[2].split()[1])


def cpu_seconds(process: int) -> float:
    """Of CPU that a running process took: fields 14 and 15 of proc_pid_stat(5)."""
    fields = read(PROC / str(process) / "stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


def proportional_set_size(process: int) -> int:
    """In bytes; 0 when the process has ended."""
    for line in read(PROC / str(process) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * KIBIBYTE
    return 0


def read(file: Path) -> str:
    """A file of /proc, or nothing when its process has ended."""
    try:
        return file.read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
