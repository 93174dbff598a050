"""A run over many endpoints whose looks are simulated: ``python -m benchmarks.rate.simulated COUNT FACTS``.

Each look holds a connection of the budget for a moment and comes to FACTS, those of one real look, as JSON.
All else is as ever: the plan, the permission asked before each look, judging, recording. Prints JSON: memory
as endpoints are done, and how long the run was to take when a tenth was done, with how long it took.
"""

import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.rate.measuring import FAMILIES, inventory
from checks.check import Check
from checks.facts import Facts
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.model import Inventory
from scanner import engine
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint
from scanner.probes.context import ProbeContext
from scanner.processes import sharing
from scanner.room import Room
from scanner.runs import running
from scanner.runs.ongoing.ending import Ending
from scanner.settings import RunSettings

TAKES = 0.5  # seconds of a look
TOLD_EVERY = 1000  # endpoints
TENTH = 10


@dataclass
class Simulation:
    """What becomes of a run. ``memory``: octets by endpoints done; ``forecast``: seconds, all of it."""

    count: int
    begun: float = field(default_factory=time.monotonic)
    memory: dict[int, int] = field(default_factory=dict)
    forecast: float = 0.0
    ending: Ending = field(default_factory=Ending)
    done: int = 0

    def progress(self, _seen: Observation) -> None:
        """One more endpoint is done."""
        self.done += 1
        if self.done % TOLD_EVERY == 0:
            self.memory[self.done] = resident()
        elapsed = time.monotonic() - self.begun
        self.ending.seen(elapsed, self.done)
        if self.done == self.count // TENTH:
            self.forecast = elapsed + (self.ending.left(self.count) or 0.0)

    def told(self) -> dict[str, object]:
        """What came of it."""
        took = time.monotonic() - self.begun
        return {"memory": self.memory, "forecast": self.forecast, "took": took}


def resident() -> int:
    """Octets of memory of this process (proc(5))."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise ValueError("the system does not tell")


def simulated(facts: Facts) -> Callable[..., object]:
    """A look in the place of ``scanner.observe.observe``."""

    async def observe(
        planned: PlannedEndpoint,
        _checks: Iterable[Check],
        context: ProbeContext,
        now: datetime,
        *_asked: object,
    ) -> Facts:
        visits, slot = context.memory.visits, context.budget.connection
        async with (
            visits.turn((planned.host,), context.memory.room),
            slot(planned.host, "tls", context.connections),
        ):
            await asyncio.sleep(TAKES)
        target = facts.target.model_copy(update={"host": planned.host, "observed_at": now})
        return Facts.model_validate_json(facts.model_copy(update={"target": target}).model_dump_json())

    return observe


def main(count: int, facts: Facts) -> dict[str, object]:
    """Run it in a folder of its own."""
    setattr(engine, "observe", simulated(facts))  # noqa: B010 - the one thing that is not as ever
    sharing.WORTH_IT = count + 1  # another process would look for real
    settings = RunSettings(depth="lean", only=tuple(FAMILIES.split(",")), second_look=None)
    with tempfile.TemporaryDirectory(prefix="capdo-simulated-") as folder:
        database = open_database(f"sqlite:///{folder}/capdo.db")
        # Addresses, so that no resolver is asked.
        hosts = [f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}" for number in range(count)]
        InventoryStore(database).apply(Inventory.model_validate(inventory(hosts)))
        run = running.start(database, settings)
        simulation = Simulation(count)
        running.carry_out(database, run, simulation.progress, room=Room.of(None))
        return simulation.told()


if __name__ == "__main__":
    read = Facts.model_validate_json(Path(sys.argv[2]).read_text())
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), read)) + "\n")
