"""A pool of kept worker processes, for libraries that cannot be stopped from within the process.

sslyze opens connections long after it was told to stop, and nmap is a program of its own: both run in a
worker that is killed, with all it started, when its deadline passes or the run is interrupted.
"""

import asyncio
from types import TracebackType
from typing import Self

from pydantic import JsonValue

from scanner.probes.workers.jobs import CAGED
from scanner.probes.workers.process import (
    OnProgress,
    WorkerCrashedError,
    WorkerError,
    WorkerJobError,
    WorkerProcess,
    WorkerTimeoutError,
)

MAIN = "scanner.probes.workers.main"  # run with ``python -m``

__all__ = [
    "OnProgress",
    "WorkerCrashedError",
    "WorkerError",
    "WorkerJobError",
    "WorkerPool",
    "WorkerTimeoutError",
]


class WorkerPool:
    """At most ``size`` workers at work, started when needed and replaced after ``recycle_after`` jobs.

    Replacing gives memory back. Jobs that want a cage get workers of their own, since a cage cannot be left:
    ``size`` of each kind are kept.

    An async context manager: leaving it kills every worker, busy ones too. ``module`` is what a worker runs.
    """

    def __init__(self, size: int, recycle_after: int = 20, *, module: str = MAIN) -> None:
        self._recycle_after = recycle_after
        self._module = module
        self._free = asyncio.Semaphore(size)
        self._idle: list[WorkerProcess] = []
        self._busy: set[WorkerProcess] = set()
        self._starting: asyncio.Task[WorkerProcess] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def prepare(self, job: str) -> None:
        """Start a worker that imports what a job needs meanwhile, since that may take a second."""
        self._starting = asyncio.create_task(WorkerProcess.start(self._module, job))

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of the workers there are."""
        return tuple(worker.pid for worker in (*self._idle, *self._busy))

    async def run(
        self,
        job: str,
        arguments: dict[str, JsonValue],
        deadline: float,
        on_progress: OnProgress = lambda _value: None,
    ) -> JsonValue:
        """Run a job and give its result. ``deadline``: seconds from now, the wait for a free worker included.

        ``on_progress`` gets what the job reports on its way, also when it does not come to its end.

        Raises:
            WorkerTimeoutError: the deadline passed; the worker was killed.
            WorkerCrashedError: the worker ended or answered with garbage; the next job gets a new one.
            WorkerJobError: the job raised an exception.

        """
        try:
            async with asyncio.timeout(deadline), self._free:
                worker = await self._take(job)
                try:
                    return await worker.ask(job, arguments, on_progress)
                finally:
                    await self._give_back(worker)
        except TimeoutError:
            raise WorkerTimeoutError(f"{job}: no result within {deadline:.0f} s") from None

    async def close(self) -> None:
        """Kill every worker and wait until each is gone."""
        await self._started()
        busy, idle = tuple(self._busy), tuple(self._idle)
        self._idle.clear()
        for worker in busy:
            worker.kill()  # whoever waits for its answer gets a WorkerCrashedError, and stops it
        await asyncio.gather(*(worker.gone() for worker in busy), *(worker.stop() for worker in idle))

    async def _started(self) -> None:
        if self._starting is not None:
            starting, self._starting = self._starting, None
            self._idle.append(await starting)

    async def _take(self, job: str) -> WorkerProcess:
        await self._started()
        wanted = job in CAGED
        while worker := next((one for one in reversed(self._idle) if one.is_caged is wanted), None):
            self._idle.remove(worker)
            if worker.is_idle:
                break
            await worker.stop()  # it ended while nobody used it
        else:
            worker = await WorkerProcess.start(self._module, *((job,) if wanted else ()))
        self._busy.add(worker)
        return worker

    async def _give_back(self, worker: WorkerProcess) -> None:
        """Keep a worker that answered; kill one that still owes its answer (the deadline passed, Ctrl-C)."""
        self._busy.discard(worker)
        if worker.is_idle and worker.jobs < self._recycle_after:
            self._idle.append(worker)
        else:
            await worker.stop()
