"""Looking again at a server that has shown several certificates for one kind of key.

More than one node stands behind it then, and how many is not known: it is asked until it has shown nothing
new for a while. A server of one certificate, or of one a kind of key, costs no connection more.
"""

from collections import Counter

from checks.facts import Part, Unseen
from checks.model import Reason
from scanner.probes.tls.certificates.presented import PresentedChains, key_type
from scanner.probes.tls.connection.server import ServerTimeoutError, UnreachableError
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.tls13_flight import is_readable
from scanner.probes.tls.wire.client_hello import ALL_SIGNATURES
from scanner.probes.tls.wire.codes import Version
from scanner.probes.tls.wire.records import MalformedError

MOST_LOOKS = 24  # connections
NOTHING_NEW = 12  # looks in a row: of four nodes taken at random one is missed so once in 30 times


async def look_again(client: TlsClient, results: EnumerationResults) -> None:
    """Add to the client's chains what further handshakes show, one after the other."""
    since_news = 0
    if not shows_several(client.chains):
        return
    for _ in range(MOST_LOOKS):
        known = client.chains.different
        if not await _look(client, results):
            return
        since_news = since_news + 1 if client.chains.different == known else 0
        if since_news == NOTHING_NEW:
            return


def shows_several(chains: PresentedChains) -> bool:
    """Whether there are several certificates for one kind of key."""
    kinds = Counter(key_type(leaf) for leaf in {chain.certificates[0] for chain in chains})
    return any(count > 1 for count in kinds.values())


def unseen(chains: PresentedChains) -> tuple[Unseen, ...]:
    """What may not have been met: a certificate met once tells that there may be others, not met at all."""
    met_once = sum(chain.met == 1 for chain in chains)
    if not chains.passed_over and not (shows_several(chains) and met_once):
        return ()
    met = (
        f"{chains.different} certificates met in {chains.handshakes} handshakes, {met_once} of them once only"
    )
    detail = f"several nodes behind one address: {met}, {chains.passed_over} not kept; there may be more"
    return (Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.INCOMPLETE, detail=detail),)


async def _look(client: TlsClient, results: EnumerationResults) -> bool:
    """Make one handshake; False: it showed no certificate. Up to TLS 1.2 it is not encrypted."""
    before, version = client.chains.handshakes, results.newest_before_tls_1_3
    try:
        if version is None:
            await _look_by_tls13(client, results)
        else:
            await client.offer(Offer(version=version, suites=results.versions[version].suites))
    except (MalformedError, ServerTimeoutError, UnreachableError):
        return False
    return client.chains.handshakes > before


async def _look_by_tls13(client: TlsClient, results: EnumerationResults) -> None:
    suites = results.versions[Version.TLS_1_3].suites
    if is_readable(suites, results.groups):
        await client.ask_encrypted(suites, results.groups, ALL_SIGNATURES)
