"""Three units' real nginx servers, which a test changes while its clock plays, and who is told of them."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.message
import pytest
from sqlalchemy import Engine as Database

from inventory.clock import zone
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, ScanPermission
from scanner.probes import own_network
from scanner.probes.dns import resolver
from scanner.schedules.cron import Cron
from scanner.schedules.daemon import Daemon
from scanner.schedules.store import ScheduleStore
from scanner.schedules.telling import send
from scanner.settings import RunSettings
from tests.scanner.messages.estate import EDU, HEALTH, TAX, reached_by, settled
from tests.scanner.messages.receiving import Hooked, Mailbox, hooked, receiving
from tests.scanner.outages.test_outages import Resolving
from tests.scanner.probes.authority import Issued, authority, leaf, now
from tests.scanner.probes.dns import rogues
from tests.scanner.probes.nginx import free_port, nginx

HSTS = 'add_header Strict-Transport-Security "max-age=63072000; includeSubDomains" always;'
CHECKS = ("cert.expiry", "web.hsts")
NIGHTLY = Cron(expression="0 2 * * *", timezone="Asia/Ho_Chi_Minh")
USUAL_PATIENCE = resolver.QUERY_SECONDS
SITES = {TAX: "S-THUE", EDU: "S-GD", HEALTH: "S-YTE"}


# A midnight of Viet Nam, years ahead: what ends in the fortnight that follows has not ended really, and what
# verifies a chain by the real time finds no fault of its own with it.
MONDAY = datetime(2036, 6, 2, tzinfo=zone()).astimezone(UTC)
GOOD, EXPIRED = MONDAY + timedelta(days=90), MONDAY - timedelta(days=3)  # when certificates end


@dataclass
class Losing(Resolving):
    """A resolver of which the packets about some names are lost."""

    lost: set[str] = field(default_factory=set)

    def answer(self, query: dns.message.Message) -> bytes | None:
        """Nothing that arrives, of these names."""
        name = str(query.question[0].name).rstrip(".")
        return None if name in self.lost else super().answer(query)


def _bound() -> socket.socket:
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    return held


@dataclass
class Sites:
    """The servers by host. ``at``: the moment that every clock shows."""

    database: Database
    folder: Path
    resolving: Losing
    box: Mailbox
    hook: Hooked
    resolver: tuple[str, int]
    patch: pytest.MonkeyPatch
    at: datetime = MONDAY
    told: list[str] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=lambda: {host: free_port() for host in SITES})
    # Bound and not listened on: no server of another test answers there meanwhile.
    plain: dict[str, socket.socket] = field(default_factory=lambda: {host: _bound() for host in SITES})
    _root: Issued = field(default_factory=lambda: authority(end=GOOD - now()))
    _running: dict[str, ExitStack] = field(default_factory=dict)

    def clock(self) -> datetime:
        """What every clock shows."""
        return self.at

    def serve(self, host: str, ends: datetime = GOOD, headers: str = HSTS) -> None:
        """Begin anew, with a certificate that ends at a moment."""
        self.stop(host)
        folder = self.folder / host
        folder.mkdir(exist_ok=True)
        made = leaf(self._root, name=host, names=(host,), end=ends - now())
        pair = made.write(folder, "server")
        self._running[host] = ExitStack()
        self._running[host].enter_context(nginx(folder, pair, protocol=headers, port=self.ports[host]))

    def stop(self, host: str) -> None:
        """Answer no more."""
        if host in self._running:
            self._running.pop(host).close()

    def lose(self, *hosts: str) -> None:
        """From now on the packets about these names, which are not waited for as long as usually."""
        self.resolving.lost = set(hosts)
        self.patch.setattr(resolver, "QUERY_SECONDS", 2.0 if hosts else USUAL_PATIENCE)

    def cut_off(self, *, cut: bool = True) -> None:
        """The scanner itself, by its resolver: whatever it waits for is certain not to come."""
        self.resolving.alive = not cut
        self.patch.setattr(resolver, "QUERY_SECONDS", 0.3 if cut else USUAL_PATIENCE)

    def permitted(self, permission: ScanPermission) -> None:
        """Let all be looked at so, each where it is served."""
        store = InventoryStore(self.database)
        inventory = store.load()
        systems = tuple(
            system.model_copy(
                update={
                    "permission": permission,
                    "endpoints": (
                        Endpoint(
                            host=host,
                            https_port=self.ports[host],
                            http_port=self.plain[host].getsockname()[1],
                        ),
                    ),
                }
            )
            for host, code in SITES.items()
            for system in inventory.systems
            if system.code == code
        )
        store.apply(inventory.model_copy(update={"systems": systems}))

    async def call(self, moment: datetime) -> bool:
        """What a timer calls at a moment: another process each time, as nothing is kept but the database."""
        self.at = moment
        daemon = Daemon(
            database=self.database,
            tell=lambda happening: self.told.append("ended" if happening.ended else "begun"),
            send=lambda: send(self.database, self.told.append, self.clock),
            clock=self.clock,
        )
        return await asyncio.to_thread(daemon.call)

    def schedule(self) -> None:
        """Every night at two."""
        address, port = self.resolver
        trusted, _ = self._root.write(self.folder, "root")
        settings = RunSettings(
            resolver=f"{address}:{port}", ca_file=str(trusted), only=CHECKS, depth="lean", second_look=None
        )
        ScheduleStore(self.database, self.clock).add("nightly", NIGHTLY, settings)


@asynccontextmanager
async def three_sites(database: Database, folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Sites]:
    """All well, a schedule of every night, and a mail server and a webhook that are told."""
    resolving = Losing()
    async with AsyncExitStack() as stack:
        box, hook = stack.enter_context(receiving()), stack.enter_context(hooked())
        where = await stack.enter_async_context(rogues.answering(resolving.answer))
        patch.setattr(own_network, "PORT", where[1])
        sites = Sites(database, folder, resolving, box, hook, where, patch)
        settled(database)
        reached_by(database, box, hook)
        sites.permitted(ScanPermission(families=("cert", "web")))
        sites.schedule()
        for host in SITES:
            stack.callback(sites.stop, host)
            stack.enter_context(sites.plain[host])
            sites.serve(host)
        yield sites
