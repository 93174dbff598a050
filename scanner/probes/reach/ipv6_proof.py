"""Proof that this scanner's own IPv6 works, without which no IPv6 failure of a host may be reported."""

import asyncio
import ipaddress
from collections.abc import Sequence

from checks.facts import AddressReach
from scanner.probes import addresses
from scanner.probes.context import ProbeContext
from scanner.probes.own_addresses import source_towards
from scanner.probes.reach.connecting import attempt

ANCHOR_PORT = 53
ARRIVED = {"open": "accepted", "refused": "refused"}  # a refusal is an answer too: packets came and went


async def prove(reached: Sequence[AddressReach], context: ProbeContext) -> tuple[bool, str]:
    """Whether IPv6 works here, and how that was proved or why it was not.

    The endpoint's own connections prove it for nothing; only when all of them failed is an anchor tried. A
    loopback connection says nothing of the network, so it counts only for hosts that have no other address.
    """
    ipv6 = [reach for reach in reached if reach.family == addresses.IPV6]
    if not ipv6:
        return False, "not looked into: the host has no IPv6 address"
    routed = [reach for reach in ipv6 if not ipaddress.ip_address(reach.address).is_loopback]
    own = _own_connection(routed or ipv6)
    if own:
        return True, own
    return await _by_anchor(context) if routed else await _by_loopback(context)


def _own_connection(reached: Sequence[AddressReach]) -> str | None:
    arrived = (
        f"{reach.address} {ARRIVED[port.state]} a connection to port {port.port}"
        for reach in reached
        for port in reach.ports
        if port.state in ARRIVED
    )
    return next(arrived, None)


async def _by_anchor(context: ProbeContext) -> tuple[bool, str]:
    """Asked once a run: an anchor is a stranger, and a scanner's IPv6 does not change with each endpoint."""
    async with context.memory.asking:
        if context.memory.anchors is None:
            context.memory.anchors = await _ask_anchors(context)
    return context.memory.anchors


async def _ask_anchors(context: ProbeContext) -> tuple[bool, str]:
    anchors = [
        anchor for anchor in context.settings.ipv6_anchors if addresses.family(anchor) == addresses.IPV6
    ]
    sources = {anchor: source for anchor in anchors if (source := source_towards(anchor))}
    for anchor, source in sources.items():
        state = await attempt(anchor, ANCHOR_PORT, context)
        if state in ARRIVED:
            return True, f"anchor {anchor} {ARRIVED[state]} a connection to port {ANCHOR_PORT} from {source}"
    if not anchors:
        return False, "no IPv6 connection succeeded, and no anchor is configured to tell why"
    listed = ", ".join(anchors)
    if not sources:
        return False, f"this machine has no IPv6 route to the anchors: {listed}"
    asked_from = ", ".join(dict.fromkeys(sources.values()))
    return False, f"none of the anchors answered over IPv6: {listed} (asked from {asked_from})"


async def _by_loopback(context: ProbeContext) -> tuple[bool, str]:
    try:
        listener = await asyncio.start_server(_hang_up, "::1", 0)
    except OSError as error:
        return False, f"this machine has no IPv6 loopback: {error.strerror or error}"
    async with listener:
        port = listener.sockets[0].getsockname()[1]
        state = await attempt("::1", port, context)
    if state == "open":
        return True, "connected to itself over ::1 (the host has loopback addresses only)"
    return False, f"could not connect to itself over ::1: {state}"


def _hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()
