"""Whether the names exist that a host and its zone lead to."""

import asyncio
from collections.abc import Iterable
from typing import Literal

import dns.name
from dns.name import Name
from dns.rdatatype import RdataType

from checks.facts import NameServer, RecordTarget
from checks.urls import registrable
from scanner.probes.dns import records
from scanner.probes.dns.resolver import NoReply, Reply, Resolver

EXCHANGES = 8
RecordKind = Literal["CNAME", "NS", "MX"]
TargetState = Literal["exists", "gone", "unregistered"]


async def targets(
    own: Reply | NoReply, mail: Reply | NoReply, servers: Iterable[NameServer], resolver: Resolver
) -> tuple[tuple[RecordTarget, ...], tuple[str, ...]]:
    """What stands at the end of aliases, name servers and mail exchanges; and what could not be told.

    ``own``: the answer about the host's addresses, with its aliases; ``mail``: about its MX records.
    """
    named = [*_aliases(own), *(("NS", server.name) for server in servers), *_exchanges(mail)]
    states = await asyncio.gather(*(_state(dns.name.from_text(name), resolver) for _, name in named))
    known = list(zip(named, states, strict=True))
    found = [_target(kind, name, state) for (kind, name), state in known if state]
    lost = [f"{kind} {name}" for (kind, name), state in known if not state]
    silent = [kind for kind, reply in (("CNAME", own), ("MX", mail)) if isinstance(reply, NoReply)]
    return tuple(found), (*silent, *lost)


def _target(kind: RecordKind, name: str, state: TargetState) -> RecordTarget:
    return RecordTarget(kind=kind, name=name, state=state)


def _aliases(own: Reply | NoReply) -> list[tuple[RecordKind, str]]:
    """The last of a chain: those before it exist, as they lead on."""
    if isinstance(own, NoReply):
        return []
    return [("CNAME", name) for name in records.names(own.cnames)[-1:]]


def _exchanges(mail: Reply | NoReply) -> list[tuple[RecordKind, str]]:
    if isinstance(mail, NoReply):
        return []
    found = records.mail_exchanges(mail.records)[:EXCHANGES]
    return [("MX", one.exchange) for one in found if one.exchange != "."]


async def _state(name: Name, resolver: Resolver) -> TargetState | None:
    """None: not told. Some servers deny a name for the type they lack (RFC 4074, 4.2): two must agree."""
    for kind in (RdataType.A, RdataType.AAAA):
        reply = await resolver.ask_once(name, kind)
        if isinstance(reply, NoReply):
            return None
        if reply.exists:
            return "exists"
    domain = dns.name.from_text(registrable(records.name_text(name)))
    registered = await resolver.ask_once(domain, RdataType.SOA)
    return "unregistered" if isinstance(registered, Reply) and not registered.exists else "gone"
