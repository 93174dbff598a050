"""The peer: dnspython's own resolver asks what capdo asked of its own."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import dns.asyncresolver
import dns.exception
import dns.flags

from benchmarks.names.servers import RESOLVER

AT_ONCE = 100  # questions, as capdo asks at most


async def by_dnspython(folder: Path, _domains: Sequence[str]) -> dict[str, Any]:
    """The questions that capdo put to its resolver, and nothing made of their answers."""
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [RESOLVER]
    resolver.use_edns(0, dns.flags.DO, 1232)
    room = asyncio.Semaphore(AT_ONCE)
    asked = json.loads((folder / "asked.json").read_text())

    async def ask(name: str, kind: str) -> None:
        async with room:
            with suppress(dns.exception.DNSException):  # that a name does not exist is an answer too
                await resolver.resolve(name, kind, raise_on_no_answer=False)

    await asyncio.gather(*(ask(*one) for one in asked))
    return {"questions": len(asked), "most": AT_ONCE, "secure": 0}
