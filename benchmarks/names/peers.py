"""The peers: dnspython's own resolver asks what capdo asked, and checkdmarc looks at mail."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dns.asyncresolver
import dns.exception

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
            try:
                await resolver.resolve(name, kind, raise_on_no_answer=False)
            except dns.exception.DNSException:
                pass  # a name that does not exist is an answer too

    await asyncio.gather(*(ask(*one) for one in asked))
    return {"questions": len(asked)}


async def by_checkdmarc(_folder: Path, domains: Sequence[str]) -> dict[str, Any]:
    """What it says of SPF, DMARC and MX; it has no more than one question on the way."""
    import checkdmarc  # noqa: PLC0415 - slow to import

    checkdmarc.check_domains(list(domains), nameservers=[RESOLVER], skip_tls=True)
    return {}
