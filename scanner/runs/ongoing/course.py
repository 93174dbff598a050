"""The course of a run: its looks, the watch over the scanner itself, and what is kept of what was seen."""

import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import Clock, now
from inventory.database.store import InventoryStore
from scanner.engine import Done
from scanner.observation import Observation
from scanner.outages.recording import OutageLog
from scanner.outages.watching import watch_for
from scanner.planning.asking import PlanOfNow
from scanner.planning.plan import EndpointKey, PlannedEndpoint, select_checks
from scanner.processes.address_locks import AddressLocks
from scanner.processes.idleness import Idleness
from scanner.processes.sharing import Looking, Share, may_be_worth_it
from scanner.queue.by_whom import engine_of, may_look_elsewhere
from scanner.room import Room
from scanner.runs import second_look
from scanner.runs.ongoing.batches import recording
from scanner.runs.ongoing.planned_run import PlannedRun
from scanner.runs.pausing import Looks, Pause, Pausing, look_in_hours
from scanner.runs.reader import ScanReader
from scanner.runs.stored import packed, unpacked
from scanner.runs.writer import ScanWriter

Progress = Callable[[Observation], None]


@dataclass
class Course:
    """A run while it goes on. Each first look is kept at once, so that stopping loses nothing."""

    database: Database
    run: PlannedRun
    progress: Progress
    clock: Clock
    room: Room
    unsettled: list[tuple[EndpointKey, bytes]] = field(default_factory=list)  # packed: pages take much room

    def __post_init__(self) -> None:
        self.idleness = Idleness()
        self.watch = watch_for(self.run.endpoints, OutageLog(self.database, self.run.settings.vantage))
        self.writer = ScanWriter(self.database, self.clock)
        self.plan = PlanOfNow(InventoryStore(self.database))
        self.profile = load(self.run.settings.profile)
        settings = self.run.settings
        self.checks = select_checks(self.profile, settings.only, pictures=settings.takes_pictures)

    async def carry_out(self, pausing: Pausing | None) -> Pause | None:
        """All of it, as ``carry_out`` tells."""
        self.plan.know_all(self.run.endpoints)
        async with self._looking() as looking:
            pause = None if self.watch.is_cut_off else await self._look(looking, pausing)
        pause = self._outage() or pause
        if pause is None:
            self.writer.finish(self.run.number)
        return pause

    @asynccontextmanager
    async def _looking(self) -> AsyncIterator[Looking]:
        settings = self.run.settings
        share = Share(self.run.number, settings, self.database.url.render_as_string(hide_password=False))
        with tempfile.TemporaryFile() as file:
            looking = engine_of(
                self.database,
                self.run.number,
                settings,
                self.watch,
                self.plan.endpoint,
                self.clock,
                room=self.room,
                locks=AddressLocks(file),
            )
            async with looking as engine:
                # Another process has no clock but the system's, and takes no turns in a database.
                is_alone = self.clock is now and not may_look_elsewhere(self.database)
                is_shared = is_alone and may_be_worth_it(settings, self.checks)
                yield Looking(engine, share if is_shared else None, file, self.idleness)

    async def _look(self, looking: Looking, pausing: Pausing | None) -> Pause | None:
        settings = self.run.settings
        spread = self.run.begun + timedelta(hours=settings.spread_hours) if settings.spread_hours else None
        async with recording(self.writer, self._recorded) as keep:
            looks = Looks(
                looking,
                self.plan,
                partial(self._done, keep),
                self.writer.postpone,
                lambda: self.watch.is_cut_off,
                spread,
            )
            left: Sequence[PlannedEndpoint] = self.run.endpoints
            pause = None
            while left:  # what workers came to too late in an hour waits as what was found closed before
                pause = await look_in_hours(looks, left, pausing) or pause
                left = looking.engine.put_off()
        if settings.second_look is not None and not self.watch.is_cut_off:
            planned = {endpoint.key: endpoint for endpoint in self.run.endpoints}
            seen = [(planned[key], partial(_first_look, look)) for key, look in self.unsettled]
            await second_look.look_again(looking.engine, seen, settings.second_look, self._done_again)
        return pause

    def _done(self, keep: Done, observation: Observation) -> None:
        if self.watch.is_cut_off:
            self.writer.postpone(observation)
        else:
            keep(observation)

    def _recorded(self, observation: Observation) -> None:
        if second_look.unsettled(observation, self.checks):
            self.unsettled.append((observation.key, packed(observation)))
        self.progress(observation)

    def _done_again(self, observation: Observation) -> None:
        if not self.watch.is_cut_off:
            self.writer.record(observation)

    def _outage(self) -> Pause | None:
        """What an outage of the scanner left; one after the last first look left nothing."""
        left = len(ScanReader(self.database).pending(self.run.number)) if self.watch.outage else 0
        return Pause(left=left, until=self.clock(), outage=self.watch.outage or "") if left else None


def _first_look(kept: bytes) -> Observation:
    return Observation.model_validate_json(unpacked(kept))
