"""Looking on at a server, since several nodes may stand behind its address, each with its own certificate.

Of four nodes taken at random, one is missed in k handshakes with a probability of (3/4)^k: 3 % for 12, 1 in
10,000 for 32; nodes that take turns have all been met by then. That there is one node only cannot be proved:

- Every connection that is made anyway shows its certificate, if the server has one to show to it. A lean look
  that shows fewer than 12 so is brought up to them, unless it has made 19 connections; a full look to 32,
  unless it has made 40. Then a pass stands, and its evidence says how many handshakes agreed.
- At a sign of several nodes (``has_several_nodes``) the certificate is asked for until 32 handshakes showed
  one and the last 12 nothing new. What that does not reach is told as not seen (``unseen``).
- Each other question was put to one node or the other, so that no list of several nodes' versions, suites and
  groups is whole (``Part.TLS_NODES``): what was found stands, and there is no pass.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from checks.facts import Part, Unseen
from checks.model import Reason
from scanner.probes.tls.certificates.presented import PresentedChains, key_type
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.suite_order import offerable_suites, shows_certificate
from scanner.probes.tls.handshake.tls13_flight import is_readable
from scanner.probes.tls.wire.client_hello import ALL_SIGNATURES
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.records import MalformedError

LEAN, SURE = 12, 32  # handshakes that showed a certificate
NOTHING_NEW = 12  # of them, the last ones
MOST_WHEN_LEAN, MOST_WHEN_FULL = 19, 40  # connections, up to which a look goes on without a sign
MOST_LOOKS = 60  # connections
AT_ONCE = 3
LONGEST = 8.0  # seconds
SPARE = 1.0  # seconds to be left to the endpoint


async def look_on(client: TlsClient, results: EnumerationResults, *, lean: bool) -> None:
    """Add to the client's chains what further handshakes show, until enough did or there was no answer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(min(LONGEST, client.server.context.remaining() - SPARE)):
            await _look_until_enough(client, results, lean=lean)


def has_several_nodes(chains: PresentedChains, results: EnumerationResults) -> bool:
    """Whether several chains for one kind of key were met, or handshakes that one server does not make."""
    return shows_several(chains) or results.is_contradicted


def shows_several(chains: PresentedChains) -> bool:
    """Whether there are several chains for one kind of key."""
    kinds = Counter(key_type(chain.certificates[0]) for chain in chains)
    return any(count > 1 for count in kinds.values())


def unseen(chains: PresentedChains, results: EnumerationResults) -> Iterator[Unseen]:
    """What may not have been met: a certificate met once tells that there may be others, not met at all."""
    if not has_several_nodes(chains, results):
        return
    met_once = sum(chain.met == 1 for chain in chains)
    met = f"{chains.different} certificates met in {chains.handshakes} handshakes"
    nodes = f"several nodes behind one address: {met}"
    if chains.passed_over or (met_once and shows_several(chains)) or chains.handshakes < SURE:
        detail = f"{nodes}, {met_once} of them once only, {chains.passed_over} not kept; there may be more"
        yield Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.INCOMPLETE, detail=detail)
    detail = f"{nodes}; each was asked a part of the rest"
    yield Unseen(part=Part.TLS_NODES, reason=Reason.INCOMPLETE, detail=detail)


async def _look_until_enough(client: TlsClient, results: EnumerationResults, *, lean: bool) -> None:
    chains, since_news = client.chains, 0
    for _ in range(0, MOST_LOOKS, AT_ONCE):
        handshakes, different = chains.handshakes, chains.different
        missing = _missing(client, results, since_news, lean=lean)
        looks = min(missing, AT_ONCE)
        await asyncio.gather(*(_look(client, results) for _ in range(looks)))
        if chains.handshakes == handshakes:
            return  # enough were seen, or there are none to be seen
        since_news = since_news + chains.handshakes - handshakes if chains.different == different else 0


def _missing(client: TlsClient, results: EnumerationResults, since_news: int, *, lean: bool) -> int:
    """How many more handshakes have to show a certificate."""
    handshakes = client.chains.handshakes
    if has_several_nodes(client.chains, results):
        return max(SURE - handshakes, NOTHING_NEW - since_news)
    if not handshakes:
        return 1
    enough, most = (LEAN, MOST_WHEN_LEAN) if lean else (SURE, MOST_WHEN_FULL)
    return min(enough - handshakes, most - client.asking.connections)


async def _look(client: TlsClient, results: EnumerationResults) -> None:
    """Make one handshake. Up to TLS 1.2 it is not encrypted; a node may lack a version of another's."""
    older = [version for version in results.accepted if version <= Version.TLS_1_2]
    tls13 = results.versions[Version.TLS_1_3].suites
    with suppress(MalformedError, ServerTimeoutError, UnreachableError):
        if older and (suites := _certified(older[0], results)):
            await client.offer(Offer(version=older[0], suites=suites))
        elif is_readable(tls13, results.groups):
            await client.ask_encrypted(tls13, results.groups, ALL_SIGNATURES)


def _certified(version: Version, results: EnumerationResults) -> list[int]:
    """The suites of a version, as far as it is known, that go with a certificate."""
    suites = results.versions[version].suites or offerable_suites(version)
    return [code for code in suites if shows_certificate(code)]
