"""What a probe under test is handed."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from checks.facts import Target
from scanner.limits import Budget
from scanner.probes.context import ProbeContext, ProbeSettings

HOST = "www.example.test"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def context(seconds: float = 30.0, *, per_address: int = 3, **settings: Any) -> ProbeContext:
    """A context whose deadline is so many seconds away; call it inside the event loop."""
    return ProbeContext(
        settings=ProbeSettings(**settings),
        budget=Budget(per_address),
        deadline=asyncio.get_running_loop().time() + seconds,
    )


def target(host: str = HOST, *, https_port: int, http_port: int) -> Target:
    """A target on ephemeral ports."""
    return Target(host=host, https_port=https_port, http_port=http_port, observed_at=NOW)
