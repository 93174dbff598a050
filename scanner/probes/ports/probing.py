"""Which TCP ports are open, by nmap in a worker process."""

import asyncio
from collections.abc import Sequence

from checks.facts import AddressPorts, AddressReach, NotTested, PortFacts, Target
from checks.facts.scans.port_lists import listed
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes import addresses as ip
from scanner.probes.address_scan import AddressScan
from scanner.probes.context import ProbeContext
from scanner.probes.ports.batches import COMMON, BatchedScan, ask
from scanner.probes.ports.nmap_request import CHECKED, NmapRequest
from scanner.probes.ports.starttls_offers import with_offers
from scanner.probes.reach import ipv6_proof

NOT_LOOKED_AT = NotTested(reason=Reason.NOT_REQUESTED, detail="beyond the addresses that a scan looks at")
NO_HOST = NotTested(reason=Reason.PRIVATE_ADDRESS, detail="not an address of one host: not connected to")


async def probe(
    target: Target,
    addresses: tuple[str, ...],
    permitted: tuple[int, ...],
    named: tuple[int, ...],
    context: ProbeContext,
) -> PortFacts | NotTested:
    """Scan addresses by TCP connections.

    Tried are the target's own and allowed ports, those ``named`` by checks, and nmap's 1,000 most common;
    where ``permitted`` names ports, only those of them. An address is scanned once a run, however many of its
    endpoints ask; what time does not suffice for is told (``AddressPorts.left``), the rarest ports first. An
    address that gave nothing carries its reason; when all did, the first one's is given: tool_missing,
    timeout, unreachable where no port answered at all, middlebox where nearly every port accepts.

    Connections are counted under "ports": one for each port tried and two for each service identified, which
    is a lower bound of nmap's (it may try a port twice, and a service with several questions); at the full
    depth one more for each port of mail or a directory that begins in clear: whether it offers STARTTLS.

    Raises:
        ValueError: an address is not an IP address, or has a scope id.

    """
    CHECKED.validate_python(addresses)
    own = tuple(dict.fromkeys((target.https_port, target.http_port, *target.allowed_ports)))
    wanted = await _wanted(own, permitted, named, context)
    if isinstance(wanted, NotTested):
        return wanted
    chosen, refused = _chosen(addresses)
    scans = await asyncio.gather(*(_scan(target, address, own, wanted, context) for address in chosen))
    entries = (*[await _entry(scan, wanted, context) for scan in scans], *refused)
    settled = [scan for scan, entry in zip(scans, entries, strict=False) if entry.failure is None]
    if not settled:
        failures = [entry.failure for entry in entries if entry.failure]
        return failures[0] if failures else NotTested(reason=Reason.UNREACHABLE, detail="no address")
    return PortFacts(
        addresses=entries,
        ports_tried=min(len(scan.tried.intersection(wanted)) for scan in settled),
        asked=listed(wanted),
        beyond=Reason.NOT_PERMITTED if permitted else Reason.NOT_REQUESTED,
        scanner=settled[0].scanner,
    )


async def _wanted(
    own: Sequence[int], permitted: tuple[int, ...], named: tuple[int, ...], context: ProbeContext
) -> tuple[int, ...] | NotTested:
    """The ports to be tried, the most telling first, each once."""
    if permitted:
        telling = (port for port in named if port in permitted)
        return tuple(dict.fromkeys((*own, *telling, *permitted)))
    if not context.memory.common_ports:
        answer = await ask(NmapRequest(address=None, common=COMMON), context)
        if isinstance(answer, NotTested):
            return answer
        context.memory.common_ports = answer.ports
    return tuple(dict.fromkeys((*own, *named, *context.memory.common_ports)))


def _chosen(addresses: Sequence[str]) -> tuple[list[str], list[AddressPorts]]:
    """The addresses to scan, and the others with the reason why not."""
    chosen, beyond, unfit = ip.chosen_to_scan(addresses)
    refused = [AddressPorts(address=address, failure=NO_HOST) for address in unfit]
    return chosen, [*refused, *(AddressPorts(address=one, failure=NOT_LOOKED_AT) for one in beyond)]


async def _entry(scan: AddressScan, wanted: Sequence[int], context: ProbeContext) -> AddressPorts:
    """What the scan found; an IPv6 address is not called unreachable by a scanner without IPv6."""
    entry = scan.found(wanted)
    silent = entry.failure is not None and entry.failure.reason is Reason.UNREACHABLE
    if not silent or ip.family(scan.address) == ip.IPV4:
        return entry
    nowhere = AddressReach(address=scan.address, family=ip.IPV6, ports=())
    here, proof = await ipv6_proof.prove((nowhere,), context)
    if here:
        return entry
    missing = NotTested(reason=Reason.NO_IPV6_HERE, detail=proof[:DETAIL_LENGTH])
    return entry.model_copy(update={"failure": missing})


async def _scan(
    target: Target, address: str, own: Sequence[int], wanted: Sequence[int], context: ProbeContext
) -> AddressScan:
    """What is known of the address's ports, after those that nobody asked for yet were tried."""
    scan = context.memory.port_scans.setdefault(address, AddressScan(address))
    async with scan.turn:
        if scan.unasked(wanted) and not scan.is_hopeless:
            await BatchedScan(scan, (target.https_port, target.http_port), context).run(own, wanted)
            await _ask_offers(scan, context)
    return scan


async def _ask_offers(scan: AddressScan, context: ProbeContext) -> None:
    """Of the open ports that begin in clear, as long as a middlebox does not open them all."""
    if context.settings.depth == "full" and not scan.is_hopeless:
        opened = await with_offers(scan.address, scan.open_ports.values(), context)
        scan.open_ports.update({port.port: port for port in opened})
