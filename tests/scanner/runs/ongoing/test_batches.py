"""Observations are recorded several at a time, and said to be done afterwards."""

import asyncio

import pytest
from sqlalchemy import Engine, event

from checks.facts import Target
from inventory.errors import InventoryError
from scanner.observation import Observation
from scanner.runs.ongoing.batches import MOST, recording
from scanner.runs.reader import ScanReader
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.scanner.runs.test_reader import observation, verdict

COUNT = MOST + 7


def seen(writer: ScanWriter, count: int) -> list[Observation]:
    """Observations of so many endpoints of a new run."""
    keys = [(f"h{number}.test", 443, 80) for number in range(count)]
    run = writer.start(RunSettings(), "capdo", keys)
    one = observation(run, verdict("tls.protocols"))
    return [
        one.model_copy(update={"target": Target(host=host, observed_at=one.target.observed_at)})
        for host, _, _ in keys
    ]


async def test_all_is_recorded_in_few_transactions(database: Engine) -> None:
    """What is left when it ends, too; each is told once it is kept, in order."""
    writer, reader = ScanWriter(database), ScanReader(database)
    made, told, commits = seen(writer, COUNT), list[str](), list[int]()
    event.listen(database, "commit", lambda _: commits.append(1))

    def recorded(one: Observation) -> None:
        assert one.key not in reader.pending(made[0].run or 0)
        told.append(one.target.host)

    async with recording(writer, recorded) as done:
        for one in made:
            done(one)
        assert len(told) == MOST
    assert told == [one.target.host for one in made]
    assert len(commits) == 2
    assert len(reader.observations(made[0].run or 0)) == COUNT


async def test_one_alone_is_recorded_soon(database: Engine) -> None:
    """Without any other, and without an end."""
    writer, told = ScanWriter(database), asyncio.Event()
    (one,) = seen(writer, 1)
    async with recording(writer, lambda _: told.set()) as done:
        done(one)
        await asyncio.wait_for(told.wait(), 60)


async def test_what_was_done_is_kept_when_the_scan_is_stopped(database: Engine) -> None:
    """As Ctrl-C does, or an error of something else."""
    writer = ScanWriter(database)
    (one,) = seen(writer, 1)

    async def scan() -> None:
        async with recording(writer, lambda _: None) as done:
            done(one)
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await scan()
    assert not ScanReader(database).pending(one.run or 0)


async def test_a_database_that_fails_ends_the_scan(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks is cancelled, nothing is said to be done, and the error is the database's."""
    writer, told = ScanWriter(database), list[Observation]()
    (one,) = seen(writer, 1)

    def fails(*_rows: object) -> None:
        raise InventoryError("the disk is full")

    monkeypatch.setattr(ScanWriter, "record_all", fails)

    async def scan() -> None:
        async with recording(writer, told.append) as done:
            done(one)
            await asyncio.sleep(60)

    with pytest.raises(ExceptionGroup) as raised:
        await scan()
    assert raised.group_contains(InventoryError, match="full")
    assert not told
