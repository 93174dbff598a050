"""The first process's side: endpoints handed to the second one as it has room for them."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import IO

from checks.check import Check
from checks.facts import PortFacts
from scanner.engine import Done, Engine
from scanner.observation import Observation
from scanner.planning.plan import EndpointKey, PlannedEndpoint
from scanner.processes import frames
from scanner.processes.idleness import Idleness
from scanner.settings import RunSettings

WORTH_IT = 100  # endpoints: the second process takes a second to start
LINE = 2**16
Taken = Callable[[PlannedEndpoint, Observation], Coroutine[None, None, None]]


@dataclass(frozen=True)
class Share:
    """What a second process is told of a run. ``database``: the URL at which it reads permissions."""

    run: int
    settings: RunSettings
    database: str


@dataclass
class SecondProcess:
    """A running second process. ``lost``: what it was given and has not come back with."""

    process: asyncio.subprocess.Process
    lost: dict[EndpointKey, PlannedEndpoint] = field(default_factory=dict)

    async def scan(self, waiting: Iterator[PlannedEndpoint], seen: Taken) -> None:
        """Hand out what is wanted, and take what was seen, until both are through."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018 - pipes
        async with asyncio.TaskGroup() as group:
            while (told := await frames.read(self.process.stdout)) is not None:
                if isinstance(told, Observation):
                    group.create_task(seen(self.lost.pop(told.key), told))
                else:
                    with suppress(ConnectionError):
                        await self._hand_out(next(waiting, None), self.process.stdin)

    async def _hand_out(self, planned: PlannedEndpoint | None, writer: asyncio.StreamWriter) -> None:
        if planned is not None:
            self.lost[planned.key] = planned
            planned = replace(planned, scannable=frozenset())  # of a whole estate, and it tries no ports
        frames.write(writer, planned or frames.NoMore())
        await writer.drain()


@dataclass(frozen=True)
class Looking:
    """The engine of this process and, where it is worth it, another one beside it.

    ``share``: what that one is told; None: it is never worth it. ``file``: that of the locks, of both.
    ``idleness``: watched since the run was prepared.
    """

    engine: Engine
    share: Share | None
    file: IO[bytes]
    idleness: Idleness

    async def scan(self, endpoints: Iterable[PlannedEndpoint], count: int, done: Done) -> None:
        """Look at every endpoint, of which there are so many at most.

        ``done`` is called with each observation as soon as it is complete.
        """
        if self.share is None or count < WORTH_IT or not await self.idleness.is_told():
            await self.engine.scan(endpoints, done)
            return
        with self.engine.memory.room.halved() as others:
            settings = self.share.settings.model_copy(update={"at_once": others})
            async with second_process(replace(self.share, settings=settings), self.file) as second:
                await self._scan_beside(second, iter(endpoints), done)
        await self.engine.scan(list(second.lost.values()), done)

    async def _scan_beside(
        self, second: SecondProcess, waiting: Iterator[PlannedEndpoint], done: Done
    ) -> None:
        async def seen(planned: PlannedEndpoint, one: Observation) -> None:
            done(await self.engine.weighed(one, planned))

        async with asyncio.TaskGroup() as group:
            group.create_task(second.scan(waiting, seen))
            group.create_task(self.engine.scan(waiting, done))


def may_be_worth_it(settings: RunSettings, checks: Sequence[Check]) -> bool:
    """Whether a second process makes it faster: where worker processes have the work, they use the cores."""
    works = settings.depth == "full" or any(PortFacts in check.needs for check in checks)
    alone = settings.at_once == 1 or (os.cpu_count() or 1) == 1
    return not works and not alone


@asynccontextmanager
async def second_process(share: Share, file: IO[bytes]) -> AsyncIterator[SecondProcess]:
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
        frames.write(process.stdin, share)
        yield SecondProcess(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
