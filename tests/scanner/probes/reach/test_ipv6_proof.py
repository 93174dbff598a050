"""Proof of the scanner's own IPv6."""

from collections import Counter
from dataclasses import replace

import pytest

from checks.facts import AddressReach, DnsFacts, PortState, ReachFacts
from checks.facts.reach import PortAnswer
from scanner.probes import reach
from scanner.probes.reach import ipv6_proof
from tests.scanner.probes import contexts, hostile
from tests.scanner.probes.listening import closed_port, full_port, serving

ROUTED = "2001:db8::1"  # never connected to: only its outcome is made up


def _reached(address: str, *states: PortAnswer) -> AddressReach:
    ports = tuple(PortState(port=port, state=state) for port, state in zip((443, 80), states, strict=True))
    return AddressReach(address=address, family=6 if ":" in address else 4, ports=ports)


@pytest.mark.parametrize(
    ("states", "word"),
    [(("open", "timeout"), "accepted"), (("timeout", "refused"), "refused")],
)
async def test_an_answer_of_the_host_proves_it(states: tuple[PortAnswer, PortAnswer], word: str) -> None:
    """An accepted connection does, and so does a refusal; no further connection is made."""
    context = contexts.context(ipv6_anchors=("::1",))
    here, proof = await ipv6_proof.prove([_reached(ROUTED, *states)], context)
    assert here
    assert word in proof
    assert not context.connections


@pytest.mark.parametrize("states", [("timeout", "timeout"), ("unreachable", "unreachable")])
async def test_silence_proves_nothing(states: tuple[PortAnswer, PortAnswer]) -> None:
    """Without an anchor nobody can tell whose fault it is."""
    here, proof = await ipv6_proof.prove([_reached(ROUTED, *states)], contexts.context())
    assert not here
    assert "no anchor" in proof


async def test_loopback_says_nothing_of_the_network() -> None:
    """A host that also has a routed address is not excused by its loopback one."""
    reached = [_reached("::1", "open", "open"), _reached(ROUTED, "timeout", "timeout")]
    here, _ = await ipv6_proof.prove(reached, contexts.context())
    assert not here


async def test_an_anchor_that_answers_proves_it() -> None:
    """The first anchor to accept or refuse is enough; IPv4 anchors are no evidence."""
    context = contexts.context(ipv6_anchors=("127.0.0.1", "::1"))
    here, proof = await ipv6_proof.prove([_reached(ROUTED, "timeout", "timeout")], context)
    assert here
    assert "anchor ::1" in proof
    assert "from ::1" in proof
    assert context.connections == {"reach": 1}


async def test_anchors_that_do_not_answer_are_named() -> None:
    """The kernel cannot connect to a multicast address, as it could not without IPv6."""
    context = contexts.context(ipv6_anchors=("ff02::1",))
    here, proof = await ipv6_proof.prove([_reached(ROUTED, "unreachable", "unreachable")], context)
    assert not here
    assert "ff02::1" in proof


async def test_a_silent_loopback_host_is_told_from_a_machine_without_ipv6() -> None:
    """The scanner connects to itself over ::1 when the host has no other IPv6 address."""
    with full_port("::1") as full:
        target = contexts.target(https_port=full, http_port=full)
        context = contexts.context(connect_timeout=0.5)
        found = await reach.probe(target, DnsFacts(ipv6=("::1",)), context)
    assert isinstance(found, ReachFacts)
    assert found.addresses[0].ports[0].state == "timeout"
    assert found.ipv6_here
    assert "itself" in found.ipv6_proof


async def test_a_probe_over_loopback_proves_itself() -> None:
    """An accepting or refusing ::1 needs no further connection."""
    context = contexts.context()
    async with serving(hostile.hangs, "::1") as port:
        with closed_port("::1") as closed:
            target = contexts.target(https_port=port, http_port=closed)
            found = await reach.probe(target, DnsFacts(ipv6=("::1",)), context)
    assert isinstance(found, ReachFacts)
    assert found.ipv6_here
    assert context.connections == {"reach": 2}


async def test_a_host_without_ipv6_needs_no_proof() -> None:
    """Nothing is connected to for it."""
    context = contexts.context(ipv6_anchors=("::1",))
    here, proof = await ipv6_proof.prove([_reached("127.0.0.1", "open", "open")], context)
    assert not here
    assert "no IPv6 address" in proof
    assert not context.connections


async def test_anchors_are_asked_once_a_run() -> None:
    """Endpoints that share a run's memory share the answer, and the strangers are left in peace."""
    first = contexts.context(ipv6_anchors=("::1",))
    second = replace(first, connections=Counter())
    reached = [_reached(ROUTED, "timeout", "timeout")]
    assert (await ipv6_proof.prove(reached, first))[0]
    assert (await ipv6_proof.prove(reached, second))[0]
    assert second.connections == Counter()


@pytest.mark.parametrize(
    ("source", "told"), [(None, "no IPv6 route to the anchors"), ("fd00::7", "asked from fd00::7")]
)
async def test_a_failed_proof_says_why(
    monkeypatch: pytest.MonkeyPatch, source: str | None, told: str
) -> None:
    """Without a route nothing is sent; with one, the address that it was sent from is told."""
    monkeypatch.setattr(ipv6_proof, "source_towards", lambda _: source)
    context = contexts.context(ipv6_anchors=("ff02::1",))
    here, proof = await ipv6_proof.prove([_reached(ROUTED, "timeout", "timeout")], context)
    assert not here
    assert told in proof
    assert bool(context.connections) is (source is not None)
