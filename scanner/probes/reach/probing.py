"""The reach probe: a TCP connection to the web ports of every address."""

import asyncio
from collections.abc import Iterator, Sequence

from checks.facts import AddressReach, DnsFacts, NotTested, Part, PortState, ReachFacts, Target, Unseen
from checks.facts.extent import DETAIL_LENGTH
from checks.facts.reach import PortAnswer
from checks.model import Reason
from scanner.probes import addresses
from scanner.probes.context import ProbeContext
from scanner.probes.reach import ipv6_proof
from scanner.probes.reach.connecting import timed_attempt

ADDRESSES_A_FAMILY = 8


async def probe(target: Target, dns: DnsFacts, context: ProbeContext) -> ReachFacts | NotTested:
    """Whether each address accepts on the https and http port, and whether this scanner's IPv6 works.

    At most eight addresses a family; the others are told as not looked at. ``ipv6_here`` is looked into only
    when the host has an IPv6 address.
    """
    to_try = (*dns.ipv4[:ADDRESSES_A_FAMILY], *dns.ipv6[:ADDRESSES_A_FAMILY])
    if not to_try:
        return NotTested(reason=Reason.UNREACHABLE, detail="the name has no address")
    ports = tuple(dict.fromkeys((target.https_port, target.http_port)))
    try:
        async with asyncio.timeout_at(context.deadline):
            reached = await asyncio.gather(*(_reach(address, ports, context) for address in to_try))
            here, proof = await ipv6_proof.prove(reached, context)
    except TimeoutError:
        return NotTested(
            reason=Reason.TIMEOUT, detail="the endpoint's time was up before all addresses were tried"
        )
    beyond = (*dns.ipv4[ADDRESSES_A_FAMILY:], *dns.ipv6[ADDRESSES_A_FAMILY:])
    return ReachFacts(
        addresses=tuple(reached), ipv6_here=here, ipv6_proof=proof, unseen=tuple(_not_tried(beyond))
    )


def _not_tried(beyond: Sequence[str]) -> Iterator[Unseen]:
    if beyond:
        left_out = f"not looked at, {len(beyond)} of the addresses: {', '.join(beyond)}"
        yield Unseen(part=Part.REACH_PORTS, reason=Reason.NOT_REQUESTED, detail=left_out[:DETAIL_LENGTH])


async def _reach(address: str, ports: tuple[int, ...], context: ProbeContext) -> AddressReach:
    met = await asyncio.gather(*(_met(address, port, context) for port in ports))
    return AddressReach(
        address=address,
        family=addresses.family(address),
        ports=tuple(PortState(port=port, state=state) for port, (state, _) in zip(ports, met, strict=True)),
        connected_in=min((round(took, 4) for state, took in met if state == "open"), default=None),
    )


async def _met(address: str, port: int, context: ProbeContext) -> tuple[PortAnswer, float]:
    if not addresses.is_connectable(address):
        return "unreachable", 0.0
    return await timed_attempt(address, port, context)
