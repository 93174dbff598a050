"""A worker: takes jobs from the queue of its vantage, looks, and keeps what it saw, until it is stopped."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from sqlalchemy import Engine as Database

from inventory.errors import InventoryError
from inventory.settings.vantage import INTERNET
from inventory.wording.phrases import Foreign, Joined, Phrase
from scanner.queue import jobs
from scanner.queue.address_locks import LOST, shared_addresses
from scanner.queue.connecting import conninfo
from scanner.queue.engines import Engines, engines
from scanner.queue.looks import OpenLook, QueuedLooks
from scanner.queue.schema import ensure_queue
from scanner.queue.taking_back import BEAT_EVERY, LOOKED_FOR_EVERY, LOST_AFTER, take_back
from scanner.queue.vantages import queue_of

AT_ONE_ADDRESS = 3  # looks of one job at once: they share the few connections to its address
STOPPED_WITHIN = 20.0  # seconds for what is being looked at when the worker is asked to stop
SHORTEST, LONGEST = 1.0, 15.0  # seconds until the database is tried again
PATIENCE = 5.0  # seconds for a connection of Procrastinate's
STOPPED = Phrase("the worker was stopped while it looked")


@dataclass
class Worker:
    """One worker process, with a new number in the queue each time it comes to the database.

    Attributes:
        database: where the queue, the inventory and the runs are.
        vantage: whose jobs it takes.
        concurrency: jobs at once, and as many urgent ones besides, so that these never wait.
        failed: told why it lost the database.
        beat: called every few seconds, for as long as this lives.
        stopping: set when it is to end.

    """

    database: Database
    vantage: str = INTERNET
    concurrency: int = 8
    failed: Callable[[BaseException], None] = lambda _: None
    beat: Callable[[], None] = lambda: None
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _looking: set["asyncio.Task[Any]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.looks = QueuedLooks(self.database)

    async def serve(self) -> None:
        """Work until ``stopping`` is set, whatever becomes of the database meanwhile."""
        self._silence()
        loop, wait = asyncio.get_running_loop(), SHORTEST
        while not self.stopping.is_set():
            began = loop.time()
            try:
                await self._stay()
            except* (InventoryError, ConnectorException) as errors:
                self.failed(_first(errors))
            wait = SHORTEST if loop.time() - began > LONGEST else min(LONGEST, wait * 2)
            await self._stopped_within(wait)

    @staticmethod
    def _silence() -> None:
        """What Procrastinate and its pool say of a database that is gone is told in a line by ``failed``."""
        for name in ("procrastinate", "psycopg"):
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False

    async def _stay(self) -> None:
        """One stay at the database, which ends when that does."""
        await asyncio.to_thread(ensure_queue, self.database)
        async with (
            shared_addresses(self.database.url) as locks,
            engines(self.database, locks) as made,
            self._app(made).open_async() as app,
            asyncio.TaskGroup() as group,
        ):
            group.create_task(self._care(made))
            for urgent in (False, True):
                group.create_task(self._lane(app, queue_of(self.vantage, urgent=urgent)))

    def _app(self, made: Engines) -> App:
        connector = PsycopgConnector(conninfo=conninfo(self.database.url), timeout=PATIENCE, min_size=1)
        app = App(connector=connector)

        async def look(looks: list[int]) -> None:
            await self._job(made, looks)

        app.task(name=jobs.LOOK, retry=jobs.BackOff(self.failed))(look)
        return app

    async def _lane(self, app: App, queue: str) -> None:
        """Take the jobs of one queue until the worker is asked to stop; what it looks at then is finished."""
        taking = asyncio.ensure_future(
            app.run_worker_async(
                queues=[queue],
                name=f"{queue}",
                concurrency=self.concurrency,
                delete_jobs="successful",
                install_signal_handlers=False,
                shutdown_graceful_timeout=STOPPED_WITHIN,
                update_heartbeat_interval=BEAT_EVERY,
                stalled_worker_timeout=LOST_AFTER,
            )
        )
        stopping = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait([taking, stopping], return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:  # the right to look at addresses is lost: at once, then
            for task in self._looking:
                task.cancel()
            raise
        finally:
            stopping.cancel()
            taking.cancel()
            ended = await asyncio.gather(taking, return_exceptions=True)
        if not self.stopping.is_set():
            raise InventoryError(Joined((LOST, Foreign(str(ended[0]))), ": ") if ended[0] else LOST)

    async def _care(self, made: Engines) -> None:
        """Take back the jobs of lost workers, and see whether a dead network has come back."""
        while not self.stopping.is_set():
            self.beat()
            await asyncio.to_thread(take_back, self.database)
            await made.ask_again()
            await self._stopped_within(LOOKED_FOR_EVERY)

    async def _stopped_within(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)

    async def _job(self, made: Engines, looks: list[int]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a job is one
        self._looking.add(task)
        room = asyncio.Semaphore(AT_ONE_ADDRESS)
        try:
            async with asyncio.TaskGroup() as group:
                for look in await asyncio.to_thread(self.looks.begun, looks):
                    group.create_task(self._in(room, made, look))
        except BaseExceptionGroup as errors:
            raise _first(errors) from errors  # one error is what the queue's back-off understands
        except asyncio.CancelledError:
            raise InventoryError(STOPPED) from None
        finally:
            self._looking.discard(task)

    async def _in(self, room: asyncio.Semaphore, made: Engines, look: OpenLook) -> None:
        async with room:
            run = await made.of(look)
            await run.refuse_cut_off()
            seen = await run.looked(look)
            await asyncio.to_thread(self.looks.made, look.id, seen)


def _first(errors: BaseExceptionGroup[Any]) -> BaseException:
    first: BaseException = errors
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return first
