"""One worker for all deep passes of a module, as a run has it."""

from collections.abc import AsyncIterator

import pytest_asyncio

from scanner.probes.workers.pool import WorkerPool
from tests.scanner.probes.tls import asking


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept_worker() -> AsyncIterator[None]:
    """It takes a second to import sslyze; for tests that share the module's event loop."""
    async with WorkerPool(1) as pool:
        asking.KEPT.append(pool)
        yield
        asking.KEPT.remove(pool)
