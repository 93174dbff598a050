"""The second process of a run: ``python -m scanner.processes.main FD``, with the file of the locks at FD.

It asks for an endpoint whenever it has room for one, looks at it, and says what it saw. It ends when there is
no more, or when the first process has gone.
"""

import asyncio
import gc
import os
import signal
import sys

from checks.profile import load
from scanner.engine import Engine, ready_engine
from scanner.planning.plan import PlannedEndpoint, select_checks
from scanner.processes import frames
from scanner.processes.address_locks import AddressLocks
from scanner.room import Room
from scanner.settings import RunSettings, probe_settings


async def look(engine: Engine, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Look at what is given until nothing is."""
    room = engine.memory.room

    async def seen(planned: PlannedEndpoint) -> None:
        try:
            frames.write(writer, await engine.look(planned))
            await writer.drain()
        finally:
            await room.leave()

    async with room.adapting(), asyncio.TaskGroup() as group:
        while True:
            await room.enter()
            frames.write(writer, frames.Wanted())
            planned = await frames.read(reader)
            if not isinstance(planned, PlannedEndpoint):
                await room.leave()
                return
            group.create_task(seen(planned))


async def main(locks: AddressLocks) -> None:
    """Do the share of a run that comes in."""
    reader, writer = await _pipes()
    begun = await frames.read(reader)
    if not isinstance(begun, tuple):
        return
    number, settings = begun
    assert isinstance(settings, RunSettings)  # noqa: S101 - what the first process sends
    profile = load(settings.profile)
    checks = select_checks(profile, settings.only)
    ready = ready_engine(
        probe_settings(settings), checks, profile, number, room=Room.of(settings.at_once), locks=locks
    )
    async with ready as engine:
        await look(engine, reader, writer)
    await writer.drain()


async def _pipes() -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Standard input and output; whatever prints goes to standard error."""
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, answers)
    return reader, asyncio.StreamWriter(transport, protocol, None, loop)


if __name__ == "__main__":
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is the first process's, whose end is told by its pipe
    gc.set_threshold(200_000, 100, 100)
    with os.fdopen(int(sys.argv[1]), "r+b") as shared:
        asyncio.run(main(AddressLocks(shared)))
