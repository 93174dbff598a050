"""The most telling ports first, in the time there is, once for all endpoints of an address."""

import asyncio

import pytest

from checks.facts import NotTested, PortFacts
from checks.facts.scans.port_lists import expanded
from checks.model import Reason
from checks.registry import get
from scanner.limits import Budget
from scanner.probes import ports
from scanner.probes.context import ProbeContext, ProbeSettings
from scanner.probes.ports import batches
from scanner.probes.ports.nmap_request import NmapRequest
from scanner.probes.ports.nmap_xml import NmapRun
from scanner.probes.workers.pool import WorkerPool
from tests.scanner.probes.ports.scanned_hosts import (
    SSH,
    ModelHost,
    accepting_ports,
    banner,
    context_for,
    endpoint,
    only,
    silent_ports,
)


async def test_too_slow_for_the_deadline(workers: WorkerPool) -> None:
    """A host that drops too much for the time there is: a typed reason, within the deadline."""
    with silent_ports(30) as dropping:
        started = asyncio.get_running_loop().time()
        found = await ports.probe(endpoint(*dropping), ("127.0.0.1",), dropping, (), context_for(workers, 5))
        took = asyncio.get_running_loop().time() - started
    assert isinstance(found, NotTested)
    assert found.reason is Reason.TIMEOUT
    assert took < 30


async def test_the_rarest_ports_are_left_out_first(workers: WorkerPool) -> None:
    """When time runs out among the later ports, the likely ones still count, and the facts say how many."""
    with silent_ports(150) as dropping:
        async with banner(SSH) as port:
            wanted = (*range(1, 100), *dropping)
            found = await ports.probe(endpoint(port, 1), ("127.0.0.1",), wanted, (), context_for(workers, 9))
    assert port in only(found)
    assert isinstance(found, PortFacts)
    assert 99 <= found.ports_tried < 251
    (address,) = found.addresses
    assert found.asked is not None
    asked, left = (set(expanded(text)) for text in (found.asked, address.left))
    assert asked == {port, *wanted}
    assert left <= set(dropping)
    assert len(asked - left) == found.ports_tried


async def test_named_ports_are_always_tried(workers: WorkerPool) -> None:
    """Also where nmap's 1,000 do not hold them; beyond a permission's list they are not touched."""
    async with banner(b"-ERR unknown command\r\n") as rare:
        found = await ports.probe(endpoint(1, 2), ("127.0.0.1",), (), (rare,), context_for(workers))
        assert rare in only(found)
        limited = await ports.probe(endpoint(1, 2), ("127.0.0.1",), (3,), (rare, 3), context_for(workers))
    assert isinstance(limited, PortFacts)
    assert limited.asked == "1-3"


async def test_named_ports_come_before_the_common_ones(workers: WorkerPool) -> None:
    """Behind a firewall that drops, with time for a few dozen ports only: the telling ones were tried."""
    with silent_ports(200) as dropping:
        async with banner(SSH) as https, banner(SSH) as named:
            context = context_for(workers, 8)
            target, permitted = endpoint(https, 1), (*dropping, named)
            found = await ports.probe(target, ("127.0.0.1",), permitted, (named,), context)
    assert named in only(found)
    assert isinstance(found, PortFacts)
    assert 2 < found.ports_tried < 200
    assert found.missing_of((named,)) == ()
    (cut,) = found.missing
    assert f"{found.ports_tried} of 203 ports tried; not tried in time" in cut.detail


@pytest.mark.parametrize("holding", [False, True])
async def test_a_middlebox_that_accepts_everything(workers: WorkerPool, holding: bool) -> None:  # noqa: FBT001 - a table
    """Whether it hangs up or holds: one statement after a part of the ports, and no service is asked."""
    with accepting_ports(150, holding=holding) as accepting:
        context = context_for(workers)
        target = endpoint(*accepting[:2])
        found = await ports.probe(target, ("127.0.0.1",), accepting, accepting[:60], context)
    assert isinstance(found, NotTested)
    assert found.reason is Reason.MIDDLEBOX
    assert "ports accept a connection" in found.detail
    assert context.connections["ports"] <= 150


