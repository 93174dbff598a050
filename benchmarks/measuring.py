"""A command's cost, measured in a process apart."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inventory.database.location import VARIABLE

ROOT = Path(__file__).parent.parent
GRACE_SECONDS = 60.0
LEFT_OUT = (VARIABLE, "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a command cost: seconds, and octets of memory at the peak; see ``runner.measure``."""

    begun: float  # since 1970
    wall: float
    cpu: float
    memory: int
    status: int
    stopped: bool  # by the time limit
    left_behind: int  # processes


def run(command: list[str], folder: Path, seconds: float) -> Cost:
    """Run a command in a folder, its output in ``folder``/log.txt, for ``seconds`` at most."""
    result = folder / "cost.json"
    measured = [sys.executable, "-m", "benchmarks.runner", str(result), str(seconds), *command]
    with (folder / "log.txt").open("wb") as log:
        subprocess.run(
            measured,
            cwd=folder,
            env=environment(),
            stdout=log,
            stderr=log,
            timeout=seconds + GRACE_SECONDS,
            check=True,
        )
    return Cost(**json.loads(result.read_text()))


def environment() -> dict[str, str]:
    """The variables of this process, with this checkout to import from and no database of the user's.

    Tools in Python run from byte code, as they do once installed.
    """
    kept = {key: value for key, value in os.environ.items() if key not in LEFT_OUT}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}


def warm_up(commands: Iterable[list[str]], folder: Path) -> None:
    """Run commands that compile what a tool imports, so that no measured run has to."""
    for command in commands:
        run(command, folder, GRACE_SECONDS)
