"""Versions and certificates alone, some three to five connections: what mail between servers turns on."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from checks.facts import Absent, NotTested, ProtocolScan
from checks.model import Reason
from scanner.probes.tls import gaps, summary
from scanner.probes.tls.certificates.presented import PresentedChain
from scanner.probes.tls.connection.server import ServerTimeoutError, TlsServer, UnreachableError
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.enumeration.versions import ServerEnumeration
from scanner.probes.tls.handshake.asking_again import AskingAgain
from scanner.probes.tls.handshake.client import Offer, TlsClient
from scanner.probes.tls.handshake.detection import DetectedTls, detect_tls
from scanner.probes.tls.handshake.retry_answers import RetryAnswers
from scanner.probes.tls.handshake.suite_order import offerable_suites, ordered, shows_certificate
from scanner.probes.tls.probing import TO_JUDGE, client_of
from scanner.probes.tls.wire.codes import VERSION_NAMES, Version
from scanner.probes.tls.wire.records import MalformedError


@dataclass(frozen=True)
class TlsGlance:
    """Which versions a server accepts, SSL 3.0 and newer, and the chains that it showed on the way."""

    versions: tuple[ProtocolScan, ...]
    chains: tuple[PresentedChain, ...]


async def glance(server: TlsServer) -> TlsGlance | Absent | NotTested:
    """Look at a server within the deadline; what is absent or not tested is as of the whole TLS probe."""
    context = server.context
    asking, retries = AskingAgain(pace=server.pace, pause=context.settings.retry_pause), RetryAnswers()
    try:
        async with asyncio.timeout(context.remaining()):
            detected = await detect_tls(server, asking, retries)
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail=f"port {server.port}: the time was up")
    if not isinstance(detected, DetectedTls):
        return detected
    client = client_of(server, asking, detected, retries)
    enumeration = ServerEnumeration(client=client, lean=True, lists_suites=False)
    await enumeration.run(detected, context.remaining() - TO_JUDGE)
    results = enumeration.results
    if not results.accepted:
        return summary.nothing_accepted(results, client)
    await _show_certificate(results, client)
    scans = tuple(_scan(version, results, client) for version in VERSION_NAMES)
    return TlsGlance(versions=scans, chains=tuple(client.chains))


async def certificates(server: TlsServer) -> tuple[PresentedChain, ...] | Absent | NotTested:
    """What a server shows by the name it is asked for, most often in one connection."""
    asking = AskingAgain(pace=server.pace, pause=server.context.settings.retry_pause)
    try:
        async with asyncio.timeout(server.context.remaining()):
            detected = await detect_tls(server, asking, RetryAnswers())
    except TimeoutError:
        return NotTested(reason=Reason.TIMEOUT, detail=f"port {server.port}: the time was up")
    return tuple(detected.chains) if isinstance(detected, DetectedTls) else detected


async def _show_certificate(results: EnumerationResults, client: TlsClient) -> None:
    """Mail servers take anonymous suites too, which show none: ask without them."""
    older = [version for version in results.accepted if version <= Version.TLS_1_2]
    if client.chains.handshakes or not older or results.stop_reason:
        return
    suites = ordered(filter(shows_certificate, offerable_suites(older[0])), 1)
    with suppress(ServerTimeoutError, UnreachableError, MalformedError):
        await client.offer(Offer(version=older[0], suites=suites))


def _scan(version: Version, results: EnumerationResults, client: TlsClient) -> ProtocolScan:
    name, support = VERSION_NAMES[version], results.versions[version]
    if support.is_accepted:
        return ProtocolScan(version=name, status="accepted")
    reason, detail = gaps.of_version(support, results, client)
    if reason:
        return ProtocolScan(version=name, status="not_tested", reason=reason, detail=detail)
    return ProtocolScan(version=name, status="refused")
