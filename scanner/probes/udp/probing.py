"""The UDP probe: each service of each address once a run, gently, and within a time of its own."""

import asyncio
from collections.abc import Iterable

from checks.facts import AddressUdp, NotTested, UdpAnswer, UdpFacts
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.addresses import IPV6, chosen_to_scan, family
from scanner.probes.context import ProbeContext
from scanner.probes.udp import files_and_memory, management, naming_and_time
from scanner.probes.udp.asking import ask
from scanner.probes.udp.service import UdpService

SECONDS = 90.0  # for one address
SERVICES: tuple[UdpService, ...] = (
    *naming_and_time.SERVICES,
    *management.SERVICES,
    *files_and_memory.SERVICES,
)
NOT_LOOKED_AT = NotTested(reason=Reason.NOT_REQUESTED, detail="beyond the addresses that a scan looks at")
NO_HOST = NotTested(reason=Reason.PRIVATE_ADDRESS, detail="not an address of one host: not connected to")


async def probe(addresses: tuple[str, ...], context: ProbeContext) -> UdpFacts | NotTested:
    """Ask every service of the addresses, at most four a family, those of one address side by side.

    An address is asked once a run, however many of its endpoints want to know. Datagrams are counted under
    "udp", and drawn from the address's budget as connections are. NotTested: no address could be asked.
    """
    chosen, beyond, unfit = chosen_to_scan(addresses)
    asked = await asyncio.gather(*(_once(address, context) for address in chosen))
    refused = [AddressUdp(address=one, failure=NO_HOST) for one in unfit]
    left = [AddressUdp(address=one, failure=NOT_LOOKED_AT) for one in beyond]
    entries = (*asked, *refused, *left)
    failures = [entry.failure for entry in entries if entry.failure is not None]
    if len(failures) == len(entries):
        return failures[0] if failures else NotTested(reason=Reason.UNREACHABLE, detail="no address")
    return UdpFacts(addresses=entries)


async def _once(address: str, context: ProbeContext) -> AddressUdp:
    asked = context.memory.udp
    if address not in asked:
        asked[address] = asyncio.create_task(_address(address, context))
    return await asyncio.shield(asked[address])


async def _address(address: str, context: ProbeContext) -> AddressUdp:
    await context.memory.visits.quiet(address, context.settings.endpoint_deadline)
    tasks = [asyncio.create_task(ask(address, service, context)) for service in SERVICES]
    done, late = await asyncio.wait(tasks, timeout=SECONDS)
    for task in late:
        task.cancel()
    broken = next((error for task in done if isinstance(error := task.exception(), OSError)), None)
    if broken is not None:
        return AddressUdp(address=address, failure=_no_way(address, broken))
    answers = [task.result() for task in tasks if task in done]
    return AddressUdp(address=address, answers=tuple(answers), unasked=_unasked(answers))


def _unasked(answers: Iterable[UdpAnswer]) -> tuple[str, ...]:
    asked = {answer.service for answer in answers}
    return tuple(service.name for service in SERVICES if service.name not in asked)


def _no_way(address: str, error: OSError) -> NotTested:
    reason = Reason.NO_IPV6_HERE if family(address) == IPV6 else Reason.UNREACHABLE
    return NotTested(reason=reason, detail=str(error)[:DETAIL_LENGTH])
