"""Which addresses of one endpoint live, where that must be known before they are looked at."""

import asyncio
from collections.abc import Iterable

from checks.facts import DnsFacts, HttpFacts, NotTested, ReachFacts, TlsFacts, WithheldAddress
from scanner.look import NOT_WANTED, Look
from scanner.probes import reach
from scanner.probes.addresses import IPV4, family

PAUSE = 1.0  # seconds before a dead address is tried again


async def reached_addresses(
    look: Look, names: DnsFacts, withheld: tuple[WithheldAddress, ...]
) -> ReachFacts | NotTested:
    """Of several addresses it must be known which ones live; of one a family the HTTP probe finds it out."""
    several = len(names.ipv4) > 1 or len(names.ipv6) > 1
    needed = several and look.wants(HttpFacts)
    needed |= look.wants(TlsFacts) and len(names.ipv4 + names.ipv6) > 1
    if not look.wants(ReachFacts) and not needed:
        return NOT_WANTED
    reached = await look.bounded(reach.probe(look.target, names, look.context))
    if not isinstance(reached, ReachFacts):
        return reached
    return (await _asked_again(look, reached)).model_copy(update={"withheld": withheld})


async def _asked_again(look: Look, reached: ReachFacts) -> ReachFacts:
    """An address that is dead beside living ones is a finding, so it is tried once more before it is told."""
    dead = [entry.address for entry in reached.addresses if not entry.is_open]
    of_ours = [address for address in dead if reached.ipv6_here or family(address) == IPV4]
    if not of_ours or len(dead) == len(reached.addresses):
        return reached
    await asyncio.sleep(PAUSE)
    again = await look.bounded(reach.probe(look.target, _named(of_ours), look.context))
    if not isinstance(again, ReachFacts):
        return reached
    risen = {entry.address: entry for entry in again.addresses if entry.is_open}
    seen = tuple(risen.get(entry.address, entry) for entry in reached.addresses)
    return reached.model_copy(update={"addresses": seen})


def unreached(reached: ReachFacts | NotTested) -> tuple[str, ...]:
    """Told beside the facts of reach, which are kept only where they were asked for."""
    if not isinstance(reached, ReachFacts) or not any(entry.is_open for entry in reached.addresses):
        return ()
    return tuple(entry.address for entry in reached.addresses if not entry.is_open)


def _named(dead: Iterable[str]) -> DnsFacts:
    every = tuple(dead)
    ipv4 = tuple(one for one in every if family(one) == IPV4)
    return DnsFacts(ipv4=ipv4, ipv6=tuple(one for one in every if one not in ipv4))
