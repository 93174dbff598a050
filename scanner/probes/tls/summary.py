"""Turns the results of an enumeration into facts."""

from collections.abc import Sequence

from checks.facts import (
    Absent,
    CertificateChain,
    Negotiation,
    NotTested,
    ProtocolScan,
    ProtocolVersion,
    TlsFacts,
)
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from scanner.probes.tls import gaps
from scanner.probes.tls.enumeration import farm
from scanner.probes.tls.enumeration.results import EnumerationResults
from scanner.probes.tls.handshake.client import TlsClient
from scanner.probes.tls.handshake.suite_order import ordered
from scanner.probes.tls.handshake.tls13_flight import is_readable
from scanner.probes.tls.wire import codes
from scanner.version import SCANNER

BEFORE_TLS_1_3 = tuple(version for version in ProtocolVersion if version is not ProtocolVersion.TLS_1_3)
ONLY_TLS_1_3 = Absent(detail="TLS 1.3 alone is accepted")
UNREADABLE = NotTested(
    reason=Reason.TOOL_MISSING,
    detail="the server shows it only by groups or suites unknown here",
)
NO_DHE = Absent(detail="no suite over a finite field is accepted")


def facts(
    results: EnumerationResults, chains: tuple[CertificateChain, ...], client: TlsClient, *, lean: bool
) -> TlsFacts | NotTested:
    """What was enumerated, and of the rest why it was not. ``NotTested``: not one version was accepted."""
    if not results.accepted and not results.ssl2:
        return nothing_accepted(results, client)
    protocols = (_ssl2(results), *(_protocol(version, results, client) for version in codes.VERSION_NAMES))
    return TlsFacts(
        address=client.server.address,
        port=client.server.port,
        server_name=client.server.server_name,
        protocols=protocols,
        groups=_groups(results, protocols),
        chains=chains,
        handshakes=client.chains.handshakes,
        negotiation=_negotiation(results, protocols, client),
        depth="lean" if lean else "full",
        scanner=SCANNER,
        unseen=(*gaps.unseen(results, client, len(chains)), *farm.unseen(client.chains, results)),
    )


def nothing_accepted(results: EnumerationResults, client: TlsClient) -> NotTested:
    """A server that answers only to refuse has shown nothing that could be judged."""
    port = client.server.port
    refusals = {str(support.refusal) for support in results.versions.values() if support.refusal}
    detail = f"port {port} speaks TLS and refused every version offered: {', '.join(sorted(refusals))}"
    return NotTested(reason=results.stop_reason or Reason.BLOCKED, detail=detail[:DETAIL_LENGTH])


def _protocol(version: codes.Version, results: EnumerationResults, client: TlsClient) -> ProtocolScan:
    name, support = codes.VERSION_NAMES[version], results.versions[version]
    reason, detail = gaps.of_version(support, results, client)
    if support.is_accepted:
        strongest_first = support.suites if support.server_order else ordered(support.suites, 1)
        suites = tuple(codes.suite(code) for code in strongest_first)
        return ProtocolScan(
            version=name,
            status="accepted",
            suites=suites,
            server_order=support.server_order,
            reason=reason,
            detail=detail,
        )
    if reason:
        return ProtocolScan(version=name, status="not_tested", reason=reason, detail=detail)
    return ProtocolScan(version=name, status="refused")


def _ssl2(results: EnumerationResults) -> ProtocolScan:
    version = ProtocolVersion.SSL_2
    if results.ssl2 is None:
        reason = results.stop_reason or Reason.TIMEOUT  # also where no connection came about
        return ProtocolScan(version=version, status="not_tested", reason=reason)
    if not results.ssl2:
        return ProtocolScan(version=version, status="refused")
    return ProtocolScan(version=version, status="accepted", suites=results.ssl2)


def _groups(results: EnumerationResults, protocols: tuple[ProtocolScan, ...]) -> tuple[str, ...] | None:
    """Empty only where every list is complete and nothing in it agrees on a key over a group."""
    groups = dict.fromkeys((*results.groups, *sorted(results.properties.groups)))
    if not groups and any(scan.reason for scan in protocols if scan.status != "refused"):
        return None
    return tuple(codes.GROUPS.get(code, f"0x{code:04X}") for code in groups)


def _negotiation(
    results: EnumerationResults, protocols: Sequence[ProtocolScan], client: TlsClient
) -> Negotiation:
    """The part of the facts that first flights tell; the rest is left open."""
    properties, alpn = results.properties, client.alpn
    by_version, renegotiation = properties.extended_master_secret, properties.secure_renegotiation
    stapled = client.chains.has_staple()
    return Negotiation(
        alpn=tuple(alpn.agreed) if alpn.is_known else _encrypted(results, protocols),
        client_certificate=_client_certificate(results, protocols),
        extended_master_secret=by_version[max(by_version)] if by_version else _no_older(protocols),
        secure_renegotiation=all(renegotiation) if renegotiation else _no_older(protocols),
        ocsp_stapled=_encrypted(results, protocols) if stapled is None else stapled,
        dh_prime_bits=tuple(sorted(properties.dh_prime_bits)) or _no_dhe(protocols),
    )


def _no_older(protocols: Sequence[ProtocolScan]) -> Absent | NotTested:
    """Why no handshake of a version before TLS 1.3 was made."""
    older = [scan for scan in protocols if scan.version in BEFORE_TLS_1_3]
    untested = [scan for scan in older if scan.status == "not_tested"]
    return _untold(untested) if untested else ONLY_TLS_1_3


def _no_dhe(protocols: Sequence[ProtocolScan]) -> Absent | NotTested:
    return _untold(protocols) if any(scan.reason for scan in protocols) else NO_DHE


def _client_certificate(results: EnumerationResults, protocols: Sequence[ProtocolScan]) -> bool | NotTested:
    asks = results.properties.asks_certificate
    return _encrypted(results, protocols) if asks is None else asks


def _encrypted(results: EnumerationResults, protocols: Sequence[ProtocolScan]) -> NotTested:
    """Why what TLS 1.3 encrypts was not seen."""
    suites = results.versions[codes.Version.TLS_1_3].suites
    if suites and results.groups and not is_readable(suites, results.groups):
        return UNREADABLE
    return _untold(protocols)


def _untold(protocols: Sequence[ProtocolScan]) -> NotTested:
    reason = next((scan.reason for scan in protocols if scan.reason), Reason.BLOCKED)
    return NotTested(reason=reason, detail="no handshake that was made tells")