async def test_an_address_is_scanned_once_for_all_its_endpoints(workers: WorkerPool) -> None:
    """The second endpoint asks only for what the first did not ask for, and is told what both saw."""
    async with banner(SSH) as one, banner(SSH) as two:
        context = context_for(workers)
        scans = (
            ports.probe(target, ("127.0.0.1",), (one, 9, 10), (), context)
            for target in (endpoint(1, 2), endpoint(1, 2, two))
        )
        first, second = await asyncio.gather(*scans)
    assert set(only(first)) == {one}
    assert set(only(second)) == {one, two}
    assert context.connections["ports"] == 5 + 2 + 1 + 2


async def test_a_scan_waits_until_nobody_looks_at_the_address(workers: WorkerPool) -> None:
    """TLS and web of every endpoint at the address come first; waiting costs the scan none of its time."""
    async with banner(SSH) as port:
        context = context_for(workers)
        with context.memory.visits.at(("127.0.0.1",)):
            scan = asyncio.create_task(ports.probe(endpoint(1, 2), ("127.0.0.1",), (port,), (), context))
            await asyncio.sleep(0.5)
            assert context.connections == {}
        assert port in only(await scan)


@pytest.mark.parametrize("after", [3, 40, 120, 400])
async def test_a_host_that_shuts_the_scanner_out(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From some connection on it drops all, the port that had answered too: the silence tells nothing."""
    host = ModelHost(open_ports={443, 5432}, dropping=set(range(1000, 1300)), shuts_out_after=after)
    monkeypatch.setattr(batches, "ask", host.ask)
    context = ProbeContext(settings=ProbeSettings(), budget=Budget())
    permitted = (5432, *range(1000, 1300))
    found = await ports.probe(endpoint(443, 80), ("192.0.2.1",), permitted, (6379, 5432), context)
    assert isinstance(found, PortFacts)
    (address,) = found.addresses
    if after > 350:
        assert (found.missing, found.ports_tried) == ((), 303)
        return
    (cut,) = found.missing
    assert cut.reason is Reason.RATE_LIMITED
    assert not set(expanded(address.left)) & {port.port for port in address.open_ports}
    assert found.ports_tried + len(expanded(address.left)) == 303
    assert found.ports_tried <= after


async def test_a_host_that_drops_and_stays_is_seen_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The port that answered answers still: what keeps silent is closed to the Internet."""
    host = ModelHost(open_ports={443}, dropping=set(range(1000, 1300)))
    monkeypatch.setattr(batches, "ask", host.ask)
    context = ProbeContext(settings=ProbeSettings(), budget=Budget())
    found = await ports.probe(endpoint(443, 80), ("192.0.2.1",), tuple(range(1000, 1300)), (), context)
    assert isinstance(found, PortFacts)
    assert (found.missing, found.ports_tried) == ((), 302)


async def test_controllers_of_plants_are_not_spoken_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some fail when they are asked what they are: their ports are seen to be open, and no more."""
    host = ModelHost(open_ports={443, 502, 1883, 5432})
    asked = list[int]()

    async def noted(request: NmapRequest, context: ProbeContext) -> NmapRun:
        asked.extend(request.ports if request.services else ())
        return await host.ask(request, context)

    monkeypatch.setattr(batches, "ask", noted)
    context = ProbeContext(settings=ProbeSettings(depth="lean"), budget=Budget())
    permitted = (502, 1883, 5432)
    await ports.probe(endpoint(443, 80), ("192.0.2.1",), permitted, permitted, context)
    assert asked == [1883, 5432]


def test_the_fragile_are_those_of_the_check() -> None:
    """But for brokers and servers on ordinary machines: MQTT and OPC UA."""
    assert set(get("exposure.control_systems").ports) - {1883, 4840} == batches.FRAGILE
