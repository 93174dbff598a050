"""Endpoints that share addresses, put together: one worker looks at them, one after the other."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checks.facts import DnsFacts
from scanner.engine import Engine
from scanner.planning.plan import PlannedEndpoint
from scanner.probes import dns
from scanner.probes.context import ProbeContext
from scanner.queue.looks import AddressGroup

ASKED_AT_ONCE = 50  # names; the resolver is one's own
PATIENCE = 20.0  # seconds for one name


async def address_groups(engine: Engine, endpoints: Sequence[PlannedEndpoint]) -> list[AddressGroup]:
    """The groups of some endpoints, by the addresses that their names have now.

    It is for workers not to wait for each other. What a name has when it is looked at may be other addresses:
    whose turn it is there is settled then (``scanner.probes.address_sharing``).
    """
    room = asyncio.Semaphore(ASKED_AT_ONCE)

    async def asked(host: str) -> tuple[str, tuple[str, ...]]:
        async with room:
            return host, await _addresses(engine, host)

    hosts = {endpoint.host for endpoint in endpoints}
    return grouped(endpoints, dict(await asyncio.gather(*map(asked, sorted(hosts)))))


def grouped(
    endpoints: Iterable[PlannedEndpoint], addresses: Mapping[str, Sequence[str]]
) -> list[AddressGroup]:
    """Endpoints whose hosts have an address in common, also through others; in the order of the first."""
    roots: dict[str, str] = {}
    for host, found in addresses.items():
        for address in found:
            _join(roots, f"host {host}", address)
    members: dict[str, list[PlannedEndpoint]] = {}
    for endpoint in endpoints:
        members.setdefault(_root(roots, f"host {endpoint.host}"), []).append(endpoint)
    return list(_groups(members, addresses))


def _groups(
    members: Mapping[str, Sequence[PlannedEndpoint]], addresses: Mapping[str, Sequence[str]]
) -> Iterator[AddressGroup]:
    for together in members.values():
        found = sorted(address for endpoint in together for address in addresses.get(endpoint.host, ()))
        yield AddressGroup(
            keys=[endpoint.key for endpoint in together], lock=f"address {found[0]}" if found else None
        )


def _join(roots: dict[str, str], one: str, other: str) -> None:
    roots[_root(roots, one)] = _root(roots, other)


def _root(roots: dict[str, str], node: str) -> str:
    path = []
    while (above := roots.get(node, node)) != node:
        path.append(node)
        node = above
    for passed in path:
        roots[passed] = node
    return node


async def _addresses(engine: Engine, host: str) -> tuple[str, ...]:
    deadline = asyncio.get_running_loop().time() + PATIENCE
    context = ProbeContext(settings=engine.settings, budget=engine.budget, deadline=deadline)
    found = await dns.probe(host, context, addresses_only=True)
    return (*found.ipv4, *found.ipv6) if isinstance(found, DnsFacts) else ()
