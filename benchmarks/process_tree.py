"""The processes below one process, from Linux' /proc, and the memory they hold."""

from collections import defaultdict
from pathlib import Path

KIBIBYTE = 1024
PROC = Path("/proc")


def descendants(root: int) -> set[int]:
    """Every process below ``root``, itself left out."""
    children = defaultdict(set)
    for entry in PROC.iterdir():
        if entry.name.isdecimal() and (parent := parent_of(entry)):
            children[parent].add(int(entry.name))
    found: set[int] = set()
    waiting = [root]
    while waiting:
        below = children[waiting.pop()]
        found |= below
        waiting += below
    return found


def parent_of(entry: Path) -> int:
    """A process's parent; 0 when it has ended. The name before it, in brackets, may hold anything."""
    try:
        state, parent = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return 0
    return 0 if state == "Z" else int(parent)


def memory(processes: set[int]) -> int:
    """Octets of memory that processes hold together; what they share counts once (proportional set size)."""
    return sum(_proportional(PROC / str(process) / "smaps_rollup") for process in processes)


def _proportional(rollup: Path) -> int:
    try:
        lines = rollup.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * KIBIBYTE for line in lines if line.startswith("Pss:")), 0)
