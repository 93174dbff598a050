"""Names of the lab, told by a name server of a host's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.scanner.fleet import Names
from tests.scanner.probes.dns import rogues


@asynccontextmanager
async def resolving(*addresses: str) -> AsyncIterator[tuple[str, str]]:
    """A name server that gives these addresses, of either family, to every name; yields ``--resolver …``."""
    async with rogues.answering(Names(addresses).answer) as (address, port):
        yield "--resolver", f"{address}:{port}"
