"""What a command costs, its children's part included."""

import sys
from pathlib import Path

from benchmarks.measuring import run

BUSY = "import time\nend = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
HOLDS = "import time; held = b'x' * 100_000_000; time.sleep(1)"
TWO = f"""
import subprocess, sys
for each in [subprocess.Popen([sys.executable, '-c', {HOLDS!r}]) for _ in '12']:
    each.wait()
"""
LEAVES = "import subprocess; subprocess.Popen(['sleep', '60'])"


def test_cpu_of_children(tmp_path: Path) -> None:
    """The CPU time of a process that the command starts is the command's."""
    assert run([sys.executable, "-c", PARENT], tmp_path, 60).cpu >= 0.5


def test_memory_of_the_tree(tmp_path: Path) -> None:
    """Two processes that hold 100 MB each hold 200 MB."""
    assert run([sys.executable, "-c", TWO], tmp_path, 60).memory > 190_000_000


def test_time_limit(tmp_path: Path) -> None:
    """A command that takes too long is stopped, which is told."""
    cost = run(["sleep", "60"], tmp_path, 0.3)
    assert cost.stopped
    assert cost.wall < 30


def test_processes_left_behind(tmp_path: Path) -> None:
    """What a command leaves running is counted, and ended."""
    assert run([sys.executable, "-c", LEAVES], tmp_path, 30).left_behind == 1


def test_status(tmp_path: Path) -> None:
    """The exit status is the command's, and what it says is kept."""
    assert run([sys.executable, "-c", "print('said'); raise SystemExit(3)"], tmp_path, 30).status == 3
    assert (tmp_path / "log.txt").read_text() == "said\n"
