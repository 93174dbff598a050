"""reach.probe against real ports of the loopback interface."""

import errno
import os
from typing import Any

import pytest

from checks.facts import DnsFacts, NotTested, Part, PortState, ReachFacts
from checks.facts.reach import PortAnswer
from checks.model import Reason
from scanner.probes import reach
from scanner.probes.reach.connecting import attempt, met
from tests.scanner.probes import contexts, hostile
from tests.scanner.probes.listening import closed_port, full_port, serving


async def _reach(dns: DnsFacts, https_port: int, http_port: int, **settings: Any) -> ReachFacts:
    context = contexts.context(connect_timeout=0.5, **settings)
    target = contexts.target(https_port=https_port, http_port=http_port)
    found = await reach.probe(target, dns, context)
    assert isinstance(found, ReachFacts)
    return found


async def test_each_port_of_each_address() -> None:
    """Open and refused ports are told apart, and every connection is counted once."""
    context = contexts.context()
    async with serving(hostile.hangs) as port:
        with closed_port() as closed:
            target = contexts.target(https_port=port, http_port=closed)
            dns = DnsFacts(ipv4=("127.0.0.1", "127.0.0.2"))
            found = await reach.probe(target, dns, context)
    assert isinstance(found, ReachFacts)
    assert [entry.address for entry in found.addresses] == ["127.0.0.1", "127.0.0.2"]
    assert found.addresses[0].ports == (
        PortState(port=port, state="open"),
        PortState(port=closed, state="refused"),
    )
    assert not found.addresses[1].is_open
    quickest, none = (entry.connected_in for entry in found.addresses)
    assert quickest is not None
    assert quickest >= 0
    assert none is None
    assert context.connections == {"reach": 4}


async def test_silence_is_a_timeout() -> None:
    """A port that does not answer within the connect time-out is neither closed nor open."""
    with full_port() as full, closed_port() as closed:
        found = await _reach(DnsFacts(ipv4=("127.0.0.1",)), full, closed)
    assert found.addresses[0].ports[0].state == "timeout"


async def test_addresses_that_lead_nowhere_are_not_tried() -> None:
    """0.0.0.0 would be this machine, and a mapped address would travel as IPv4."""
    context = contexts.context()
    dns = DnsFacts(
        ipv4=("0.0.0.0", "224.0.0.1", "255.255.255.255"), ipv6=("::", "::ffff:127.0.0.1", "fe80::1")
    )
    found = await reach.probe(contexts.target(https_port=443, http_port=80), dns, context)
    assert isinstance(found, ReachFacts)
    assert {port.state for entry in found.addresses for port in entry.ports} == {"unreachable"}
    assert not context.connections
    assert not found.ipv6_here


async def test_no_more_than_eight_addresses_a_family() -> None:
    """A host with a hundred addresses is not connected to a hundred times."""
    with closed_port() as closed:
        dns = DnsFacts(ipv4=tuple(f"127.0.0.{number}" for number in range(1, 101)))
        found = await _reach(dns, closed, closed)
    assert len(found.addresses) == 8
    assert all(len(entry.ports) == 1 for entry in found.addresses)
    (beyond,) = found.missing
    assert (beyond.part, beyond.reason) == (Part.REACH_PORTS, Reason.NOT_REQUESTED)
    assert "92 of the addresses: 127.0.0.9" in beyond.detail


async def test_no_address_is_not_tested() -> None:
    """There is nothing to reach."""
    found = await reach.probe(contexts.target(https_port=1, http_port=2), DnsFacts(), contexts.context())
    assert isinstance(found, NotTested)
    assert found.reason == "unreachable"


async def test_the_deadline_is_not_the_hosts_fault() -> None:
    """When the endpoint's time is up before a connection's, the probe could not tell."""
    context = contexts.context(0.3, connect_timeout=60)
    with full_port() as full:
        target = contexts.target(https_port=full, http_port=full)
        found = await reach.probe(target, DnsFacts(ipv4=("127.0.0.1",)), context)
    assert isinstance(found, NotTested)
    assert found.reason == "timeout"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (TimeoutError(), "timeout"),
        (OSError(errno.ETIMEDOUT, ""), "timeout"),
        (OSError(errno.ECONNREFUSED, ""), "refused"),
        (OSError(errno.ENETUNREACH, ""), "unreachable"),
        (OSError(errno.EHOSTUNREACH, ""), "unreachable"),
        (OSError(errno.EACCES, ""), "unreachable"),
    ],
)
def test_what_an_error_means(error: OSError, state: PortAnswer) -> None:
    """Only an answer from the host counts as a refusal."""
    assert met(error) == state


def test_this_machines_own_trouble_is_raised() -> None:
    """Too many open files says nothing of the host."""
    with pytest.raises(OSError, match=os.strerror(errno.EMFILE)):
        met(OSError(errno.EMFILE, os.strerror(errno.EMFILE)))


async def test_without_a_route_a_connection_is_unreachable() -> None:
    """The kernel refuses a multicast address on the spot, as it does a network without a route."""
    assert await attempt("224.0.0.1", 80, contexts.context()) == "unreachable"
