"""The first process's side: endpoints handed to the second one as it has room for them."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from checks.check import Check
from checks.facts import PortFacts
from checks.profile import load
from inventory.clock import Clock, now
from scanner.engine import Done, Engine, ready_engine
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey, PlannedEndpoint, select_checks
from scanner.processes import frames
from scanner.processes.address_locks import AddressLocks
from scanner.room import Room
from scanner.settings import RunSettings, probe_settings

WORTH_IT = 100  # endpoints: the second process takes a second to start
LINE = 2**16
WATCHED = 0.3  # seconds
IDLE = 3  # column of /proc/stat


@dataclass
class SecondProcess:
    """A running second process. ``lost``: what it was given and has not come back with."""

    process: asyncio.subprocess.Process
    lost: dict[EndpointKey, PlannedEndpoint] = field(default_factory=dict)

    async def scan(self, waiting: Iterator[PlannedEndpoint], done: Done) -> None:
        """Hand out what is wanted, and take what was seen, until both are through."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018 - pipes
        while (told := await frames.read(self.process.stdout)) is not None:
            if isinstance(told, Observation):
                self.lost.pop(told.key, None)
                done(told)
            else:
                with suppress(ConnectionError):
                    await self._hand_out(next(waiting, None), self.process.stdin)

    async def _hand_out(self, planned: PlannedEndpoint | None, writer: asyncio.StreamWriter) -> None:
        if planned is not None:
            self.lost[planned.key] = planned
        frames.write(writer, planned)
        await writer.drain()


@dataclass(frozen=True)
class Looking:
    """The engine of this process and, where it is worth it, another one beside it."""

    engine: Engine
    second: SecondProcess | None = None

    async def scan(self, endpoints: Iterable[PlannedEndpoint], done: Done) -> None:
        """Look at every endpoint; ``done`` is called with each observation as soon as it is complete."""
        waiting = iter(endpoints)
        async with asyncio.TaskGroup() as group:
            if self.second is not None:
                group.create_task(self.second.scan(waiting, done))
            group.create_task(self.engine.scan(waiting, done))
        if self.second is not None and self.second.lost:
            await self.engine.scan(list(self.second.lost.values()), done)


@asynccontextmanager
async def looking(
    run: int, settings: RunSettings, endpoints: Sequence[PlannedEndpoint], room: Room, clock: Clock
) -> AsyncIterator[Looking]:
    """What looks at these endpoints of a run; leaving it leaves no process behind."""
    profile = load(settings.profile)
    checks = select_checks(profile, settings.only)
    async with AsyncExitStack() as held:
        locks = second = None
        if clock is now and is_worth_it(endpoints, settings, checks) and await is_idle():
            file = held.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - it is one
            locks = AddressLocks(file)
            share = settings.model_copy(update={"at_once": room.halved()})
            second = await held.enter_async_context(second_process(run, share, file))
        ready = ready_engine(
            probe_settings(settings), checks, profile, run, clock=clock, room=room, locks=locks
        )
        yield Looking(await held.enter_async_context(ready), second)


def is_worth_it(endpoints: Sequence[PlannedEndpoint], settings: RunSettings, checks: Sequence[Check]) -> bool:
    """Whether a second process makes it faster: where worker processes have the work, they use the cores."""
    works = settings.depth == "full" or any(PortFacts in check.needs for check in checks)
    alone = settings.at_once == 1 or (os.cpu_count() or 1) == 1
    return not works and not alone and len(endpoints) >= WORTH_IT


async def is_idle() -> bool:
    """Whether more than one processor has nothing to do now, as far as the system says."""
    before = _processor_times()
    await asyncio.sleep(WATCHED)
    after = _processor_times()
    if not before or not after:
        return True
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return spent[IDLE] * (os.cpu_count() or 1) > sum(spent)


def _processor_times() -> list[int]:
    """Ticks of all processors together, by what they did (proc(5)); none where that is not told."""
    try:
        first, _, _ = Path("/proc/stat").read_text(encoding="ascii").partition("\n")
    except OSError:
        return []
    return [int(ticks) for ticks in first.split()[1:]]


@asynccontextmanager
async def second_process(run: int, settings: RunSettings, file: IO[bytes]) -> AsyncIterator[SecondProcess]:
    """A second process, which leaving ends. ``file``: that of the locks."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "scanner.processes.main", str(file.fileno())),
        stdin=pipe,
        stdout=pipe,
        pass_fds=(file.fileno(),),
        limit=LINE,
    )
    try:
        assert process.stdin is not None  # noqa: S101 - a pipe
        frames.write(process.stdin, (run, settings))
        yield SecondProcess(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
