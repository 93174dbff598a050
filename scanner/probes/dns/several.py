"""The addresses of several names, asked of DNS alone."""

import asyncio
from collections.abc import Iterable

import dns.name
from dns.rdatatype import RdataType

from scanner.probes.context import ProbeContext
from scanner.probes.dns import records
from scanner.probes.dns.resolver import Reply, Resolver


async def addresses_of(names: Iterable[str], context: ProbeContext) -> list[str]:
    """A and AAAA of each, in order; what is not answered is left out.

    Raises:
        dns.resolver.NoResolverConfiguration: this machine has no resolver.

    """
    resolver = Resolver(context)
    owners = map(dns.name.from_text, names)
    asked = (resolver.ask(name, kind) for name in owners for kind in (RdataType.A, RdataType.AAAA))
    answers = await asyncio.gather(*asked)
    told = (records.addresses(one.records) for one in answers if isinstance(one, Reply))
    return [address for addresses in told for address in addresses]
