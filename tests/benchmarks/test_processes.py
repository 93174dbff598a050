"""benchmarks.processes: what a tree of processes holds is counted, whole and once."""

import subprocess
import sys

from benchmarks.processes import tree, tree_memory

HELD = 50_000_000  # bytes
HOLDS = f"held = bytearray({HELD}); print('ready', flush=True); input()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDS!r}])"


def test_a_grandchild_is_counted_and_an_ended_process_is_not() -> None:
    """The memory of whatever a command starts is its own."""
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        assert len(list(tree(parent.pid))) == 2
        assert HELD < tree_memory(parent.pid) < 3 * HELD
        parent.communicate(b"\n")
    assert tree_memory(parent.pid) == 0
