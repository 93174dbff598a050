"""Each address of a zone's name servers: whether it is an authority on the zone, and of which version."""

import asyncio
from collections.abc import Iterable, Sequence

import dns.rcode
from dns.name import Name
from dns.rcode import Rcode
from dns.rdatatype import RdataType
from dns.rdtypes.ANY.SOA import SOA

from checks.facts import AddressReach, NameServer, PortState, ServerAnswer, TransferAnswer
from scanner.probes import addresses
from scanner.probes.context import ProbeContext
from scanner.probes.dns import records
from scanner.probes.reach import ipv6_proof
from scanner.probes.zone import asking
from scanner.probes.zone.asking import DirectAnswer

ADDRESSES_A_FAMILY = 2  # of one server


async def answers(apex: Name, servers: Sequence[NameServer], context: ProbeContext) -> list[ServerAnswer]:
    """What each address says of the zone's SOA record."""
    pairs = ((server.name, address) for server in servers for address in kept(server))
    return await asyncio.gather(*(_answer(apex, name, address, context) for name, address in pairs))


def kept(server: NameServer) -> tuple[str, ...]:
    """The addresses of a server that are asked."""
    return (*server.ipv4[:ADDRESSES_A_FAMILY], *server.ipv6[:ADDRESSES_A_FAMILY])


async def _answer(apex: Name, server: str, address: str, context: ProbeContext) -> ServerAnswer:
    if not asking.may_be_asked(address, apex):
        return ServerAnswer(server=server, address=address, state="withheld")
    answer = await asking.ask(address, apex, RdataType.SOA, context)
    if isinstance(answer, str):
        return ServerAnswer(server=server, address=address, state="silent", detail=answer)
    serial, fault = _serial(answer, apex), _fault(answer)
    state, detail = ("authoritative", "") if serial is not None and not fault else ("lame", fault)
    return ServerAnswer.model_validate(
        {"server": server, "address": address, "state": state, "serial": serial, "detail": detail}
    )


def _serial(answer: DirectAnswer, apex: Name) -> int | None:
    found = answer.answer.records(apex, RdataType.SOA)
    return next((record.serial for record in found if isinstance(record, SOA)), None)


def _fault(answer: DirectAnswer) -> str:
    """Why an answer is none of an authority; the response code, or what is missing."""
    if not answer.is_good:
        return dns.rcode.to_text(Rcode(answer.rcode))
    return "" if answer.is_authority else "not an authoritative answer"


async def own_name_servers(
    apex: Name, answered: Iterable[ServerAnswer], context: ProbeContext
) -> tuple[str, ...]:
    """The NS set that the zone itself has, as the first authority tells it; empty: none does."""
    authority = next((one.address for one in answered if one.state == "authoritative"), None)
    if authority is None:
        return ()
    answer = await asking.ask(authority, apex, RdataType.NS, context)
    return () if isinstance(answer, str) else names_in(answer, apex)


def names_in(answer: DirectAnswer, apex: Name) -> tuple[str, ...]:
    """The name servers of the zone that an answer or a referral names, sorted."""
    found = answer.answer.records(apex, RdataType.NS) or answer.authority.records(apex, RdataType.NS)
    named = records.name_servers(found)[: records.RECORDS_KEPT]
    return tuple(sorted(map(records.name_text, named)))


async def prove_ipv6(answered: Iterable[ServerAnswer], context: ProbeContext) -> tuple[bool, str]:
    """Whether IPv6 works here: by an answer that came over it, else by the anchor."""
    asked = [one for one in answered if addresses.family(one.address) == addresses.IPV6]
    reached = [
        AddressReach(
            address=one.address,
            family=6,
            ports=(PortState(port=asking.PORT, state="timeout" if one.state == "silent" else "open"),),
        )
        for one in asked
        if one.state != "withheld"
    ]
    return await ipv6_proof.prove(reached, context)


async def transfers(
    apex: Name, answered: Iterable[ServerAnswer], context: ProbeContext
) -> tuple[TransferAnswer, ...]:
    """What each server does that is asked for the whole zone, at the first address that answers."""
    first = {one.server: one for one in reversed(list(answered)) if one.state in ("authoritative", "lame")}
    return tuple(await asyncio.gather(*(_transfer(apex, one, context) for one in first.values())))


async def _transfer(apex: Name, asked: ServerAnswer, context: ProbeContext) -> TransferAnswer:
    answer = await asking.first_of_transfer(asked.address, apex, context)
    if isinstance(answer, str):
        state = "silent" if answer == asking.SILENT else "refused"
    else:
        state = "open" if answer.is_good and _serial(answer, apex) is not None else "refused"
    return TransferAnswer.model_validate({"server": asked.server, "address": asked.address, "state": state})
