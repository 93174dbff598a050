"""Many names on a few loopback addresses, whose web servers count who is connected to them."""

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import dns.message
import dns.rdatatype
import dns.rrset

from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.settings import RunSettings
from tests.scanner.probes.dns import rogues
from tests.scanner.probes.nginx import free_port

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
OWNER = Organization(code="O", name="O")


@dataclass
class WebServers:
    """What serves ``hosts`` names over ``addresses`` addresses, each answer after ``delay`` seconds.

    ``most``: how many were connected to an address at once, at most; ``met``: connections by address.
    """

    hosts: int
    addresses: int
    delay: float
    port: int = field(default_factory=lambda: free_port(""))
    closed_port: int = field(default_factory=lambda: free_port(""))
    resolver: tuple[str, int] = ("", 0)
    most: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    _now: Counter[str] = field(default_factory=Counter)

    def host(self, number: int) -> str:
        """A name; those whose numbers differ by ``addresses`` share an address."""
        return f"h{number}.test"

    @property
    def endpoints(self) -> list[Endpoint]:
        """All of them."""
        numbers = range(self.hosts)
        return [
            Endpoint(host=self.host(one), https_port=self.closed_port, http_port=self.port) for one in numbers
        ]

    @property
    def inventory(self) -> Inventory:
        """A system for each name, which may be looked at."""
        systems = [
            System(
                code=f"S{number}",
                name=f"S{number}",
                owner=OWNER.code,
                in_operation_since=date(2020, 1, 1),
                endpoints=(endpoint,),
                permission=ScanPermission(families=("web",)),
            )
            for number, endpoint in enumerate(self.endpoints)
        ]
        return Inventory(organizations=(OWNER,), systems=tuple(systems))

    def settings(self, *systems: str, queue: bool = True, second_look: float | None = None) -> RunSettings:
        """How a run looks at them."""
        address, port = self.resolver
        return RunSettings(
            resolver=f"{address}:{port}",
            only=("web.content_type_options",),
            second_look=second_look,
            queue=queue,
            systems=systems,
        )

    def named(self, query: dns.message.Message) -> bytes:
        """The address of a name."""
        response, question = dns.message.make_response(query), query.question[0]
        label = question.name.labels[0].decode()
        if question.rdtype == dns.rdatatype.A and label[1:].isdigit():
            address = f"127.9.0.{int(label[1:]) % self.addresses + 1}"
            response.answer = [dns.rrset.from_text(question.name, 60, "IN", "A", address)]
        return response.to_wire()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, and count who is connected meanwhile."""
        address = writer.get_extra_info("sockname")[0]
        self._now[address] += 1
        self.met[address] += 1
        self.most[address] = max(self.most[address], self._now[address])
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, OSError):
                await reader.readuntil(b"\r\n\r\n")
                await asyncio.sleep(self.delay)
                writer.write(ANSWER)
                await writer.drain()
        finally:
            self._now[address] -= 1
            writer.close()


@contextlib.contextmanager
def web_servers(hosts: int, addresses: int, delay: float = 0.05) -> Iterator[WebServers]:
    """The servers, in a thread of their own."""
    servers = WebServers(hosts, addresses, delay)
    loop = asyncio.new_event_loop()
    is_ready, is_over = threading.Event(), asyncio.Event()

    async def serve() -> None:
        listening = await asyncio.start_server(servers.serve, "0.0.0.0", servers.port)
        async with rogues.answering(servers.named) as servers.resolver, listening:
            is_ready.set()
            await is_over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert is_ready.wait(60)
        yield servers
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join(60)
        loop.close()
