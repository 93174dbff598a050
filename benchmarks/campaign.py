"""Carries out what was chosen, one step after the other, within a time limit."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.choice import Choice
from benchmarks.fleet_steps import fleet_steps
from benchmarks.measuring import warm_up
from benchmarks.results import Results
from benchmarks.server_steps import server_steps
from benchmarks.step import Step
from benchmarks.tools import CAPDO, SSLYZE


def carry_out(choice: Choice, folder: Path, seconds: float) -> Results:
    """Run everything chosen; what had no time left, or failed, is told in ``left_out``."""
    until = time.monotonic() + seconds
    warm_up([[CAPDO, "version"], [*SSLYZE, "--help"]], folder)
    results = Results()
    for number, step in enumerate(_steps(choice, folder, results)):
        left = until - time.monotonic()
        if left <= 0:
            results.left_out.append(f"{step.name}: the time was up")
            continue
        sys.stderr.write(f"{step.name}\n")
        own = folder / f"step-{number}"
        own.mkdir()
        try:
            step.run(own, left)
        except (subprocess.SubprocessError, OSError) as error:
            results.left_out.append(f"{step.name}: {error}")
    return results


def _steps(choice: Choice, folder: Path, results: Results) -> Iterator[Step]:
    """The steps in order; the servers of each run as long as its steps are taken."""
    if "servers" in choice.parts:
        yield from server_steps(choice, folder, results)
    if {"fleet", "silence"} & set(choice.parts):
        yield from fleet_steps(choice, folder, results)
