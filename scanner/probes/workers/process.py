"""One worker process, seen from its parent: started, asked, and killed with all that it started."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable

from pydantic import JsonValue

from scanner.probes.workers.jobs import CAGED, CAGED_FLAG

STDERR_LENGTH = 2_000  # characters kept, the last ones
ANSWER_LENGTH = 8_000_000  # bytes
OnProgress = Callable[[JsonValue], None]


class WorkerError(Exception):
    """A job in a worker process gave no result."""


class WorkerTimeoutError(WorkerError):
    """The job, or the wait for a free worker, took longer than its deadline; the worker was killed."""


class WorkerCrashedError(WorkerError):
    """The worker ended, or answered with something else than the protocol; holds the end of its stderr."""


class WorkerJobError(WorkerError):
    """The job itself raised an exception; the worker lives on."""


class WorkerProcess:
    """A process with a session of its own, so that one signal ends it and everything it started."""

    def __init__(self, process: asyncio.subprocess.Process, *, is_caged: bool) -> None:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("a worker is spoken to through pipes")
        self.jobs = 0
        self.is_caged = is_caged
        self._asked = False  # a job was sent and not yet answered
        self._process = process
        self._stdin, self._stdout = process.stdin, process.stdout
        self._stderr = b""
        self._listening = asyncio.create_task(self._listen(process.stderr))

    @classmethod
    async def start(cls, module: str, *jobs: str) -> "WorkerProcess":
        """Run a module, told of the jobs to come; ``-P``: nothing is imported from the current directory.

        It is caged when one of the jobs wants that.
        """
        pipe, is_caged = asyncio.subprocess.PIPE, not CAGED.isdisjoint(jobs)
        command = (sys.executable, "-P", "-m", module, *((CAGED_FLAG,) if is_caged else ()), *jobs)
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, stderr=pipe, start_new_session=True, limit=ANSWER_LENGTH
        )
        return cls(process, is_caged=is_caged)

    @property
    def pid(self) -> int:
        """The process id, which is also that of its process group."""
        return self._process.pid

    @property
    def is_idle(self) -> bool:
        """Whether it can take a job: it lives, as far as is known, and owes no answer."""
        return self._process.returncode is None and not self._asked

    async def ask(self, job: str, arguments: dict[str, JsonValue], on_progress: OnProgress) -> JsonValue:
        """Send one job and wait for its result.

        Raises:
            WorkerJobError: the job raised.
            WorkerCrashedError: the process ended or broke the protocol; it is gone.

        """
        self.jobs, self._asked = self.jobs + 1, True
        try:
            self._stdin.write(json.dumps({"job": job, "arguments": arguments}).encode() + b"\n")
            await self._stdin.drain()
            answer = await self._next_message()
            while "progress" in answer:
                on_progress(answer["progress"])
                answer = await self._next_message()
        except (OSError, ValueError) as error:  # a broken pipe, no JSON, a line beyond the limit
            await self.stop()
            raise WorkerCrashedError(f"{job}: {error}; stderr: {self._complaint}") from None
        self._asked = False
        if "error" in answer:
            raise WorkerJobError(f"{job}: {answer['error']}")
        return answer["result"]

    async def stop(self) -> None:
        """Kill the process group and leave nothing of it behind. May be repeated."""
        self.kill()
        self._stdin.close()
        while await self._stdout.read(65536):  # both pipes read to their end let the transport close
            pass
        await self._listening
        await self.gone()

    async def gone(self) -> None:
        """Wait until the process has ended."""
        await self._process.wait()

    def kill(self) -> None:
        """Kill the process group now."""
        if self._process.returncode is None:
            try:
                os.killpg(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                return  # it ended by itself a moment ago

    async def _next_message(self) -> dict[str, JsonValue]:
        line = await self._stdout.readline()
        if not line:
            raise ValueError("the worker ended without an answer")
        message = json.loads(line)
        if not isinstance(message, dict) or not message.keys() & {"progress", "error", "result"}:
            raise ValueError("the worker's answer breaks the protocol")
        return message

    async def _listen(self, stderr: asyncio.StreamReader) -> None:
        while chunk := await stderr.read(65536):
            self._stderr = (self._stderr + chunk)[-STDERR_LENGTH:]

    @property
    def _complaint(self) -> str:
        return self._stderr.decode("utf-8", "replace").strip()
