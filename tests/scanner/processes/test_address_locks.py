"""Two processes of a run share what an address is met with."""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest

from scanner.processes.address_locks import AddressLocks

ADDRESS, OTHER = "192.0.2.1", "192.0.2.2"
HOLDS = """
import asyncio, os, sys
from contextlib import AsyncExitStack
from scanner.processes.address_locks import AddressLocks

async def main():
    locks = AddressLocks(os.fdopen(int(sys.argv[1]), "r+b"))
    async with AsyncExitStack() as held:
        for _ in range(int(sys.argv[2])):
            await held.enter_async_context(locks.connection("192.0.2.1", 3))
        if sys.argv[3] == "turn":
            assert locks.take_turn("192.0.2.1")
        print("held", flush=True)
        sys.stdin.read()

asyncio.run(main())
"""


@pytest.fixture
def file() -> Iterator[IO[bytes]]:
    """The file of the locks."""
    with tempfile.TemporaryFile() as opened:
        yield opened


@contextmanager
def another(file: IO[bytes], connections: int, turn: str = "") -> Iterator["subprocess.Popen[str]"]:
    """A process that holds so many connections, or the turn, until it ends."""
    command = [sys.executable, "-c", HOLDS, str(file.fileno()), str(connections), turn]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, pass_fds=[file.fileno()]) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


async def test_one_process_looks_at_an_address_at_a_time(file: IO[bytes]) -> None:
    """Others are free; a process that is killed holds nothing any more."""
    locks = AddressLocks(file)
    with another(file, 0, "turn") as process:
        assert not locks.take_turn(ADDRESS)
        assert locks.take_turn(OTHER)
        waiting = asyncio.create_task(locks.turn(ADDRESS))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        process.kill()
        await asyncio.wait_for(waiting, 60)


def test_a_turn_ends_with_the_last_look(file: IO[bytes]) -> None:
    """One process looks as often as it likes at once."""
    locks = AddressLocks(file)
    assert locks.take_turn(ADDRESS)
    assert locks.take_turn(ADDRESS)
    locks.end_turn(ADDRESS)
    with another(file, 0) as process:
        assert process.poll() is None
    locks.end_turn(ADDRESS)
    with another(file, 0, "turn"):
        assert not locks.take_turn(ADDRESS)


async def test_connections_are_counted_over_both(file: IO[bytes]) -> None:
    """Two here and one there are three; a fourth waits until one is closed."""
    locks = AddressLocks(file)
    with another(file, 1):
        async with locks.connection(ADDRESS, 3), locks.connection(ADDRESS, 3):
            fourth = asyncio.create_task(_connect(locks))
            await asyncio.sleep(0.1)
            assert not fourth.done()
            async with locks.connection(OTHER, 3):
                pass
        await asyncio.wait_for(fourth, 60)


async def _connect(locks: AddressLocks) -> None:
    async with locks.connection(ADDRESS, 3):
        pass
