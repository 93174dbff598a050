"""Several real servers behind one address, as a load balancer puts them there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.scanner.probes.authority import Issued
from tests.scanner.probes.listening import serving
from tests.scanner.probes.nginx import nginx

CHUNK = 65_536
Pick = Callable[[int], int]  # the number of a connection, from 0, to the number of a node


@dataclass
class Balancer:
    """Counts the connections that each node got."""

    nodes: Sequence[int]  # ports
    pick: Pick
    connections: int = 0
    port: int = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to the node that is picked."""
        node = self.nodes[self.pick(self.connections)]
        self.connections += 1
        inner, outer = await asyncio.open_connection("127.0.0.1", node)
        try:
            up, down = (asyncio.create_task(_pump(*ends)) for ends in ((reader, outer), (inner, writer)))
            await asyncio.wait((up, down), return_when=asyncio.FIRST_COMPLETED)
            up.cancel()
            down.cancel()
        finally:
            outer.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def farm(folder: Path, nodes: Sequence[Issued], pick: Pick, protocol: str) -> AsyncIterator[Balancer]:
    """A balancer before one nginx a node."""
    async with AsyncExitStack() as servers:
        ports = []
        for number, issued in enumerate(nodes):
            own = folder / str(number)
            own.mkdir()
            ports.append(servers.enter_context(nginx(own, issued.write(own, "server"), protocol=protocol)))
        balancer = Balancer(ports, pick)
        async with serving(balancer.handle) as balancer.port:
            yield balancer
