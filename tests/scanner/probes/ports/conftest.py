"""What the tests of the port scan share."""

from collections.abc import AsyncIterator

import pytest

from scanner.probes.workers.pool import WorkerPool


@pytest.fixture
async def workers() -> AsyncIterator[WorkerPool]:
    """A pool for one test."""
    async with WorkerPool(1) as pool:
        yield pool
