"""Which TCP ports are open, by nmap in a worker process."""

import asyncio
from ipaddress import IPv4Address, IPv6Address
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, JsonValue, TypeAdapter

from checks.facts import AddressPorts, NotTested, OpenPort, PortFacts, Target
from checks.model import Frozen, Reason
from scanner.probes.context import ProbeContext
from scanner.probes.workers.pool import WorkerError, WorkerTimeoutError

JOB = "ports.nmap"
DETAIL_LENGTH = 300
MARGIN = 3.0  # seconds before the worker is killed in which nmap ends by itself


def _without_scope(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        raise ValueError("an address with a scope id cannot be scanned")  # it may hold any text
    return address


ScanAddress = Annotated[IPv4Address | IPv6Address, AfterValidator(_without_scope)]
Checked: TypeAdapter[tuple[ScanAddress, ...]] = TypeAdapter(tuple[ScanAddress, ...])


class NmapRequest(Frozen):
    """What the job needs to know: numbers and an address, nothing that a server could have said."""

    address: ScanAddress
    own_ports: tuple[int, ...]  # tried first
    web_ports: tuple[int, ...]  # of the own ones: the TLS and HTTP probes know what answers there
    ports: tuple[int, ...]  # empty: nmap's 1,000 most common
    slots: int  # connections that may be open at once
    seconds: float


class AddressScan(Frozen):
    """What nmap found at one address."""

    kind: Literal["scan"] = "scan"
    open_ports: tuple[OpenPort, ...]
    ports_tried: int
    scanner: str


JobAnswer: TypeAdapter[AddressScan | NotTested] = TypeAdapter(
    Annotated[AddressScan | NotTested, Field(discriminator="kind")]
)


async def probe(
    target: Target, addresses: tuple[str, ...], ports: tuple[int, ...], context: ProbeContext
) -> PortFacts | NotTested:
    """Scan addresses by TCP connections; ``ports`` () means nmap's 1,000 most common.

    The target's own and allowed ports are always among them. What time does not suffice for is left out, the
    rarest ports first: ``ports_tried`` tells. Addresses that gave nothing are named in ``untested``; when all
    did, the first one's reason is given: tool_missing, timeout, or unreachable where no port answered at all.

    Connections are counted under "ports": one for each port tried and two for each service identified, which
    is a lower bound of nmap's (it may try a port twice, and a service with several questions). A scan that
    was cut short is counted as far as it was begun.

    Raises:
        ValueError: an address is not an IP address, or has a scope id.

    """
    Checked.validate_python(addresses)
    scans = await asyncio.gather(*(_scan(target, address, ports, context) for address in addresses))
    done = {a: s for a, s in zip(addresses, scans, strict=True) if isinstance(s, AddressScan)}
    if not done:
        failures = [scan for scan in scans if isinstance(scan, NotTested)]
        return failures[0] if failures else NotTested(reason=Reason.UNREACHABLE, detail="no address")
    return PortFacts(
        addresses=tuple(AddressPorts(address=a, open_ports=s.open_ports) for a, s in done.items()),
        ports_tried=min(scan.ports_tried for scan in done.values()),
        scanner=next(iter(done.values())).scanner,
        untested=tuple(address for address in addresses if address not in done),
    )


async def _scan(
    target: Target, address: str, ports: tuple[int, ...], context: ProbeContext
) -> AddressScan | NotTested:
    try:
        async with asyncio.timeout(context.remaining()), context.budget.whole_address(address) as slots:
            request = _request(target, address, ports, slots, context)
            return await _ask(request, context)
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed during the port scan")


def _request(
    target: Target, address: str, ports: tuple[int, ...], slots: int, context: ProbeContext
) -> NmapRequest:
    return NmapRequest.model_validate(
        {
            "address": address,
            "web_ports": (target.https_port, target.http_port),
            "own_ports": (target.https_port, target.http_port, *target.allowed_ports),
            "ports": ports,
            "slots": slots,
            "seconds": max(1.0, context.remaining() - MARGIN),
        }
    )


async def _ask(request: NmapRequest, context: ProbeContext) -> AddressScan | NotTested:
    def count(begun: JsonValue) -> None:
        if isinstance(begun, int):
            context.connections["ports"] += begun

    try:
        arguments = request.model_dump(mode="json")
        answer = await context.run_job(JOB, arguments, context.remaining(), count)
    except WorkerTimeoutError as error:
        return NotTested(reason=Reason.TIMEOUT, detail=str(error)[:DETAIL_LENGTH])
    except WorkerError as error:
        return NotTested(reason=Reason.INTERNAL_ERROR, detail=str(error)[:DETAIL_LENGTH])
    return JobAnswer.validate_python(answer)
