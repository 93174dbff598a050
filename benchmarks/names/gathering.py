"""One way of asking about the domains of an estate, in a process of its own, and what it took.

``python -m benchmarks.names.gathering WAY FOLDER``: ``domains.json`` in the folder names them, ``anchor`` is
the trust anchor. Prints an object; capdo writes ``asked.json`` too, which the peer asks, and ``facts.json``.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Hashable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dns.name import Name
from dns.rdatatype import RdataType
from pydantic import BaseModel

from benchmarks.names.peer import by_dnspython
from benchmarks.names.servers import DNS, RESOLVER
from checks.facts import DnsFacts, DnssecFacts, Target
from scanner.limits import Budget, Slot, Turn
from scanner.probes import dns as of_names
from scanner.probes import dnssec, mail, mail_servers, reach, zone
from scanner.probes.context import REPLY, REPLY_STANDS, Memory, ProbeContext, ProbeSettings
from scanner.probes.dnssec.anchors import from_file
from scanner.probes.kept_answers import KeptAnswers

AT_ONCE = 24  # domains
SECONDS = 600.0  # for all: nothing is cut off on a busy machine


class InFlight(Budget):
    """A budget that knows how many questions were without an answer at once."""

    def __init__(self) -> None:
        super().__init__()
        self.now = self.most = 0

    def question(self, address: str, counter: Counter[str]) -> Turn:
        """One to the resolver."""
        return _WatchedTurn(super().question(address, counter), self)

    def connection(self, address: str, kind: str, counter: Counter[str]) -> Slot:
        """One to a name server, or a connection."""
        return _WatchedSlot(super().connection(address, kind, counter), self)


class _Watched:
    """Tells of a slot while it is held."""

    def __init__(self, slot: Slot | Turn, budget: InFlight) -> None:
        self._slot = slot
        self._budget = budget

    async def __aenter__(self) -> None:
        await self._slot.__aenter__()
        self._budget.now += 1
        self._budget.most = max(self._budget.most, self._budget.now)

    async def __aexit__(self, *error: object) -> None:
        self._budget.now -= 1
        await self._slot.__aexit__(*error)


class _WatchedSlot(_Watched, Slot):
    """Of a connection."""


class _WatchedTurn(_Watched, Turn):
    """Of a question to the resolver."""


class Noting(KeptAnswers[object]):
    """The answers of a run, and what they were to."""

    def __init__(self, size: Callable[[object], int], stands: float) -> None:
        super().__init__(size, stands)
        self._asked: dict[Hashable, None] = {}

    async def get(self, question: Hashable, ask: Callable[[], Awaitable[object]]) -> object:
        """As ever."""
        self._asked[question] = None
        return await super().get(question, ask)

    def to_the_resolver(self) -> Iterator[tuple[str, str]]:
        """Name and type of each question, once."""
        for question in self._asked:
            if isinstance(question, tuple) and isinstance(question[1], RdataType):
                yield Name(question[0]).to_text(), question[1].name


async def by_capdo(folder: Path, domains: Sequence[str]) -> dict[str, Any]:
    """Every fact of DNS, mail and IPv6 of the domains, whose web and mail servers are closed ports."""
    budget, replies = InFlight(), Noting(lambda _reply: REPLY, REPLY_STANDS)
    context = ProbeContext(
        settings=ProbeSettings(resolver=(RESOLVER, DNS), trust_anchors=from_file(folder / "anchor")),
        budget=budget,
        memory=Memory(replies=replies),
        deadline=asyncio.get_running_loop().time() + SECONDS,
    )
    room = asyncio.Semaphore(AT_ONCE)

    async def look(domain: str) -> Sequence[BaseModel]:
        async with room:
            return await _facts(domain, context)

    found = await asyncio.gather(*map(look, domains))
    (folder / "asked.json").write_text(json.dumps(list(replies.to_the_resolver())))
    secure = sum(_is_secure(facts) for of_domain in found for facts in of_domain)
    return {"questions": context.connections["dns"], "most": budget.most, "secure": secure}


def _is_secure(facts: BaseModel) -> bool:
    """Whether they are about a zone that is signed, and rightly."""
    answer = facts.zone_answer if isinstance(facts, DnssecFacts) else None
    return answer is not None and answer.state == "secure"


async def _facts(domain: str, context: ProbeContext) -> Sequence[BaseModel]:
    """As a look gathers them: the probes of names beside what needs addresses."""
    at = datetime.now(UTC)
    return await asyncio.gather(
        _reach(domain, context, at),
        zone.probe(domain, context, may_transfer=False),
        dnssec.probe(domain, context, at),
        mail.probe(domain, context),
        mail_servers.probe(domain, context, at),
    )


async def _reach(domain: str, context: ProbeContext, at: datetime) -> BaseModel:
    found = await of_names.probe(domain, context)
    if not isinstance(found, DnsFacts):
        return found
    return await reach.probe(Target(host=domain, observed_at=at), found, context)


WAYS = {"capdo": by_capdo, "dnspython": by_dnspython}


def main(way: str, folder: Path) -> None:
    """Ask, and tell what it took."""
    domains = json.loads((folder / "domains.json").read_text())
    wall, cpu = time.monotonic(), time.process_time()
    told = asyncio.run(WAYS[way](folder, domains))
    took = {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu}
    sys.stdout.write(json.dumps({**told, **took}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
