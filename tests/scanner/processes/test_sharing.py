"""A run in two processes sees what it sees in one."""

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from checks.model import Reason
from inventory.clock import now
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from scanner.engine import Done, Engine
from scanner.lab.model import Lab
from scanner.observation import Observation
from scanner.outages.watching import Watch
from scanner.planning.plan import PlannedEndpoint, plan_endpoints
from scanner.processes import sharing
from scanner.processes.idleness import Idleness
from scanner.processes.sharing import SecondProcess, Share, Taken
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.settings import RunSettings
from tests.scanner.runs.test_running import PATIENCE, QUICK, SILENT, estate, settings

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

    async def idle(_watched: Idleness) -> bool:
        return True

    monkeypatch.setattr(sharing, "WORTH_IT", 1)
    monkeypatch.setattr(Idleness, "is_told", idle)
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


async def test_the_second_process_ends_with_the_first(lab: Lab, tmp_path: Path) -> None:
    """In the middle of a look, too: whoever goes on with the run may meet the same addresses at once."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    InventoryStore(open_database(url)).apply(estate(lab, SILENT))
    (planned,) = plan_endpoints(InventoryStore(open_database(url)).load(), now())
    begun = asyncio.Event()
    with tempfile.TemporaryFile() as file:
        async with sharing.second_process(Share(1, lean(lab), url), file) as second:
            assert second.process.stdin is not None

            async def never(_planned: PlannedEndpoint, _seen: Observation) -> None:
                raise AssertionError("nobody takes what is seen any more")

            def handed_out() -> Iterator[PlannedEndpoint]:
                yield planned
                begun.set()

            scanning = asyncio.create_task(second.scan(handed_out(), never))
            await asyncio.wait_for(begun.wait(), PATIENCE)
            second.process.stdin.close()
            await asyncio.wait_for(second.process.wait(), PATIENCE)
            await scanning
            assert {*second.lost} == {planned.key}


def test_what_the_second_process_sees_in_an_outage_does_not_count(
    lab: Lab, tmp_path: Path, handed_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first process weighs it, as what it sees itself."""

    async def blind(watch: Watch, _seen: Observation, _engine: Engine) -> bool:
        watch.outage = watch.outage or "the resolver does not answer"
        return True

    monkeypatch.setattr(Watch, "is_blind_after", blind)
    database = open_database(f"sqlite:///{tmp_path / 'capdo.db'}")
    InventoryStore(database).apply(estate(lab, *QUICK))
    run, told = running.start(database, lean(lab)), list[Observation]()
    pause = running.carry_out(database, run, told.append)
    assert handed_out
    assert pause is not None
    assert (pause.left, told) == (len(QUICK), [])
    assert {one.reason for seen in ScanReader(database).standing() for one in seen.verdicts} == {
        Reason.SCANNER_OFFLINE
    }
