"""The cage: what a job in it can no longer do, and what every other job still can."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import JsonValue

from scanner.probes import equipment
from scanner.probes.workers import jobs, landlock
from scanner.probes.workers.pool import WorkerJobError, WorkerPool

ROOT = Path(__file__).parents[4]
LONG = 120.0  # seconds; no test comes near it
BY_LANDLOCK = {"create", "create elsewhere", "run", "listen", "read", "signal"}


@pytest.fixture
async def pool(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WorkerPool]:
    """Two workers that know the odd jobs, of which "locked" wants a cage."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(jobs, "CAGED", jobs.CAGED)
    jobs.CAGED.add("locked")
    async with WorkerPool(2, module="tests.scanner.probes.workers.odd_worker") as made:
        yield made
    jobs.CAGED.discard("locked")


async def _run(pool: WorkerPool, job: str, **arguments: JsonValue) -> dict[str, JsonValue]:
    result = await pool.run(job, arguments, LONG)
    assert isinstance(result, dict)
    return result


async def test_nothing_that_an_intruder_would_try_works(pool: WorkerPool, tmp_path: Path) -> None:
    """A real worker writes, creates, deletes, reads and runs nothing, and gets no privileges or memory."""
    secret = tmp_path / "capdo.db"
    secret.write_text("the register")
    worked = {
        name for name, works in (await _run(pool, "locked", what="misuse", file=str(secret))).items() if works
    }
    assert worked <= ({"become root"} if os.geteuid() == 0 else set()) | _without_landlock()
    assert "become root" not in worked
    assert secret.read_text() == "the register"


def _without_landlock() -> set[str]:
    """What only Landlock forbids, as far as this kernel's goes."""
    version = landlock.version()
    if version == 0:
        return BY_LANDLOCK
    return ({"listen"} if version < 4 else set()) | ({"signal"} if version < 6 else set())


async def test_other_jobs_are_as_free_as_before(pool: WorkerPool, tmp_path: Path) -> None:
    """After a caged job too: nmap, a program, is run by a worker without a cage."""
    file = tmp_path / "file"
    await _run(pool, "locked", what="nothing")
    free = await _run(pool, "odd", what="misuse", file=str(file))
    assert (free["write"], free["run"], free["create"]) == (True, True, True)


async def test_kinds_of_workers_are_kept_apart_and_bounded(pool: WorkerPool) -> None:
    """Each kind is reused; there are never more of one than the pool may have."""
    seen: dict[str, set[object]] = {"odd": set(), "locked": set()}
    for job in ("odd", "locked", "odd", "locked"):
        seen[job].add((await _run(pool, job, what="nothing"))["pid"])
    assert len(pool.pids) == 2
    assert [len(pids) for pids in seen.values()] == [1, 1]
    assert seen["odd"].isdisjoint(seen["locked"])
    await asyncio.gather(*(_run(pool, "locked", what="nothing") for _ in range(4)))
    assert len(pool.pids) <= 3


async def test_a_worker_without_a_cage_refuses_a_job_that_wants_one(pool: WorkerPool) -> None:
    """Should the parent ever ask the wrong one."""
    await _run(pool, "odd", what="nothing")
    jobs.CAGED.discard("locked")  # in the parent only
    with pytest.raises(WorkerJobError, match="caged"):
        await _run(pool, "locked", what="nothing")


def test_what_holds_is_found_out_by_trying() -> None:
    """Outside the cage the trial itself goes on as ever; in it the essential measures hold on any Linux."""
    holds = equipment.cage()
    assert holds["no_new_privileges"]
    assert holds["limits"]
    assert holds["no_writing"] is holds["no_programs"] is (landlock.version() > 0)


def test_a_machine_without_landlock_is_caged_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old kernel, or a container that forbids the call, keeps the rest of the cage."""
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert landlock.reading_only([Path("/usr")]) is None


def test_the_deep_job_is_caged_and_nmap_is_not() -> None:
    """The one reads hostile bytes with old libraries, the other is a program."""
    assert {"tls.deep"} == {"tls.deep", "ports.nmap"} & jobs.CAGED


AS_SOMEBODY = """
import codecs, json, os
from scanner.probes.workers import cage
for name in cage.CODECS:
    codecs.lookup(name)  # the interpreter's files may be root's alone
os.setuid(54321)
cage.enter()
print(json.dumps([os.geteuid(), cage.holding()]))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="every other test runs so then")
def test_an_unprivileged_user_needs_no_other() -> None:
    """Started as somebody else than root, the cage is entered as that user."""
    command = [sys.executable, "-c", AS_SOMEBODY]
    ended = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, timeout=60)
    assert ended.returncode == 0, ended.stderr
    uid, holds = json.loads(ended.stdout)
    assert uid == 54321
    assert holds["unprivileged"]
    assert holds["limits"]
