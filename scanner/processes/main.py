"""The second process of a run: ``python -m scanner.processes.main FD``, with the file of the locks at FD.

It asks for an endpoint whenever it has room for one, looks at it, and says what it saw. It ends when there is
no more, and at once when the first process has gone: whoever goes on with the run meets the same addresses.
"""

import asyncio
import gc
import os
import signal
import sys
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from checks.profile import load
from inventory.database.opening import engine_of, parsed
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from scanner.engine import Engine, ready_engine
from scanner.planning.asking import PlanOfNow
from scanner.planning.plan import EndpointKey, PlannedEndpoint, select_checks
from scanner.processes import frames
from scanner.processes.address_locks import AddressLocks
from scanner.processes.sharing import Share
from scanner.room import Room
from scanner.settings import probe_settings

JUST_NOW = timedelta(seconds=1)


class FirstProcessGoneError(Exception):
    """Nobody takes what is seen any more."""


@dataclass
class Given:
    """What the first process hands out, which has asked for its permission just before."""

    plan: PlanOfNow
    endpoints: "asyncio.Queue[PlannedEndpoint | None]" = field(default_factory=asyncio.Queue)
    _at: dict[EndpointKey, datetime] = field(default_factory=dict)

    async def receive(self, reader: asyncio.StreamReader) -> None:
        """Take what comes, for ever.

        Raises:
            FirstProcessGoneError: it has ended, or was killed.

        """
        while (told := await frames.read(reader)) is not None:
            self.endpoints.put_nowait(told if isinstance(told, PlannedEndpoint) else None)
        raise FirstProcessGoneError

    def asking(self, planned: PlannedEndpoint, at: datetime) -> PlannedEndpoint:
        """As the engine of the first process asks, and not again what was asked just now."""
        if at - self._at.setdefault(planned.key, at) < JUST_NOW:
            return planned
        return self.plan.endpoint(planned, at)

    def seen(self, planned: PlannedEndpoint) -> None:
        """It is looked at no more."""
        self._at.pop(planned.key, None)


async def look(engine: Engine, given: Given, writer: asyncio.StreamWriter) -> None:
    """Look at what is given until nothing is."""
    room = engine.memory.room

    async def seen(planned: PlannedEndpoint) -> None:
        try:
            frames.write(writer, await engine.look(planned))
            await writer.drain()
        finally:
            given.seen(planned)
            await room.leave()

    async with room.adapting(), asyncio.TaskGroup() as group:
        while True:
            await room.enter()
            frames.write(writer, frames.Wanted())
            planned = await given.endpoints.get()
            if planned is None:
                await room.leave()
                return
            group.create_task(seen(planned))


async def main(locks: AddressLocks) -> None:
    """Do the share of a run that comes in."""
    reader, writer = await _pipes()
    share = await frames.read(reader)
    if not isinstance(share, Share):
        return
    given = Given(PlanOfNow(InventoryStore(engine_of(parsed(share.database, writable=False)))))
    async with asyncio.TaskGroup() as group:
        receiving = group.create_task(given.receive(reader))
        await _look(share, given, writer, locks)
        receiving.cancel()


async def _look(share: Share, given: Given, writer: asyncio.StreamWriter, locks: AddressLocks) -> None:
    settings = share.settings
    profile = load(settings.profile)
    checks = select_checks(profile, settings.only, pictures=settings.takes_pictures)
    room = Room.of(settings.at_once)
    async with ready_engine(
        probe_settings(settings), checks, profile, share.run, room=room, locks=locks
    ) as engine:
        await look(replace(engine, asking=given.asking), given, writer)
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
        try:
            asyncio.run(main(AddressLocks(shared)))
        except* (FirstProcessGoneError, InventoryError, ConnectionError):
            pass  # the first process looks at what this one had, and tells what is wrong with the database
