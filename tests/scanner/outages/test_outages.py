"""scanner.outages: a host's silence is told from the scanner's own, and what it saw then is not counted."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.query
import dns.rdatatype
import dns.rrset
import pytest
from sqlalchemy import Engine as Database

from checks.model import Outcome, Reason
from inventory.database.store import InventoryStore
from scanner.lab.model import Lab
from scanner.limits import Budget
from scanner.observation import Observation
from scanner.outages.recording import OutageLog
from scanner.probes import own_network
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.dns import resolver
from scanner.probes.own_network import OwnNetwork
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.settings import RunSettings
from tests.scanner.probes.dns import rogues
from tests.scanner.runs.test_running import estate

PATIENCE = 30.0  # seconds
Cut = Callable[["Resolving"], None]
HOSTS = ("tot", "hien-dai", "trung-gian")


@dataclass
class Resolving:
    """A resolver that knows hosts at 127.0.0.1 and their zone's name server, until it is cut off.

    ``alive``: whether it answers; ``beyond``: whether the name server does, which stands at the same port;
    ``upstream``: whom it asks itself instead, where hosts are real.
    """

    upstream: tuple[str, int] | None = None
    alive: bool = True
    beyond: bool = True
    asked: list[str] = field(default_factory=list)

    def answer(self, query: dns.message.Message) -> bytes | None:
        """What it says; a question without recursion is one to the name server."""
        question, recursive = query.question[0], bool(query.flags & dns.flags.RD)
        self.asked.append(f"{question.name} {recursive}")
        if not (self.alive if recursive else self.beyond):
            return None
        if self.upstream is not None:
            address, port = self.upstream
            return dns.query.udp(query, address, PATIENCE, port).to_wire()
        response = dns.message.make_response(query)
        records = {dns.rdatatype.A: "127.0.0.1", dns.rdatatype.NS: "ns.brvt.test."}
        apex = {
            dns.rdatatype.SOA: "ns.brvt.test. root.brvt.test. 1 2 3 4 5",
            dns.rdatatype.NS: "ns.brvt.test.",
        }
        known = apex if str(question.name) == "brvt.test." else {dns.rdatatype.A: records[dns.rdatatype.A]}
        if question.rdtype in known:
            response.answer = [
                dns.rrset.from_text(question.name, 60, "IN", question.rdtype, known[question.rdtype])
            ]
        return response.to_wire()


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[Resolving], None]:
    """Cuts a resolver off. Its silence, which is certain then, is waited for a moment only."""

    def off(resolving: Resolving) -> None:
        resolving.alive = False
        monkeypatch.setattr(resolver, "QUERY_SECONDS", 0.3)

    return off


@asynccontextmanager
async def at(resolving: Resolving, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ProbeContext]:
    """What a probe is handed, with this resolver, at whose port the name server stands too."""
    async with rogues.answering(resolving.answer) as (address, port):
        monkeypatch.setattr(own_network, "PORT", port)
        deadline = asyncio.get_running_loop().time() + 60
        yield ProbeContext(
            settings=ProbeSettings(resolver=(address, port)), budget=Budget(), deadline=deadline
        )


@pytest.mark.parametrize(
    ("alive", "beyond", "told"),
    [
        (True, True, None),
        (False, True, "resolver 127.0.0.1 does not answer"),
        (True, False, "none of the name servers that answered before does: 127.0.0.1"),
    ],
)
async def test_what_is_dead_is_told(
    monkeypatch: pytest.MonkeyPatch, cut: Cut, *, alive: bool, beyond: bool, told: str | None
) -> None:
    """The resolver, or all beyond it; a few questions each time, however many hosts there are."""
    resolving = Resolving()
    async with at(resolving, monkeypatch) as context:
        network = OwnNetwork(tuple(f"h{number}.brvt.test" for number in range(500)))
        await network.learn(context)
        assert [witness.address for witness in network.witnesses] == ["127.0.0.1"]
        monkeypatch.setattr(own_network, "STANDS", 0.0)
        if not beyond:
            monkeypatch.setattr(own_network, "QUERY_SECONDS", 0.3)
        if not alive:
            cut(resolving)
        resolving.beyond = beyond
        resolving.asked.clear()
        failure = await network.failure(context)
    assert failure is None if told is None else (failure or "").endswith(told)
    assert len(resolving.asked) <= 5


async def test_a_name_server_that_never_answered_is_no_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a firewall lets none be asked, its silence says nothing."""
    async with at(Resolving(beyond=False), monkeypatch) as context:
        network = OwnNetwork(("a.brvt.test",))
        await network.learn(context)
        assert network.witnesses == ()
        assert await network.failure(context) is None


