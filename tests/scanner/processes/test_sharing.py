"""A run in two processes sees what it sees in one."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from scanner.engine import Done, Engine
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.planning.plan import PlannedEndpoint
from scanner.processes import sharing
from scanner.processes.sharing import SecondProcess, Taken
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.settings import RunSettings
from tests.scanner.runs.test_running import PATIENCE, QUICK, estate, settings

NAMES = (*QUICK, "hsts-ngan", "chuyen-huong")


@pytest.fixture
def handed_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two processes for a small run; the hosts that the second one said what it saw of.

    The first process begins when the second, which takes a while to start, has been given an endpoint.
    """
    seen, given = list[str](), asyncio.Event()
    scan, hand_out, scan_here = SecondProcess.scan, SecondProcess._hand_out, Engine.scan

    async def watched(second: SecondProcess, waiting: Iterator[PlannedEndpoint], taken: Taken) -> None:
        async def told(planned: PlannedEndpoint, one: Observation) -> None:
            seen.append(one.target.host)
            await taken(planned, one)

        await scan(second, waiting, told)

    async def handing(
        second: SecondProcess, planned: PlannedEndpoint | None, writer: asyncio.StreamWriter
    ) -> None:
        given.set()
        await hand_out(second, planned, writer)

    async def second_to_begin(engine: Engine, endpoints: Iterable[PlannedEndpoint], done: Done) -> None:
        if sharing.WORTH_IT == 1:
            await asyncio.wait_for(given.wait(), PATIENCE)
        await scan_here(engine, endpoints, done)

    async def idle() -> bool:
        return True

    monkeypatch.setattr(sharing, "WORTH_IT", 1)
    monkeypatch.setattr(sharing, "is_idle", idle)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(SecondProcess, "scan", watched)
    monkeypatch.setattr(SecondProcess, "_hand_out", handing)
    monkeypatch.setattr(Engine, "scan", second_to_begin)
    return seen


def lean(lab: Lab, at_once: int | None = None) -> RunSettings:
    """Settings of a lean run."""
    return settings(lab, "tls").model_copy(update={"depth": "lean", "at_once": at_once})


def scanned(lab: Lab, folder: Path, at_once: int | None = None) -> dict[str, dict[str, str]]:
    """The outcomes of a run by host and check; every endpoint was recorded once."""
    database = open_database(f"sqlite:///{folder / 'capdo.db'}")
    names = [name for name in NAMES if f"{name}.brvt.test" in lab.hosts]
    InventoryStore(database).apply(estate(lab, *names))
    run, told = running.start(database, lean(lab, at_once)), list[str]()
    running.carry_out(database, run, lambda one: told.append(one.target.host))
    found = ScanReader(database).observations(run.number)
    assert sorted(told) == sorted(one.target.host for one in found) == sorted({*told})
    return {one.target.host: {verdict.check: verdict.outcome for verdict in one.verdicts} for one in found}


def test_both_see_the_same_as_one(
    lab: Lab, tmp_path: Path, handed_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some hosts are looked at by the second process, each once, with the same verdicts."""
    together = scanned(lab, tmp_path, at_once=2)
    assert 0 < len(handed_out) < len(together) + 1
    monkeypatch.setattr(sharing, "WORTH_IT", 1000)
    (tmp_path / "alone").mkdir()
    assert scanned(lab, tmp_path / "alone") == together


def test_what_a_killed_process_had_is_looked_at_by_the_other(
    lab: Lab, tmp_path: Path, handed_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost, and nothing is told of it."""
    starting = sharing.second_process

    @asynccontextmanager
    async def killed(*given: object) -> AsyncIterator[SecondProcess]:
        async with starting(*given) as second:  # type: ignore[arg-type]
            hand_out = second._hand_out

            async def kill(planned: PlannedEndpoint | None, writer: asyncio.StreamWriter) -> None:
                await hand_out(planned, writer)
                os.kill(second.process.pid, signal.SIGKILL)

            second._hand_out = kill  # type: ignore[method-assign]
            yield second

    monkeypatch.setattr(sharing, "second_process", killed)
    assert len(scanned(lab, tmp_path)) > 1
    assert not handed_out


async def test_idleness_is_told_from_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two processors one and a half were idle, or less than one; where nothing is told, it is tried."""
    for idle, told in ((150, True), (90, False)):
        times = iter([[0, 0, 0, 0], [200 - idle, 0, 0, idle]])
        monkeypatch.setattr(sharing, "_processor_times", lambda times=times: next(times))
        monkeypatch.setattr(os, "cpu_count", lambda: 2)
        assert await sharing.is_idle() is told
    monkeypatch.setattr(sharing, "_processor_times", list)
    assert await sharing.is_idle()
