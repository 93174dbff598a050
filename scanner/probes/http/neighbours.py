"""Where other hosts that may be visited are: looked up only when a redirect leads there, once a probe."""

import asyncio

from checks.addresses import scope
from checks.facts import DnsFacts, NotTested
from scanner.probes import addresses, dns
from scanner.probes.context import ProbeContext


class Neighbours:
    """The addresses of hosts beside the target."""

    def __init__(self, context: ProbeContext) -> None:
        self._context = context
        self._asked: dict[str, asyncio.Task[DnsFacts | NotTested]] = {}

    async def address(self, host: str, like: str) -> str | None:
        """An address of the same family as ``like``: a public one, or one that reaches no farther inside."""
        if host not in self._asked:
            looking = dns.probe(host, self._context, addresses_only=True)
            self._asked[host] = asyncio.create_task(looking)
        names = await asyncio.shield(self._asked[host])
        if isinstance(names, NotTested):
            return None
        family = names.ipv4 if addresses.family(like) == addresses.IPV4 else names.ipv6
        address = addresses.first_connectable(family)
        return address if address is None or scope(address) in ("global", scope(like)) else None