async def test_a_run_of_addresses_needs_no_resolver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of one that is dead."""
    resolving = Resolving(alive=False)
    async with at(resolving, monkeypatch) as context:
        assert await OwnNetwork(("127.0.0.1", "::1")).failure(context) is None
    assert resolving.asked == []


@pytest.fixture
def database(lab: Lab, database: Database) -> Database:
    """Three systems that may be looked at."""
    InventoryStore(database).apply(estate(lab, *HOSTS))
    return database


@asynccontextmanager
async def resolving_for(lab: Lab, resolving: Resolving) -> AsyncIterator[RunSettings]:
    """Settings of a quick look with this resolver."""
    async with rogues.answering(resolving.answer) as (address, port):
        yield RunSettings(
            resolver=f"{address}:{port}", ca_file=str(lab.ca_file), only=("web.csp",), second_look=None
        )


async def test_nothing_of_an_outage_counts(
    lab: Lab, database: Database, monkeypatch: pytest.MonkeyPatch, cut: Cut
) -> None:
    """The run stops at it, what was seen before stays, and one event is told; later it is gone on with."""
    resolving, reader, log = Resolving(lab.resolver), ScanReader(database), OutageLog(database)
    seen: list[Observation] = []

    def progress(observation: Observation) -> None:
        seen.append(observation)

    async with resolving_for(lab, resolving) as settings:
        first = await asyncio.to_thread(running.start, database, settings)
        await asyncio.to_thread(running.carry_out, database, first, progress)
        before = reader.standing()
        second = await asyncio.to_thread(running.start, database, settings)
        cut(resolving)
        for _ in range(2):
            pause = await asyncio.to_thread(running.carry_out, database, second, progress)
            assert pause is not None
            assert (pause.left, "does not answer" in pause.outage) == (len(HOSTS), True)
        assert reader.standing() == before
        assert [outage.ended_at for outage in log.outages()] == [None]
        resolving.alive = True
        monkeypatch.undo()
        rest = await asyncio.to_thread(running.resume, database, second.number)
        assert await asyncio.to_thread(running.carry_out, database, rest, progress) is None
    (outage,) = log.outages()
    assert outage.ended_at is not None
    assert len(seen) == 2 * len(HOSTS)
    assert [one.verdicts[0].evidence for one in seen if one.verdicts[0].outcome is Outcome.NOT_TESTED] == []


async def test_an_outage_in_the_middle_of_a_run_is_met(
    lab: Lab, database: Database, monkeypatch: pytest.MonkeyPatch, cut: Cut
) -> None:
    """Looks that it fell upon come to nothing, for a reason of ours, and nobody is met any more."""
    monkeypatch.setattr("scanner.runs.ongoing.batches.MOST", 1)
    resolving, reader = Resolving(lab.resolver), ScanReader(database)

    async with resolving_for(lab, resolving) as settings:
        alone = settings.model_copy(update={"at_once": 1})
        run = await asyncio.to_thread(running.start, database, alone)
        pause = await asyncio.to_thread(running.carry_out, database, run, lambda _: cut(resolving))
    assert pause is not None
    assert pause.left == len(HOSTS) - 1
    assert reader.run(run.number).done == 1
    told = {one.key: one for one in reader.standing()}
    assert len(told) == 2  # the one seen, and the one that the outage fell upon
    (verdict,) = [one.verdicts[0] for one in told.values() if one.verdicts[0].reason]
    assert (verdict.outcome, verdict.reason) == (Outcome.NOT_TESTED, Reason.SCANNER_OFFLINE)
    assert "does not answer" in str(verdict.evidence)


@pytest.mark.usefixtures("short_visits")
async def test_a_dead_host_is_no_outage(lab: Lab, database: Database) -> None:
    """Its silence is its own: the run goes on, and tells why it could not be told."""
    InventoryStore(database).apply(estate(lab, "khong-phan-hoi"))
    async with resolving_for(lab, Resolving(lab.resolver)) as settings:
        run = await asyncio.to_thread(running.start, database, settings)
        assert await asyncio.to_thread(running.carry_out, database, run, lambda _: None) is None
    assert OutageLog(database).outages() == ()
