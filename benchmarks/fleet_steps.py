"""The fleet, and the odd host beside it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks import silence
from benchmarks.choice import Choice
from benchmarks.fleet import COUNTED, Fleet, run_counted, run_fleet, serving_fleet
from benchmarks.fleet_tools import FLEET_TOOLS, Times
from benchmarks.results import Results
from benchmarks.step import Step


def fleet_steps(choice: Choice, folder: Path, results: Results) -> Iterator[Step]:
    """The steps of the parts "fleet" and "silence"; nginx runs meanwhile."""
    tools = [tool for tool in choice.tools if tool in FLEET_TOOLS]
    with serving_fleet(max(choice.fleet, silence.OTHERS), folder / "nginx-fleet") as fleet:
        for tool in tools if "fleet" in choice.parts else ():
            yield from _sizes(tool, fleet, choice.fleet, results)
        for tool in tools if "silence" in choice.parts else ():
            if tool.startswith("capdo"):
                yield from _beside_silence(tool, fleet, results)


def _sizes(tool: str, fleet: Fleet, size: int, results: Results) -> Iterator[Step]:
    """A quarter of the fleet, all of it, and capdo once more with its open connections counted."""
    for count in (size // 4, size):
        yield Step(f"fleet of {count}, {tool}", partial(_timed, tool, fleet, count, results))
    if tool.startswith("capdo"):
        count = min(COUNTED, size)
        yield Step(f"fleet of {count}, counted, {tool}", partial(_counted, tool, fleet, count, results))


def _timed(tool: str, fleet: Fleet, count: int, results: Results, folder: Path, seconds: float) -> None:
    results.fleet.append(run_fleet(tool, fleet, count, folder, seconds))


def _counted(tool: str, fleet: Fleet, count: int, results: Results, folder: Path, seconds: float) -> None:
    results.fleet.append(run_counted(tool, fleet, count, folder, seconds))


def _beside_silence(tool: str, fleet: Fleet, results: Results) -> Iterator[Step]:
    base: dict[str, float] = {}
    for turn in ("once", "again"):
        yield Step(f"no odd host, {turn}, {tool}", partial(_base, tool, fleet, base))
    for kind in silence.KINDS:
        yield Step(f"{kind} host among fifty, {tool}", partial(_beside, tool, kind, fleet, base, results))


def _base(tool: str, fleet: Fleet, base: dict[str, float], folder: Path, seconds: float) -> None:
    base |= silence.slower(silence.without(tool, fleet, folder, seconds), base)


def _beside(
    tool: str,
    kind: silence.Kind,
    fleet: Fleet,
    base: Times,
    results: Results,
    folder: Path,
    seconds: float,
) -> None:
    results.silence.append(silence.run_beside(tool, kind, fleet, base, folder, seconds))
