"""The scans of a host's addresses: TCP ports, and UDP services, each within its own permission."""

from checks.facts import DnsFacts, NotTested, PortFacts, UdpFacts
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from checks.urls import registrable
from scanner.look import NOT_WANTED, Look
from scanner.planning.addresses import AddressChoice

LEAN = NotTested(reason=Reason.NOT_REQUESTED, detail="left out by --depth lean")
NO_UDP = "UDP services need the word udp in the permission, or --udp"


async def scan_ports(look: Look, choice: AddressChoice, names: DnsFacts) -> PortFacts | NotTested:
    """Which TCP ports are open, last and in a time of its own: a host that drops takes minutes."""
    permit = look.planned.permit
    if not look.wants(PortFacts):
        return NOT_WANTED
    if not permit.port_scan:
        return NotTested(reason=Reason.NOT_PERMITTED, detail=permit.refusal)
    if (refused := _alias_elsewhere(look, names)) is not None:
        return refused
    from scanner.probes import ports  # noqa: PLC0415 - a scan without ports does not wait for its modules

    async with look.context.memory.visits.alone_at(choice.to_scan):
        scan = ports.probe(look.target, choice.to_scan, permit.ports, look.ports, look.context)
        return await look.bounded(scan, in_own_time=True)


async def ask_udp(look: Look, choice: AddressChoice, names: DnsFacts) -> UdpFacts | NotTested:
    """What UDP services answer, after the ports and in a time of its own: most of them keep silent."""
    if not look.wants(UdpFacts):
        return NOT_WANTED
    if look.context.settings.depth == "lean":
        return LEAN
    if not look.planned.permit.udp:
        return NotTested(reason=Reason.NOT_PERMITTED, detail=NO_UDP)
    if (refused := _alias_elsewhere(look, names)) is not None:
        return refused
    from scanner.probes import udp  # noqa: PLC0415 - as above

    async with look.context.memory.visits.alone_at(choice.to_scan):
        return await look.bounded(udp.probe(choice.to_scan, look.context), in_own_time=True)


def _alias_elsewhere(look: Look, names: DnsFacts) -> NotTested | None:
    """A host of another domain's owner has a permission of its own, or its ports are not tried."""
    host, aliases = look.planned.host, names.cname_chain
    if not aliases or registrable(aliases[-1]) == registrable(host) or aliases[-1] in look.planned.scannable:
        return None
    detail = f"{host} is an alias (CNAME) of {aliases[-1]}: its ports need a permission for that host"
    return NotTested(reason=Reason.NOT_PERMITTED, detail=detail[:DETAIL_LENGTH])
