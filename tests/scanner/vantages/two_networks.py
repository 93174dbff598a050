"""Five names that two vantages are told otherwise by their resolvers, with real web servers behind them."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from sqlalchemy import Engine

from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, OrganizationKind, ScanPermission, System
from inventory.settings.vantage import INTERNET
from scanner.runs import running
from scanner.settings import RunSettings
from tests.scanner.probes.dns import rogues
from tests.scanner.probes.listening import Handler
from tests.scanner.probes.nginx import free_port

WAN = "wan"
PAIR = (INTERNET, WAN)
BARE, GUARDED, NOBODY, UNRESOLVED = "127.9.3.1", "127.9.3.2", "127.9.3.3", ""
ANSWERS = {
    BARE: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello",
    GUARDED: b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n"
    b"X-Content-Type-Options: nosniff\r\n\r\nhello",
}
# The address of each name from the Internet, and from the WAN.
INSIDE, OUTSIDE, OTHERWISE, ALIKE, UNKNOWN = (
    f"{name}.brvt.test" for name in ("noibo", "ngoai", "khac", "nhu-nhau", "khong-ro")
)
ADDRESSES: Mapping[str, tuple[str, str]] = {
    INSIDE: (NOBODY, BARE),
    OUTSIDE: (GUARDED, NOBODY),
    OTHERWISE: (GUARDED, BARE),
    ALIKE: (BARE, BARE),
    UNKNOWN: (UNRESOLVED, BARE),
}


@dataclass
class TwoNetworks:
    """The servers, and the resolver of each vantage."""

    http_port: int = field(default_factory=lambda: free_port(""))
    https_port: int = field(default_factory=lambda: free_port(""))
    resolvers: dict[str, tuple[str, int]] = field(default_factory=dict)

    def settings(self, vantage: str, *, queue: bool = False) -> RunSettings:
        """How a run looks from there."""
        address, port = self.resolvers[vantage]
        return RunSettings(
            resolver=f"{address}:{port}",
            only=("web.content_type_options", "web.addresses"),
            second_look=None,
            vantage=vantage,
            queue=queue,
        )

    def looked(self, database: Engine, vantage: str) -> int:
        """Carry out a run from a vantage; its number."""
        run = running.start(database, self.settings(vantage))
        assert running.carry_out(database, run, lambda _: None) is None
        return run.number

    def filled(self, database: Engine) -> Engine:
        """The database with a system for each name."""
        endpoints = {
            host: Endpoint(host=host, https_port=self.https_port, http_port=self.http_port)
            for host in ADDRESSES
        }
        owner = Organization(code="O", name="Sở", kind=OrganizationKind.DEPARTMENT)
        systems = tuple(
            System(
                code=host.partition(".")[0].upper(),
                name=f"Hệ thống {host}",
                owner=owner.code,
                in_operation_since=date(2020, 1, 1),
                endpoints=(endpoint,),
                permission=ScanPermission(families=("web",)),
            )
            for host, endpoint in endpoints.items()
        )
        InventoryStore(database).apply(Inventory(organizations=(owner,), systems=systems))
        return database

    def named(self, place: int, query: dns.message.Message) -> bytes:
        """What the resolver of the first or the second vantage says."""
        response, question = dns.message.make_response(query), query.question[0]
        address = ADDRESSES.get(question.name.to_text(omit_final_dot=True), (UNRESOLVED,) * 2)[place]
        if address == UNRESOLVED:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif question.rdtype == dns.rdatatype.A:
            response.answer = [dns.rrset.from_text(question.name, 60, "IN", "A", address)]
        return response.to_wire()


@contextlib.contextmanager
def two_networks() -> Iterator[TwoNetworks]:
    """The servers, in a thread of their own."""
    networks = TwoNetworks()
    loop = asyncio.new_event_loop()
    is_ready, is_over = threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with contextlib.AsyncExitStack() as held:
            for address, answer in ANSWERS.items():
                server = await asyncio.start_server(_says(answer), address, networks.http_port)
                await held.enter_async_context(server)
            for place, vantage in enumerate(PAIR):
                named = _named(networks, place)
                networks.resolvers[vantage] = await held.enter_async_context(rogues.answering(named))
            is_ready.set()
            await is_over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert is_ready.wait(60)
        yield networks
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join(60)
        loop.close()


def _named(networks: TwoNetworks, place: int) -> rogues.Answer:
    return lambda query: networks.named(place, query)


def _says(answer: bytes) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        writer.close()

    return handle
