"""Who looks in a run: the process that carries it out, or workers; and the right to carry it out."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from importlib.util import find_spec
from typing import Protocol

from sqlalchemy import URL
from sqlalchemy import Engine as Database

from checks.profile import load
from inventory.clock import Clock
from inventory.wording.phrases import Phrase
from scanner.engine import Asking, Engine, ready_engine
from scanner.errors import ScannerError
from scanner.outages.watching import Watch, watched
from scanner.planning.plan import select_checks
from scanner.probes.address_sharing import AddressSharing
from scanner.room import Room
from scanner.runs.lease import Beat, Lease
from scanner.scans.last_clean_look import LastCleanLook
from scanner.settings import RunSettings, probe_settings

ONLY_POSTGRESQL = Phrase(
    "workers need a PostgreSQL database: name it with --database postgresql://… or CAPDO_DATABASE_URL"
)
NOT_INSTALLED = Phrase("workers need the Python package procrastinate: pip install 'capdo[postgresql]'")


def refuse_other_than_postgresql(url: URL) -> None:
    """Raise where a database has no queue.

    Raises:
        ScannerError: it is not PostgreSQL, or what the queue is made of is not installed.

    """
    if url.get_backend_name() != "postgresql":
        raise ScannerError(ONLY_POSTGRESQL)
    if find_spec("procrastinate") is None:
        raise ScannerError(NOT_INSTALLED)


class Right(Protocol):
    """What a process must have to carry out a run, and keep."""

    def take(self) -> object | None:
        """Take it; who has it, if another process does."""

    def release(self) -> None:
        """Give it back."""

    async def keep(self, run: int, beat: Beat) -> None:
        """Keep it, for ever."""


def right_to(database: Database, run: int, settings: RunSettings) -> Right:
    """The right to carry out a run: alone, where this process looks itself."""
    if not settings.queue:
        return Lease(database)
    # Imported here and below: only what shares a PostgreSQL database with others needs psycopg.
    from scanner.queue.right import RunRight  # noqa: PLC0415 - see above

    return RunRight(database, run)


def may_look_elsewhere(database: Database) -> bool:
    """Whether other machines may look too, so that the turns at an address are the database's."""
    return database.dialect.name == "postgresql"


@asynccontextmanager
async def engine_of(  # noqa: PLR0913 - what is asked, and who looks
    database: Database,
    run: int,
    settings: RunSettings,
    watch: Watch,
    asking: Asking,
    clock: Clock,
    *,
    room: Room,
    locks: AddressSharing,
) -> AsyncIterator[Engine]:
    """What looks in a run. Processes that share a PostgreSQL database share the connections to an address.

    ``locks``: what is shared with another process of the run, where it is not all that.

    Raises:
        InventoryError: the database, and with it the share, is gone (in an ExceptionGroup).

    """
    profile = load(settings.profile)
    checks = select_checks(profile, settings.only, pictures=settings.takes_pictures)
    async with AsyncExitStack() as held:
        if may_look_elsewhere(database) and not settings.queue:
            from scanner.queue.address_locks import shared_addresses  # noqa: PLC0415 - see above

            locks = await held.enter_async_context(shared_addresses(database.url))
        ready = ready_engine(
            probe_settings(settings), checks, profile, run, clock=clock, room=room, locks=locks
        )
        recall = LastCleanLook(database, settings.vantage, run)
        looking = replace(await held.enter_async_context(ready), asking=asking, recall=recall)
        engine = await held.enter_async_context(watched(looking, watch))
        if settings.queue:
            from scanner.queue.handing_out import handing_out  # noqa: PLC0415 - see above

            yield await held.enter_async_context(handing_out(database, engine, settings))
        else:
            yield engine
