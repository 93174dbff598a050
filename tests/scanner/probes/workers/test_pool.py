import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from scanner.probes.workers.pool import WorkerCrashedError, WorkerJobError, WorkerPool, WorkerTimeoutError

ROOT = Path(__file__).parents[4]
LONG = 120.0  # seconds; no test comes near it


def _pool(size: int = 1, recycle_after: int = 20) -> WorkerPool:
    return WorkerPool(size, recycle_after, module="tests.scanner.probes.workers.odd_worker")


@pytest.fixture
async def pool(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WorkerPool]:
    """A pool of one worker that knows the odd jobs."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    async with _pool() as made:
        yield made


async def _run(pool: WorkerPool, what: str, deadline: float = LONG) -> dict[str, JsonValue]:
    result = await pool.run("odd", {"what": what}, deadline)
    assert isinstance(result, dict)
    return result


async def _begin(pool: WorkerPool, what: str) -> asyncio.Task[JsonValue]:
    """Start a job and return when it has reported that it runs."""
    runs = asyncio.Event()
    job = pool.run("odd", {"what": what}, LONG, lambda _value: runs.set())
    task = asyncio.create_task(job)
    await runs.wait()
    return task


def _lives(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def _dies(pid: int) -> bool:
    for _ in range(200):
        if not _lives(pid):
            return True
        await asyncio.sleep(0.05)
    return False


async def test_a_worker_is_kept_for_the_next_job(pool: WorkerPool) -> None:
    """Two jobs are done by one process, and its standard input is empty to them."""
    first, second = await _run(pool, "echo"), await _run(pool, "echo")
    assert first["pid"] == second["pid"] == pool.pids[0]
    assert first["arguments"] == {"what": "echo"}
    assert first["stdin"] == ""


async def test_a_worker_can_be_prepared(pool: WorkerPool) -> None:
    """The first job goes to the worker that was started for it, which has imported what the job needs."""
    pool.prepare("odd")
    first = await _run(pool, "echo")
    assert first["prepared"] == "odd"
    assert pool.pids == (first["pid"],)


async def test_a_prepared_worker_is_not_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that is closed at once takes the worker it had begun to start with it."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    async with _pool() as made:
        made.prepare("odd")
        await made.run("odd", {"what": "echo"}, LONG)
        (pid,) = made.pids
        made.prepare("odd")
    assert made.pids == ()
    assert await _dies(pid)


async def test_a_worker_is_recycled(monkeypatch: pytest.MonkeyPatch) -> None:
    """After its number of jobs a worker ends, and a new one does the next job."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    async with _pool(recycle_after=2) as pool:
        pids = [(await _run(pool, "echo"))["pid"] for _ in range(3)]
    assert pids[0] == pids[1] != pids[2]
    assert isinstance(pids[0], int)
    assert not _lives(pids[0])


async def test_no_more_workers_than_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs beyond the size wait for a free worker."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    async with _pool(size=2) as pool:
        results = await asyncio.gather(*(_run(pool, "echo") for _ in range(6)))
    assert len({str(result["pid"]) for result in results}) <= 2


async def test_prints_do_not_garble_answers(pool: WorkerPool) -> None:
    """What a library or a program prints goes to standard error; the answer comes through."""
    assert (await _run(pool, "noisy"))["arguments"] == {"what": "noisy"}


async def test_a_job_that_raises_keeps_its_worker(pool: WorkerPool) -> None:
    """An exception of the job is reported by type and message, and the worker goes on."""
    before = (await _run(pool, "echo"))["pid"]
    with pytest.raises(WorkerJobError, match="LookupError: no such thing"):
        await _run(pool, "fail")
    assert (await _run(pool, "echo"))["pid"] == before


async def test_an_unknown_job_is_refused(pool: WorkerPool) -> None:
    """A job that is not registered is an error, not an import of whatever was named."""
    with pytest.raises(WorkerJobError, match="KeyError"):
        await pool.run("os", {}, LONG)


@pytest.mark.parametrize("what", ["crash", "garbage", "flood"])
async def test_a_broken_worker_is_replaced(pool: WorkerPool, what: str) -> None:
    """A worker that dies or answers with garbage raises; the next job gets a fresh one."""
    before = (await _run(pool, "echo"))["pid"]
    with pytest.raises(WorkerCrashedError):
        await _run(pool, what)
    assert (await _run(pool, "echo"))["pid"] != before


async def test_the_complaint_is_bounded(pool: WorkerPool) -> None:
    """A crash shows the end of what the worker wrote to standard error, and no more than a screenful."""
    with pytest.raises(WorkerCrashedError, match=r"the end$") as raised:
        await _run(pool, "flood")
    assert len(str(raised.value)) < 2_500


async def test_the_deadline_kills_the_group(pool: WorkerPool) -> None:
    """At the deadline the worker and the program it started are gone, and the next job gets a new worker."""
    started: list[JsonValue] = []
    await _run(pool, "echo")
    with pytest.raises(WorkerTimeoutError):
        await pool.run("odd", {"what": "child"}, 3.0, started.append)
    assert isinstance(started[0], int)
    assert await _dies(started[0])
    assert await _run(pool, "echo")


async def test_a_wait_for_a_worker_counts(pool: WorkerPool) -> None:
    """The deadline covers the wait for a busy worker, which goes on undisturbed."""
    long = await _begin(pool, "sleep")
    with pytest.raises(WorkerTimeoutError):
        await _run(pool, "echo", 0.2)
    assert not long.done()
    long.cancel()
    with pytest.raises(asyncio.CancelledError):
        await long


async def test_cancelling_kills_the_busy_worker(pool: WorkerPool) -> None:
    """Ctrl-C cancels the task; its worker is dead when the cancellation is through."""
    task = await _begin(pool, "sleep")
    (pid,) = pool.pids
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not _lives(pid)
    assert pool.pids == ()


async def test_close_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Closing kills idle and busy workers; whoever waits for a busy one is told."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pool = _pool(size=2)
    waiting = await _begin(pool, "sleep")
    await _run(pool, "echo")
    pids = pool.pids
    await pool.close()
    with pytest.raises(WorkerCrashedError):
        await waiting
    assert len(pids) == 2
    assert not any(_lives(pid) for pid in pids)


async def test_an_idle_worker_that_died_is_replaced(pool: WorkerPool) -> None:
    """Somebody killed an idle worker: the next job notices and gets another."""
    await _run(pool, "echo")
    (pid,) = pool.pids
    os.kill(pid, 9)
    await asyncio.sleep(0.5)
    assert (await _run(pool, "echo"))["pid"] != pid


PARENT = """
import asyncio
from scanner.probes.workers.pool import WorkerPool
async def main():
    pool = WorkerPool(1, module="tests.scanner.probes.workers.odd_worker")
    await pool.run("odd", {"what": "child"}, 60, lambda child: print(*pool.pids, child, flush=True))
asyncio.run(main())
"""


async def test_workers_die_with_a_killed_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    """``kill -9`` of the parent ends a busy worker and the program it started."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pipe = asyncio.subprocess.PIPE
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", PARENT, stdout=pipe)
    assert parent.stdout
    pids = [int(pid) for pid in (await parent.stdout.readline()).split()]
    parent.kill()
    await parent.communicate()
    assert len(pids) == 2
    for pid in pids:
        assert await _dies(pid)
